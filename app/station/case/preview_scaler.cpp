#include "app/station/case/preview_scaler.h"

namespace station {

QImage toImage(const ColourImage& picture)
{
    if (picture.isEmpty())
        return {};
    return QImage(picture.pixels().data(), picture.width(), picture.height(), 3 * picture.width(),
        QImage::Format_RGB888)
        .convertToFormat(QImage::Format_RGB32);
}

void PreviewScaler::work(const CameraFrame& frame)
{
    const ColourImage& image = *frame.image;
    const quint64 packed = m_target.load();
    const QSize target(static_cast<int>(packed >> 32), static_cast<int>(packed & 0xffffffffU));
    if (target.isEmpty())
        return;
    const QImage whole(
        image.pixels().data(), image.width(), image.height(), 3 * image.width(), QImage::Format_RGB888);
    emit scaled(whole.scaled(target, Qt::KeepAspectRatio, Qt::SmoothTransformation)
                    .convertToFormat(QImage::Format_RGB32),
        whole.size());
}

} // namespace station
