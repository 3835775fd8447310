#pragma once

#include "core/base/clock.h"
#include "core/biometrics/finger_quality.h"
#include "core/capture/camera.h"
#include "core/capture/fingerprint_reader.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>
#include <variant>
#include <vector>

namespace station {

struct ReaderLine {
    ReaderInfo info;
    std::optional<Instant> unpluggedAt; ///< it is gone since then
};

struct CameraLine {
    CameraInfo info;
    std::optional<Instant> unpluggedAt;
};

/// A try-out beside the device. Nothing of it is kept.
struct ReaderTest {
    QString readerId;
    bool waiting = false; ///< for a finger
    std::optional<GreyImage> print;
    std::optional<FingerQuality> quality;
    std::optional<RetryHint> hint;
    std::optional<Error> error;
};

struct CameraTest {
    QString cameraId;
    std::optional<CameraFrame> frame;
};

struct DevicesView {
    DeviceState reader = DeviceState::Starting;
    DeviceState camera = DeviceState::Starting;
    std::vector<ReaderLine> readers;
    std::vector<CameraLine> cameras;
    std::optional<ReaderTest> readerTest;
    std::optional<CameraTest> cameraTest;
};

/// Every reader and camera that was seen since the start, with its truth, and a test capture.
///
/// Threads: the window's; the devices live on another one and are called through their event loop.
class DevicesPresenter : public QObject {
    Q_OBJECT

public:
    using Judge = std::function<Result<FingerQuality>(const GreyImage&)>;

    DevicesPresenter(FingerprintReader& reader, Camera& camera, Judge judge, const Clock& clock,
        QObject* parent = nullptr);
    [[nodiscard]] const DevicesView& view() const { return m_view; }

public slots:
    void open(); ///< the page is shown: the camera runs for the moment that listing takes
    void close(); ///< the page is left: the reader is disarmed, the camera stopped, pictures are forgotten
    void testReader(const QString& id);
    void testCamera(const QString& id);
    void stopTest();

signals:
    void changed(const station::DevicesView& view);
    void askedForFinger(); ///< a test waits for a finger (practice: the made-up hand may offer one)

private:
    void stopLooking();
    void listReaders(const std::vector<ReaderInfo>& readers);
    void listCameras(const std::vector<CameraInfo>& cameras);
    void captured(const GreyImage& print);
    void publish() { emit changed(m_view); }

    FingerprintReader& m_reader;
    Camera& m_camera;
    Judge m_judge;
    const Clock& m_clock;
    DevicesView m_view;
    bool m_open = false;
    bool m_looking = false; // the camera runs only to say which cameras there are
};

} // namespace station
