#include "app/station/case/camera_view.h"

#include "app/station/look.h"
#include "core/biometrics/portrait_checks.h"

#include <QPainter>
#include <QResizeEvent>

namespace station {
namespace {

QRectF fitted(const QSizeF& picture, const QRectF& into)
{
    const QSizeF size = picture.scaled(into.size(), Qt::KeepAspectRatio);
    return {into.center() - QPointF(size.width() / 2, size.height() / 2), size};
}

} // namespace

CameraView::CameraView(QWidget* parent)
    : QWidget(parent)
{
    setMinimumSize(320, 240);
    setAttribute(Qt::WA_OpaquePaintEvent);
}

void CameraView::setFrame(const QImage& frame, QSize)
{
    m_frame = frame;
    m_message.clear();
    update();
}

void CameraView::setMessage(const QString& message)
{
    if (message == m_message && m_frame.isNull())
        return;
    m_frame = {};
    m_message = message;
    setAccessibleDescription(message);
    update();
}

void CameraView::setGuide(bool good, double held)
{
    if (good == m_good && held == m_held)
        return;
    m_good = good;
    m_held = held;
    update();
}

void CameraView::resizeEvent(QResizeEvent* event) { emit sizeWanted(event->size() * devicePixelRatioF()); }

QRectF CameraView::pictureRect() const
{
    const QSizeF size = m_frame.isNull() ? QSizeF(4, 3) : QSizeF(m_frame.size());
    return fitted(size, QRectF(rect()));
}

void CameraView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Window));
    const QRectF picture = pictureRect();
    if (m_frame.isNull()) {
        painter.fillRect(picture, look::ground(look::Tone::Plain, palette()));
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(picture.adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap, m_message);
        return;
    }
    painter.drawImage(picture, m_frame);
    painter.setRenderHint(QPainter::Antialiasing);
    paintGuide(painter, picture);
}

void CameraView::paintGuide(QPainter& painter, const QRectF& picture) const
{
    // By the numbers of the checks. Their box goes from the middle of the forehead to the chin: the oval adds
    // the hair above it.
    const double box = PortraitTarget::reference(picture.width(), picture.height())
        * (PortraitTarget::smallestHead + PortraitTarget::largestHead) / 2;
    const QPointF centre(picture.left() + picture.width() * PortraitTarget::centreX,
        picture.top() + picture.height() * PortraitTarget::centreY);
    const double height = box * 1.35;
    const double width = height * 0.74;
    const QRectF oval(centre.x() - width / 2, centre.y() + box * 0.55 - height, width, height);
    const double eyes = centre.y() - box * 0.12;
    // A dark line under each bright one: seen on a white wall and on black hair.
    const QColor bright = m_good ? QColor(0x6f, 0xe0, 0x8a) : QColor(Qt::white);
    for (const auto& [colour, line] : {std::pair(QColor(0, 0, 0, 150), 5.0), std::pair(bright, 2.5)}) {
        painter.setPen(QPen(colour, line, Qt::DashLine));
        painter.drawEllipse(oval);
        painter.setPen(QPen(colour, line * 0.7));
        painter.drawLine(QPointF(oval.left() - 12, eyes), QPointF(oval.left() + width * 0.16, eyes));
        painter.drawLine(QPointF(oval.right() - width * 0.16, eyes), QPointF(oval.right() + 12, eyes));
    }
    if (m_held <= 0)
        return;
    const QRectF ring = oval.adjusted(-8, -8, 8, 8);
    const int turn = -static_cast<int>(m_held * 360 * 16);
    painter.setPen(QPen(QColor(0, 0, 0, 150), 11, Qt::SolidLine, Qt::RoundCap));
    painter.drawArc(ring, 90 * 16, turn);
    painter.setPen(QPen(QColor(0x6f, 0xe0, 0x8a), 7, Qt::SolidLine, Qt::RoundCap));
    painter.drawArc(ring, 90 * 16, turn);
}

void PictureView::setPicture(const QImage& picture)
{
    if (picture.cacheKey() == m_picture.cacheKey())
        return;
    m_picture = picture;
    update();
}

void PictureView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (m_picture.isNull()) {
        painter.fillRect(rect(), look::ground(look::Tone::Plain, palette()));
        return;
    }
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(fitted(m_picture.size(), QRectF(rect())), m_picture);
}

} // namespace station
