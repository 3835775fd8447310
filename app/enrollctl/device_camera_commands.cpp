#include "app/enrollctl/commands.h"
#include "app/enrollctl/device_capture.h"
#include "core/biometrics/image_codec.h"

#include <QFileInfo>
#include <QSaveFile>

#include <memory>

namespace station {
namespace {

struct PortraitOptions {
    std::string camera;
    std::string out;
    int seconds = 30;
};

/// The way to write it, by the file's name.
Result<QByteArray> encoded(const ColourImage& picture, const QString& path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == QStringLiteral("png"))
        return encodePng(picture);
    if (suffix == QStringLiteral("jpg") || suffix == QStringLiteral("jpeg"))
        return encodeJpeg(picture);
    return fail(
        ErrorCode::InvalidInput, "a portrait is written as .jpg or .png, not as " + path.toStdString());
}

Status write(const QString& path, const QByteArray& bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fail(ErrorCode::StorageFailed, path.toStdString() + ": " + file.errorString().toStdString());
    return {};
}

/// Before anybody is asked to look into a camera.
Status canBeWritten(const QString& path)
{
    if (!QFileInfo(QFileInfo(path).absolutePath()).isDir())
        return fail(ErrorCode::InvalidInput, "no such folder for " + path.toStdString());
    return encoded(ColourImage(1, 1, {0, 0, 0}), path).map([](const QByteArray&) {});
}

Status capturePortraitToFile(Session& session, const PortraitOptions& options)
{
    const QString out = QString::fromStdString(options.out);
    if (const Status fine = canBeWritten(out); !fine)
        return fine;
    CaptureLimits limits;
    limits.patience = std::chrono::seconds(options.seconds);
    limits.say = [&](const QString& text) { session.say(text); };
    const auto picture = capturePortrait(QString::fromStdString(options.camera), limits);
    if (!picture)
        return failed(picture);
    const auto bytes = encoded(*picture, out);
    if (!bytes)
        return failed(bytes);
    if (const Status written = write(out, *bytes); !written)
        return written;
    session.line({{"file", out}, {"width", picture->width()}, {"height", picture->height()}},
        QStringLiteral("%1: %2×%3 pixels").arg(out).arg(picture->width()).arg(picture->height()));
    return {};
}

} // namespace

void addCameraCommands(CLI::App& app, Session& session)
{
    auto options = std::make_shared<PortraitOptions>();
    auto* portrait = group(app, "capture", "One picture from a device")
                         ->add_subcommand("portrait", "One picture from a camera");
    portrait->add_option("--camera", options->camera,
        "Id from 'devices list', 'practice', or 'still:FILE'; default: the first camera there is");
    portrait->add_option("--out", options->out, "Picture to write: .jpg, or .png without any loss")
        ->required()
        ->type_name("FILE");
    portrait->add_option("--wait", options->seconds, "Seconds to wait for the camera")
        ->check(CLI::Range(1, 3600));
    session.on(portrait, [options](Session& s) { return capturePortraitToFile(s, *options); });
}

} // namespace station
