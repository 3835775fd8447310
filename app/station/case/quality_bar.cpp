#include "app/station/case/quality_bar.h"

#include "app/station/look.h"

#include <QPainter>

#include <algorithm>

namespace station {

QualityBar::QualityBar(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize QualityBar::sizeHint() const { return {200, 16 + fontMetrics().height() + 4}; }

void QualityBar::setQuality(int value, int needed)
{
    m_value = value;
    m_needed = needed;
    setAccessibleName(value < 0 ? tr("Quality: none yet, needed %1").arg(needed)
                                : tr("Quality %1, needed %2").arg(value).arg(needed));
    updateGeometry();
    update();
}

void QualityBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF bar(0.5, 0.5, width() - 1, 15);
    painter.setPen(QPen(palette().color(QPalette::Mid), 1));
    painter.setBrush(look::ground(look::Tone::Plain, palette()));
    painter.drawRoundedRect(bar, 4, 4);
    const auto tone = m_value >= m_needed ? look::Tone::Good : look::Tone::Attention;
    if (m_value > 0) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(look::ink(tone, palette()));
        painter.drawRoundedRect(QRectF(0.5, 0.5, bar.width() * std::min(m_value, 100) / 100.0, 15), 4, 4);
    }
    const double mark = bar.left() + bar.width() * m_needed / 100.0;
    painter.setPen(QPen(palette().color(QPalette::Text), 3));
    painter.drawLine(QPointF(mark, 0), QPointF(mark, 19));
    const QString needed = tr("needed %1").arg(m_needed);
    const double half = fontMetrics().horizontalAdvance(needed) / 2.0;
    const double x = std::clamp(mark - half, 0.0, std::max(0.0, width() - 2 * half));
    painter.drawText(QRectF(x, 18, 2 * half + 2, fontMetrics().height()), Qt::AlignCenter, needed);
}

} // namespace station
