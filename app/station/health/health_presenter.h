#pragma once

#include "app/station/shell/shell_desk.h"
#include "core/capture/device_truth.h"
#include "core/desk/health.h"

#include <QTimer>

#include <optional>

namespace station {

struct HealthView {
    enum class Running { No, Facts, Store, Devices };

    std::vector<Verdict> verdicts; ///< failures first, then warnings; each in the order of Check
    Running running = Running::No; ///< what the whole check is looking at
    std::optional<Instant> checkedAt; ///< of the last whole check
    ClockJudgement clock;
    std::optional<Error> trouble; ///< the station could not be looked at

    [[nodiscard]] CheckState light() const { return worst(verdicts); }
};

/// The station check of the window. glance() looks at what costs milliseconds; run() also reads the whole
/// store, waits for the reader and takes pictures. What the last whole check found stays until the next one.
///
/// Threads: the window's; desk and devices work on theirs.
class HealthPresenter : public QObject {
    Q_OBJECT

public:
    HealthPresenter(ShellDesk& desk, FingerprintReader& reader, Camera& camera, bool practice,
        const Clock& clock, QObject* parent = nullptr);
    [[nodiscard]] const HealthView& view() const { return m_view; }

public slots:
    void glance();
    /// From now on every minute, so that a wrong clock is said soon.
    void keepGlancing();
    void run(); ///< ignored while it runs
    void stop(); ///< the page is left: the camera is let go, what was found so far stays

signals:
    void changed(const station::HealthView& view);

private:
    void lookAtStore();
    void lookAtDevices();
    void lookAtCamera();
    void cameraFound(CameraTruth truth);
    void publish();

    ShellDesk& m_desk;
    FingerprintReader& m_reader;
    Camera& m_camera;
    const bool m_practice;
    const Clock& m_clock;
    HealthView m_view;
    StationFacts m_facts;
    DeviceState m_readerState = DeviceState::Starting;
    std::vector<ReaderInfo> m_readers;
    std::optional<CameraProbe> m_probe; ///< while pictures are taken
    QTimer m_minute;
    QTimer m_patience;
};

} // namespace station
