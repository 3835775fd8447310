#include "app/enrollctl/device_capture.h"
#include "devices/practice/practice_portrait.h"

#include <QRandomGenerator>

namespace station {

Result<ColourImage> capturePortrait(const QString& cameraId, const CaptureLimits& limits)
{
    if (cameraId != QStringLiteral("practice"))
        return fail(ErrorCode::DeviceMissing, "there is no camera '" + cameraId.toStdString() + "'");
    if (limits.say)
        limits.say(QStringLiteral("A made-up person looks into the camera."));
    constexpr int width = 1280;
    constexpr int height = 720;
    return practicePortrait(QRandomGenerator::system()->generate(), width, height);
}

} // namespace station
