#include "devices/host/camera_messages.h"

#include "devices/host/payload.h"

#include <algorithm>
#include <span>

namespace station {
namespace {

constexpr std::size_t maxCameras = 16;

tl::unexpected<Error> damaged(const char* message) { return fail(ErrorCode::Damaged, message); }

} // namespace

Message camerasMessage(const std::vector<CameraInfo>& cameras)
{
    const auto some = std::span(cameras).first(std::min(cameras.size(), maxCameras));
    PayloadWriter out;
    out.u32(static_cast<quint32>(some.size()));
    for (const CameraInfo& camera : some)
        out.text(camera.id).text(camera.name);
    return {MessageType::Cameras, out.take()};
}

Result<std::vector<CameraInfo>> decodeCameras(const QByteArray& payload)
{
    PayloadReader in(payload);
    const quint32 count = in.u32();
    if (count > maxCameras)
        return damaged("too many cameras");
    std::vector<CameraInfo> cameras(count);
    for (CameraInfo& camera : cameras) {
        camera.id = in.text();
        camera.name = in.text();
    }
    if (!in.complete())
        return damaged("torn list of cameras");
    return cameras;
}

Message selectCameraMessage(const QString& cameraId)
{
    return {MessageType::SelectCamera, PayloadWriter().text(cameraId).take()};
}

Result<QString> decodeSelectCamera(const QByteArray& payload)
{
    PayloadReader in(payload);
    QString cameraId = in.text();
    if (!in.complete())
        return damaged("torn choice of camera");
    return cameraId;
}

Message frameMessage(const FrameNews& news)
{
    const std::chrono::nanoseconds at = news.at.time_since_epoch();
    return {MessageType::FrameReady,
        PayloadWriter()
            .u32(news.place.slot)
            .u64(news.place.number)
            .u32(news.place.width)
            .u32(news.place.height)
            .u64(static_cast<quint64>(at.count()))
            .take()};
}

Result<FrameNews> decodeFrame(const QByteArray& payload)
{
    PayloadReader in(payload);
    FrameNews news;
    news.place.slot = in.u32();
    news.place.number = in.u64();
    news.place.width = in.u32();
    news.place.height = in.u32();
    const std::chrono::nanoseconds at {static_cast<qint64>(in.u64())};
    if (!in.complete())
        return damaged("torn news of a frame");
    news.at = std::min(std::chrono::steady_clock::time_point {at}, std::chrono::steady_clock::now());
    return news;
}

} // namespace station
