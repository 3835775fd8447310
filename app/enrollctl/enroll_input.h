#pragma once

#include "core/base/result.h"
#include "core/capture/colour_image.h"
#include "core/capture/grey_image.h"
#include "core/enroll/draft.h"

#include <QByteArray>
#include <QMap>
#include <QString>

#include <string>

namespace station {

/// A picture as it goes into the packet.
struct PortraitInput {
    ColourImage picture;
    QByteArray jpeg; ///< the file itself when it was a JPEG, else the picture encoded
};

/// formFromJson() of a file. Errors: NotFound; InvalidInput naming the file and the key that is wrong.
[[nodiscard]] Result<FormValues> readForm(const std::string& path);

/// Errors: NotFound; InvalidInput with the cause: torn, no picture, 0×0, larger than maxImageSide.
[[nodiscard]] Result<PortraitInput> readPortrait(const std::string& path);

/// A folder with NN.png (or .jpg, .bmp, .tif, .jp2) and NN.json {"reason", "note", "temporary", "followUp"},
/// NN = ISO position 01..10. Prints are encoded again, without loss, and measured; officers are left to be
/// filled in. Errors: NotFound; InvalidInput naming the file, also one whose name says nothing.
[[nodiscard]] Result<QMap<int, FingerEntry>> readFingers(const std::string& folder, Instant at);

/// A print from a picture: PNG and quality. Errors: InvalidInput.
[[nodiscard]] Result<FingerCapture> captureOf(const GreyImage& print, const QString& reader, Instant at);
/// Errors: InvalidInput.
[[nodiscard]] Result<QByteArray> sourceJpegOf(const ColourImage& picture);

} // namespace station
