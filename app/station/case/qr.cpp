#include "app/station/case/qr.h"

#include <qrencode.h>

#include <memory>

namespace station {

Result<QImage> qrCode(const QString& text)
{
    const QByteArray utf8 = text.toUtf8();
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeString(utf8.constData(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), &QRcode_free);
    if (!code)
        return fail(ErrorCode::InvalidInput, "no QR code holds this text");
    constexpr int quiet = 4; // ISO/IEC 18004
    QImage picture(code->width + 2 * quiet, code->width + 2 * quiet, QImage::Format_RGB32);
    picture.fill(Qt::white);
    for (int y = 0; y < code->width; ++y)
        for (int x = 0; x < code->width; ++x)
            if (code->data[y * code->width + x] & 1)
                picture.setPixelColor(x + quiet, y + quiet, Qt::black);
    return picture;
}

} // namespace station
