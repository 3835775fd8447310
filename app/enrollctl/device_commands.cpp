#include "app/enrollctl/commands.h"
#include "app/enrollctl/device_capture.h"
#include "core/biometrics/image_codec.h"
#include "devices/fingerprint/libfprint_reader.h"

#include <QEventLoop>
#include <QFileInfo>
#include <QJsonArray>
#include <QSaveFile>
#include <QTimer>

#include <memory>

namespace station {
namespace {

QJsonObject toJson(const ReaderInfo& reader)
{
    QJsonObject object {{"kind", "reader"}, {"id", reader.id}, {"name", reader.name},
        {"driver", reader.driver}, {"scan", reader.scanType == ScanType::Swipe ? "swipe" : "press"},
        {"ppi", reader.pixelsPerInch}, {"ppi_known", reader.resolutionKnown},
        {"can_capture", reader.canCapture}};
    if (!reader.canCapture)
        object.insert(QStringLiteral("why_not"), reader.whyNot);
    return object;
}

QString toText(const ReaderInfo& reader)
{
    const QString truth = reader.canCapture ? QStringLiteral("ready") : reader.whyNot;
    return QStringLiteral("%1  %2  %3 ppi  %4")
        .arg(reader.id, reader.name)
        .arg(reader.pixelsPerInch)
        .arg(truth);
}

/// The readers as they are once libfprint has tried to open the first of them.
std::vector<ReaderInfo> listReaders()
{
    constexpr int openWithinMs = 5000;
    std::vector<ReaderInfo> readers;
    QEventLoop loop;
    LibfprintReader reader;
    QObject::connect(&reader, &FingerprintReader::listed, &loop, [&](const auto& now) { readers = now; });
    QObject::connect(&reader, &FingerprintReader::stateChanged, &loop, [&](DeviceState state) {
        if (state == DeviceState::Ready || state == DeviceState::Missing)
            loop.quit();
    });
    QTimer::singleShot(openWithinMs, &loop, &QEventLoop::quit);
    QMetaObject::invokeMethod(&reader, &FingerprintReader::start, Qt::QueuedConnection);
    loop.exec();
    return readers;
}

Status listDevices(Session& session)
{
    const auto readers = listReaders();
    for (const ReaderInfo& reader : readers)
        session.line(toJson(reader), toText(reader));
    if (readers.empty())
        session.say(QStringLiteral("No fingerprint reader is plugged in."));
    const auto cameras = listCameras();
    for (const CameraInfo& camera : cameras)
        session.line({{"kind", "camera"}, {"id", camera.id}, {"name", camera.name}}, camera.name);
    if (cameras.empty())
        session.say(QStringLiteral("No camera is plugged in."));
    return {};
}

Status writeFile(const QString& path, const QByteArray& bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fail(ErrorCode::StorageFailed, path.toStdString() + ": " + file.errorString().toStdString());
    return {};
}

struct FingerOptions {
    std::string reader;
    std::string out;
    int position = static_cast<int>(FingerPosition::RightThumb);
    int seconds = 30;
};

Status captureFingerToFile(Session& session, const FingerOptions& options)
{
    const QString out = QString::fromStdString(options.out);
    if (!QFileInfo(QFileInfo(out).absolutePath()).isDir())
        return fail(ErrorCode::InvalidInput, "no such folder for " + options.out);
    CaptureLimits limits;
    limits.patience = std::chrono::seconds(options.seconds);
    limits.say = [&](const QString& text) { session.say(text); };
    const auto print = captureFinger(
        QString::fromStdString(options.reader), static_cast<FingerPosition>(options.position), limits);
    if (!print)
        return failed(print);
    const auto png = encodePng(*print);
    if (!png)
        return failed(png);
    if (const auto written = writeFile(out, *png); !written)
        return written;
    session.line({{"file", out}, {"width", print->width()}, {"height", print->height()},
                     {"ppi", print->pixelsPerInch()}},
        QStringLiteral("%1: %2×%3 pixels, %4 ppi")
            .arg(out)
            .arg(print->width())
            .arg(print->height())
            .arg(print->pixelsPerInch()));
    return {};
}

} // namespace

void addDeviceCommands(CLI::App& app, Session& session)
{
    auto* list = group(app, "devices", "Readers and cameras")
                     ->add_subcommand("list", "Every device and whether it can enroll");
    session.on(list, listDevices);

    auto options = std::make_shared<FingerOptions>();
    auto* finger = group(app, "capture", "One picture from a device")
                       ->add_subcommand("finger", "One print from a reader");
    finger->add_option(
        "--reader", options->reader, "Id from 'devices list'; default: the first that can capture");
    finger->add_option("--out", options->out, "PNG to write")->required()->type_name("FILE");
    finger->add_option("--position", options->position, "Finger asked for, ISO number 1 to 10")
        ->check(CLI::Range(1, 10));
    finger->add_option("--wait", options->seconds, "Seconds to wait for the finger")
        ->check(CLI::Range(1, 3600));
    session.on(finger, [options](Session& s) { return captureFingerToFile(s, *options); });
}

} // namespace station
