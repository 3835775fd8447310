#include "devices/practice/practice_portrait.h"

#include "devices/practice/practice_looks.h"

#include <QImage>
#include <QLinearGradient>
#include <QPainter>
#include <QPainterPath>
#include <QRadialGradient>

#include <algorithm>

namespace station {
namespace {

QColor withAlpha(QColor colour, double alpha)
{
    colour.setAlphaF(static_cast<float>(alpha));
    return colour;
}

/// Paints in heads: the crown is at (0, 0), the chin at (0, 1), x grows to the right of the picture.
class FacePainter {
public:
    FacePainter(QPainter& painter, const PracticeLooks& looks)
        : m_painter(painter)
        , m_looks(looks)
    {
        m_painter.setRenderHint(QPainter::Antialiasing);
        m_painter.setPen(Qt::NoPen);
    }

    void paint()
    {
        hairBehind();
        body();
        ears();
        head();
        for (const double side : {-1.0, 1.0}) {
            socket(side);
            eye(side);
            brow(side);
        }
        nose();
        mouth();
        hairBefore();
    }

private:
    void fill(const QPainterPath& path, const QBrush& brush) { m_painter.fillPath(path, brush); }

    void ellipse(double x, double y, double rx, double ry, const QBrush& brush)
    {
        QPainterPath path;
        path.addEllipse(QPointF(x, y), rx, ry);
        fill(path, brush);
    }

    /// A soft spot: full in the middle, nothing at the rim.
    void glow(double x, double y, double rx, double ry, const QColor& colour, double strength)
    {
        m_painter.save();
        m_painter.translate(x, y);
        m_painter.scale(rx, ry);
        QRadialGradient gradient(QPointF(0, 0), 1);
        gradient.setColorAt(0, withAlpha(colour, strength));
        gradient.setColorAt(0.5, withAlpha(colour, strength * 0.6));
        gradient.setColorAt(1, withAlpha(colour, 0));
        m_painter.fillRect(QRectF(-1, -1, 2, 2), gradient);
        m_painter.restore();
    }

    [[nodiscard]] double halfWidth() const { return m_looks.headWidth / 2; }

    [[nodiscard]] QPainterPath face() const
    {
        const double w = halfWidth();
        QPainterPath path(QPointF(0, 0.06));
        path.cubicTo(w * 0.8, 0.06, w, 0.28, w, 0.50);
        path.cubicTo(w, 0.78, w * 0.55, 1.0, 0, 1.0);
        path.cubicTo(-w * 0.55, 1.0, -w, 0.78, -w, 0.50);
        path.cubicTo(-w, 0.28, -w * 0.8, 0.06, 0, 0.06);
        return path;
    }

    void hairBehind()
    {
        const double w = halfWidth() + 0.06;
        ellipse(0, 0.42, w, 0.44, m_looks.hair);
        if (m_looks.cut == HairCut::Long) {
            QPainterPath fall;
            fall.addRoundedRect(QRectF(-w - 0.02, 0.40, 2 * w + 0.04, 0.85), 0.16, 0.16);
            fill(fall, m_looks.hair.darker(115));
        }
        if (m_looks.cut == HairCut::Tied)
            ellipse(0, -0.03, 0.17, 0.10, m_looks.hair.darker(110));
    }

    void body()
    {
        QPainterPath shoulders(QPointF(-1.05, 1.75));
        shoulders.cubicTo(-1.02, 1.30, -0.62, 1.24, -0.26, 1.14);
        shoulders.lineTo(0.26, 1.14);
        shoulders.cubicTo(0.62, 1.24, 1.02, 1.30, 1.05, 1.75);
        QLinearGradient cloth(-1, 1.2, 1, 1.6);
        cloth.setColorAt(0, m_looks.clothes.lighter(125));
        cloth.setColorAt(1, m_looks.clothes.darker(125));
        fill(shoulders, cloth);

        QPainterPath neck(QPointF(-0.22, 0.80));
        neck.lineTo(-0.24, 1.16);
        neck.quadTo(0, 1.36, 0.24, 1.16);
        neck.lineTo(0.22, 0.80);
        fill(neck, m_looks.skin.darker(122));
        glow(0, 1.02, 0.26, 0.12, m_looks.skin.darker(220), 0.55); // the chin's shadow

        for (const double side : {-1.0, 1.0}) {
            QPainterPath collar(QPointF(side * 0.25, 1.10));
            collar.lineTo(side * 0.36, 1.20);
            collar.lineTo(side * 0.16, 1.42);
            collar.lineTo(side * 0.02, 1.29);
            fill(collar, m_looks.clothes.lighter(165));
        }
    }

