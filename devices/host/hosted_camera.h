#pragma once

#include "core/capture/camera.h"
#include "devices/host/frame_ring.h"
#include "devices/host/host_process.h"

#include <QTimer>

#include <memory>
#include <optional>

namespace station {

/// The camera as the window has it: a device process holds it, and is started again when it hangs or dies.
///
/// Seen within 1.2 s, whatever goes: the process killed, stopped or aborted, the camera pulled out or hung,
/// the media service started again. Frames go on by themselves; started before, it is started after. A frame
/// that the process overwrote while we were busy is left out, never shown torn, and nothing here ever waits
/// for the process.
///
/// Threads: one; make it anywhere, then move it.
class HostedCamera final : public Camera {
    Q_OBJECT

public:
    explicit HostedCamera(HostLaunch launch, QObject* parent = nullptr);
    ~HostedCamera() override;

    /// For tests: the process to kill.
    [[nodiscard]] const HostProcess& host() const { return *m_host; }

public slots:
    void select(const QString& cameraId) override;
    void start() override;
    void stop() override;

private:
    void introduce();
    void handle(const Message& message);
    void show(const FramePlace& place, std::chrono::steady_clock::time_point at);
    void publish(DeviceState state);
    template<class T, class Use>
    void use(const Result<T>& decoded, Use&& then);

    std::unique_ptr<FrameRing> m_ring; // outlives the process that writes into it
    std::unique_ptr<HostProcess> m_host;
    QTimer m_silence; // a stopped process tells nobody; its last frame does
    QTimer m_patience; // with a process that answers pings and says nothing else
    std::optional<DeviceState> m_state;
    QString m_selected;
    bool m_wanted = false;
};

} // namespace station
