#include "app/station/devices/test_picture.h"

#include "app/station/look.h"
#include "core/capture/colour_image.h"
#include "core/capture/grey_image.h"

#include <QPainter>

namespace station {

QImage toQImage(const GreyImage& picture)
{
    if (picture.isEmpty())
        return {};
    // copy(): the pixels belong to the picture that may go before the QImage does.
    return QImage(picture.pixels().data(), picture.width(), picture.height(), picture.width(),
        QImage::Format_Grayscale8)
        .copy();
}

QImage toQImage(const ColourImage& picture)
{
    if (picture.isEmpty())
        return {};
    return QImage(picture.pixels().data(), picture.width(), picture.height(), 3 * picture.width(),
        QImage::Format_RGB888)
        .copy();
}

TestPicture::TestPicture(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void TestPicture::setPicture(const QImage& picture)
{
    m_picture = picture;
    update();
}

void TestPicture::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.fillRect(rect(), look::ground(look::Tone::Plain, palette()));
    if (m_picture.isNull())
        return;
    const QSize fitted = m_picture.size().scaled(size(), Qt::KeepAspectRatio);
    const QRect place(QPoint((width() - fitted.width()) / 2, (height() - fitted.height()) / 2), fitted);
    painter.drawImage(place, m_picture);
}

} // namespace station