    void ears()
    {
        for (const double side : {-1.0, 1.0}) {
            ellipse(side * (halfWidth() + 0.015), 0.57, 0.05, 0.105, m_looks.skin.darker(108));
            ellipse(side * (halfWidth() + 0.02), 0.57, 0.025, 0.06, m_looks.skin.darker(135));
        }
    }

    void head()
    {
        QRadialGradient light(QPointF(-0.03, 0.52), 0.58);
        light.setColorAt(0, m_looks.skin.lighter(112));
        light.setColorAt(0.6, m_looks.skin);
        light.setColorAt(1, m_looks.skin.darker(135));
        fill(face(), light);
        m_painter.setClipPath(face());
        for (const double side : {-1.0, 1.0}) {
            glow(side * 0.2, 0.68, 0.13, 0.10, QColor(205, 110, 95), 0.22); // cheeks
            glow(side * 0.2, 0.62, 0.14, 0.06, m_looks.skin.lighter(125), 0.5);
            glow(side * halfWidth(), 0.80, 0.14, 0.24, m_looks.skin.darker(180), 0.4);
        }
        glow(0, 0.32, 0.24, 0.13, m_looks.skin.lighter(125), 0.5); // forehead
        glow(0, 0.94, 0.10, 0.05, m_looks.skin.lighter(118), 0.4); // chin
        m_painter.setClipping(false);
    }

    void socket(double side)
    {
        const double x = side * m_looks.eyeDistance / 2;
        glow(x, m_looks.eyeHeight - 0.015, 0.135, 0.085, m_looks.skin.darker(230), 0.62);
        glow(x - side * 0.075, m_looks.eyeHeight, 0.05, 0.06, m_looks.skin.darker(230), 0.3);
    }

    void eye(double side)
    {
        const double x = side * m_looks.eyeDistance / 2;
        const double y = m_looks.eyeHeight;
        QPainterPath lids(QPointF(x - 0.075, y + 0.004));
        lids.quadTo(x, y - 0.060, x + 0.075, y + 0.002);
        lids.quadTo(x, y + 0.042, x - 0.075, y + 0.004);
        fill(lids, QColor(232, 228, 222));
        m_painter.setClipPath(lids);
        ellipse(x, y - 0.004, 0.034, 0.034, QColor(58, 36, 24));
        ellipse(x, y - 0.004, 0.017, 0.017, QColor(12, 9, 8));
        ellipse(x - 0.012, y - 0.016, 0.007, 0.007, QColor(245, 245, 245));
        m_painter.setClipping(false);
        QPainterPath upper(QPointF(x - 0.080, y + 0.006));
        upper.quadTo(x, y - 0.066, x + 0.080, y + 0.004);
        m_painter.strokePath(upper, QPen(QColor(28, 18, 14), 0.016, Qt::SolidLine, Qt::RoundCap));
        QPainterPath fold(QPointF(x - 0.07, y - 0.028));
        fold.quadTo(x, y - 0.085, x + 0.07, y - 0.028);
        m_painter.strokePath(fold, QPen(withAlpha(m_looks.skin.darker(200), 0.7), 0.007));
    }

    void brow(double side)
    {
        const double x = side * m_looks.eyeDistance / 2;
        const double y = m_looks.eyeHeight - 0.105;
        QPainterPath path(QPointF(x - side * 0.085, y + 0.016));
        path.quadTo(x + side * 0.02, y - 0.035, x + side * 0.11, y + 0.012);
        m_painter.strokePath(
            path, QPen(withAlpha(m_looks.hair, 0.85), m_looks.browThickness, Qt::SolidLine, Qt::RoundCap));
    }

    void nose()
    {
        const double tip = m_looks.eyeHeight + m_looks.noseLength;
        glow(0, m_looks.eyeHeight + 0.06, 0.035, 0.15, m_looks.skin.lighter(135), 0.75); // bridge
        for (const double side : {-1.0, 1.0})
            glow(side * 0.062, tip - 0.06, 0.035, 0.11, m_looks.skin.darker(170), 0.38);
        glow(0, tip - 0.02, 0.05, 0.04, m_looks.skin.lighter(128), 0.7);
        glow(0, tip + 0.03, 0.10, 0.03, m_looks.skin.darker(210), 0.55);
        for (const double side : {-1.0, 1.0}) {
            ellipse(side * 0.035, tip + 0.016, 0.020, 0.011, m_looks.skin.darker(330));
            QPainterPath wing(QPointF(side * 0.066, tip - 0.03));
            wing.quadTo(side * 0.094, tip + 0.008, side * 0.058, tip + 0.022);
            m_painter.strokePath(wing, QPen(withAlpha(m_looks.skin.darker(190), 0.8), 0.010));
        }
    }

