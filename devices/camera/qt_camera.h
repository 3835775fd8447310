#pragma once

#include "core/base/worker_thread.h"
#include "core/capture/camera.h"
#include "devices/camera/camera_list.h"
#include "devices/camera/media_service.h"

#include <QTimer>

#include <atomic>

class QMediaDevices;
class QVideoFrame;

namespace station {

/// A camera over Qt Multimedia 6.4 (GStreamer on PipeWire or V4L2), with what that release does not do
/// itself:
///
///   Waiting -> Opening -> Live -> Silent (no frame for 1 s) -> Live        the source was hung and goes on
///      ^                   |
///      +--- entry gone ----+   an entry that existed before the loss is never opened again, unless this very
///      process
///                              was held up for a moment: then the stream stalls for good and the entry is
///                              good
///
/// What only a new process can cure (PipeWire was restarted; silent for 30 s) is asked for with
/// needsNewProcess(). Opening a camera that hangs may block the thread for up to 30 s: keep it in a process
/// that somebody watches.
///
/// Threads: the main thread of its process.
class QtCamera final : public Camera {
    Q_OBJECT

public:
    explicit QtCamera(QObject* parent = nullptr);
    ~QtCamera() override;

public slots:
    void select(const QString& cameraId) override;
    void start() override;
    void stop() override;

signals:
    /// Sent on a thread of its own when PipeWire dies, since the main thread may hang in GStreamer by then.
    void needsNewProcess(const station::Error& why);

private:
    enum class Phase { Idle, Waiting, Opening, Live, Silent };
    struct Stream;
    using Time = std::chrono::steady_clock::time_point;

    void begin(bool serviceIsUp);
    void readList();
    void consider();
    void open(const QByteArray& entry);
    void close(Phase next, DeviceState state);
    void take(const QVideoFrame& frame);
    void tick();
    void beSilent(Time now);
    void publish(DeviceState state);

    WorkerThread m_watch {QStringLiteral("media service")};
    MediaService& m_service; // lives on m_watch
    std::unique_ptr<QMediaDevices> m_devices;
    std::atomic<bool> m_dependsOnService = false; // what Qt knows came from the daemon that is running now
    CameraList m_list;
    std::unique_ptr<Stream> m_stream;
    QTimer m_tick;
    QString m_selected;
    Phase m_phase = Phase::Idle;
    std::optional<DeviceState> m_state;
    Time m_lastTick;
    Time m_heldUpUntil; // end of the last moment in which this thread could not run
    Time m_lastSign; // of life: opened, or a frame
    bool m_reopened = false; // since the last frame
};

} // namespace station
