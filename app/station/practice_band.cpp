#include "app/station/practice_band.h"

#include "app/station/look.h"

#include <QEvent>
#include <QPainter>

namespace station {
namespace {

constexpr int stripe = 20; // pixels

} // namespace

PracticeBand::PracticeBand(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("practiceBand"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(text());
}

QString PracticeBand::text() const
{
    return tr("PRACTICE MODE: made-up devices and people. Nothing here is a real case.");
}

QSize PracticeBand::sizeHint() const { return {320, fontMetrics().height() + look::space}; }

void PracticeBand::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor paper = look::ground(look::Tone::Attention, palette());
    const QColor ink = look::ink(look::Tone::Attention, palette());
    painter.fillRect(rect(), paper);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    for (int x = -height(); x < width(); x += 2 * stripe)
        painter.drawPolygon(QPolygon {QPoint(x, height()), QPoint(x + height(), 0),
            QPoint(x + height() + stripe, 0), QPoint(x + stripe, height())});
    QFont font = this->font();
    font.setBold(true);
    painter.setFont(font);
    const int words = painter.fontMetrics().horizontalAdvance(text()) + 4 * look::space;
    const QRect plate((width() - words) / 2, 0, words, height());
    painter.fillRect(plate, paper);
    painter.setPen(ink);
    painter.drawText(plate, Qt::AlignCenter, text());
}

void PracticeBand::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        setAccessibleName(text());
        update();
    }
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    QWidget::changeEvent(event);
}

} // namespace station