    void mouth()
    {
        const double y = m_looks.eyeHeight + m_looks.noseLength + 0.105;
        const double w = m_looks.mouthWidth / 2;
        const QColor lip(168, 84, 78);
        QPainterPath upper(QPointF(-w, y));
        upper.quadTo(-w * 0.4, y - 0.042, 0, y - 0.022);
        upper.quadTo(w * 0.4, y - 0.042, w, y);
        upper.quadTo(0, y + 0.012, -w, y);
        fill(upper, lip.darker(120));
        QPainterPath lower(QPointF(-w, y));
        lower.quadTo(0, y + 0.012, w, y);
        lower.quadTo(0, y + 0.085, -w, y);
        fill(lower, lip.lighter(112));
        QPainterPath line(QPointF(-w, y));
        line.quadTo(0, y + 0.012, w, y);
        m_painter.strokePath(line, QPen(QColor(70, 28, 26), 0.010, Qt::SolidLine, Qt::RoundCap));
        glow(0, y + 0.075, 0.10, 0.025, m_looks.skin.darker(180), 0.45);
    }

    void hairBefore()
    {
        const double w = halfWidth() + 0.05;
        const double parting = m_looks.cut == HairCut::SideParting ? 0.12
            : m_looks.cut == HairCut::Short                        ? 0.05
                                                                   : 0.0;
        const double rim = m_looks.cut == HairCut::Short ? 0.20 : 0.23;
        QPainterPath path(QPointF(-w, 0.46));
        path.cubicTo(-w * 1.05, 0.10, -w * 0.6, -0.04, 0, -0.03);
        path.cubicTo(w * 0.6, -0.04, w * 1.05, 0.10, w, 0.46);
        path.quadTo(w * 0.86, 0.34, w * 0.74, rim + 0.06);
        path.quadTo(w * 0.4, rim - 0.05, parting, rim - 0.06);
        path.quadTo(-w * 0.4, rim - 0.02, -w * 0.76, rim + 0.07);
        path.quadTo(-w * 0.88, 0.36, -w, 0.46);
        QLinearGradient shine(-w, 0, w, 0.3);
        shine.setColorAt(0, m_looks.hair);
        shine.setColorAt(0.4, m_looks.hair.lighter(150));
        shine.setColorAt(1, m_looks.hair);
        fill(path, shine);
    }

    QPainter& m_painter;
    const PracticeLooks& m_looks;
};

QImage draw(const PracticeLooks& looks, int width, int height)
{
    constexpr double headShare = 0.52; // of the picture's height: what the head-size check asks for
    constexpr double crown = 0.175;
    QImage image(width, height, QImage::Format_RGB32);
    QPainter painter(&image);
    QLinearGradient wall(0, 0, 0, height);
    wall.setColorAt(0, looks.wall.lighter(104));
    wall.setColorAt(1, looks.wall.darker(106));
    painter.fillRect(image.rect(), wall);
    painter.translate(width / 2.0, height * crown);
    painter.scale(height * headShare, height * headShare);
    FacePainter(painter, looks).paint();
    return image;
}

/// Fine grain in brightness only, so that the picture is sharp as a photograph is. From place and seed alone.
int grain(std::uint32_t x, std::uint32_t y, std::uint32_t seed)
{
    std::uint32_t hash = x * 0x9e3779b1u ^ y * 0x85ebca77u ^ seed * 0xc2b2ae3du;
    hash = (hash ^ hash >> 15) * 0x2c1b3c6du;
    hash = (hash ^ hash >> 12) * 0x297a2d39u;
    return static_cast<int>((hash ^ hash >> 15) % 9) - 4;
}

} // namespace

ColourImage practicePortrait(std::uint32_t seed, int width, int height)
{
    const QImage image = draw(practiceLooks(seed), width, height);
    std::vector<std::uint8_t> pixels;
    pixels.reserve(3 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const QRgb colour = image.pixel(x, y);
            const int more = grain(static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y), seed);
            for (const int part : {qRed(colour), qGreen(colour), qBlue(colour)})
                pixels.push_back(static_cast<std::uint8_t>(std::clamp(part + more, 0, 255)));
        }
    }
    return {width, height, std::move(pixels)};
}

} // namespace station
