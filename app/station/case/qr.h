#pragma once

#include "core/base/result.h"

#include <QImage>
#include <QString>

namespace station {

/// A QR code, one pixel a module, black on white, with the quiet zone of four modules; scale it without
/// smoothing. Error correction M. Errors: InvalidInput for an empty text or one that no code holds.
[[nodiscard]] Result<QImage> qrCode(const QString& text);

} // namespace station
