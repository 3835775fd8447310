#include "app/station/look.h"

#include "app/station/style_sheet.h"

#include <QApplication>
#include <QFontDatabase>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>
#include <QStyleFactory>
#include <QWidget>

#include <array>

namespace station::look {
namespace {

// Contrast of each ink on base, window and its own ground is 4.5:1 or more; tests/ui/look_test.cpp computes
// it.
struct Inks {
    QRgb ink;
    QRgb ground;
};
constexpr std::array light {Inks {0xff1b1f24, 0xffe9ecf0}, Inks {0xff0b57b0, 0xffe3eefc},
    Inks {0xff19652f, 0xffe2f3e6}, Inks {0xff7a4a00, 0xfffdf0d5}, Inks {0xffab1f18, 0xfffce6e4}};
constexpr std::array dark {Inks {0xffe8eaed, 0xff2d333b}, Inks {0xff8ab8ff, 0xff1d2f49},
    Inks {0xff79d394, 0xff173823}, Inks {0xfff2c063, 0xff3d2d0d}, Inks {0xffffa39b, 0xff45201d}};

bool isDark(const QPalette& palette) { return palette.color(QPalette::Window).lightness() < 128; }

const Inks& inks(Tone tone, const QPalette& palette)
{
    return (isDark(palette) ? dark : light).at(static_cast<std::size_t>(tone));
}

QFont textFont(const QFont& system, double factor)
{
    QFont font = system;
    if (const QString noto = QStringLiteral("Noto Sans"); QFontDatabase::families().contains(noto))
        font.setFamily(noto);
    font.setPointSizeF(baseSize * factor);
    return font;
}

void paintSign(QPainter& painter, Glyph glyph)
{
    switch (glyph) {
    case Glyph::Tick: painter.drawPolyline(QPolygonF {{4.5, 12.5}, {10, 18}, {19.5, 6.5}}); return;
    case Glyph::Mark:
        painter.drawLine(QPointF {12, 4}, QPointF {12, 14});
        painter.drawPoint(QPointF {12, 20});
        return;
    case Glyph::Cross:
        painter.drawLine(QPointF {6, 6}, QPointF {18, 18});
        painter.drawLine(QPointF {18, 6}, QPointF {6, 18});
        return;
    case Glyph::Dash: painter.drawLine(QPointF {5, 12}, QPointF {19, 12}); return;
    case Glyph::Dot:
        painter.setBrush(painter.pen().color());
        painter.drawEllipse(QPointF {12, 12}, 6, 6);
        return;
    case Glyph::Ring: painter.drawEllipse(QPointF {12, 12}, 7, 7); return;
    case Glyph::Pointer:
        painter.setBrush(painter.pen().color());
        painter.drawPolygon(QPolygonF {{8, 5}, {18, 12}, {8, 19}});
        return;
    case Glyph::Clock:
        painter.drawEllipse(QPointF {12, 12}, 8.5, 8.5);
        painter.drawPolyline(QPolygonF {{12, 7}, {12, 12.5}, {16, 14.5}});
        return;
    case Glyph::Lock:
        painter.drawArc(QRectF {7.5, 3.5, 9, 12}, 0, 180 * 16);
        painter.setBrush(painter.pen().color());
        painter.drawRoundedRect(QRectF {5.5, 11, 13, 9}, 1.5, 1.5);
        return;
    }
}

} // namespace

bool systemWantsDark(const QPalette& system) { return isDark(system); }

QPalette palette(bool wantsDark)
{
    const auto& plain = (wantsDark ? dark : light).front();
    const auto& accent = (wantsDark ? dark : light).at(static_cast<std::size_t>(Tone::Accent));
    const QColor window = QColor::fromRgb(wantsDark ? 0xff16191d : 0xfff4f6f8);
    const QColor base = QColor::fromRgb(wantsDark ? 0xff20252b : 0xffffffff);
    const QColor text = QColor::fromRgb(plain.ink);
    const QColor quiet = QColor::fromRgb(wantsDark ? 0xffaab3bd : 0xff525b66);
    QPalette colours(QColor::fromRgb(plain.ground), window);
    for (const auto role :
        {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
        colours.setColor(role, text);
    colours.setColor(QPalette::Base, base);
    colours.setColor(QPalette::AlternateBase, window);
    colours.setColor(QPalette::ToolTipBase, base);
    colours.setColor(QPalette::PlaceholderText, quiet);
    colours.setColor(QPalette::Link, QColor::fromRgb(accent.ink));
    colours.setColor(QPalette::Highlight, QColor::fromRgb(accent.ink));
    colours.setColor(QPalette::HighlightedText, QColor::fromRgb(wantsDark ? 0xff10151b : 0xffffffff));
    colours.setColor(QPalette::Mid, QColor::fromRgb(wantsDark ? 0xff7d8792 : 0xff7b8590));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        colours.setColor(QPalette::Disabled, role, quiet);
    return colours;
}

void apply(QApplication& application, const Theme& theme)
{
    static const QFont system = QApplication::font();
    if (application.style()->name() != QLatin1String("fusion"))
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    const double factor = theme.large ? largeText : 1;
    const QPalette colours = palette(theme.dark);
    QApplication::setPalette(colours);
    QApplication::setFont(textFont(system, factor));
    application.setStyleSheet(styleSheet(colours, factor));
}

double textFactor() { return QApplication::font().pointSizeF() > baseSize * 1.1 ? largeText : 1; }

QColor ink(Tone tone, const QPalette& palette) { return QColor::fromRgb(inks(tone, palette).ink); }
QColor ground(Tone tone, const QPalette& palette) { return QColor::fromRgb(inks(tone, palette).ground); }

QPixmap glyph(Glyph sign, Tone tone, const QPalette& palette, int side, qreal devicePixelRatio)
{
    QPixmap picture(QSize(side, side) * devicePixelRatio);
    picture.setDevicePixelRatio(devicePixelRatio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(side / 24.0, side / 24.0); // signs are drawn on a 24 by 24 grid
    painter.setPen(QPen(ink(tone, palette), 3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    paintSign(painter, sign);
    return picture;
}

void setRole(QWidget* widget, const char* role)
{
    if (widget->property("role").toByteArray() == role)
        return;
    widget->setProperty("role", QString::fromLatin1(role)); // the style sheet compares strings
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

} // namespace station::look
