#include "app/station/case/finger_scorer.h"

#include "core/biometrics/image_codec.h"

namespace station {
namespace {

QImage toImage(const GreyImage& print)
{
    return QImage(
        print.pixels().data(), print.width(), print.height(), print.width(), QImage::Format_Grayscale8)
        .copy();
}

} // namespace

void FingerScorer::score(const GreyImage& print, FingerPosition position, int ticket)
{
    const auto quality = m_tools.scoreFinger(print);
    if (!quality)
        return emit this->failed(quality.error());
    auto png = encodePng(print);
    if (!png)
        return emit this->failed(png.error());
    emit scored({position, ticket, *quality, adviceFor(*quality), std::move(*png), toImage(print)});
}

QImage printPicture(const QByteArray& png)
{
    const auto print = decodeGrey(png);
    return print ? toImage(*print) : QImage();
}

} // namespace station
