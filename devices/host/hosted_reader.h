#pragma once

#include "core/capture/fingerprint_reader.h"
#include "devices/host/host_process.h"
#include "devices/host/reader_messages.h"

#include <QString>

namespace station {

/// The reader as the window has it: a device process holds it, and is started again when it hangs or dies.
///
/// stateChanged(Starting) at start(); Ready or Missing as the reader is; Recovering while the process is
/// started again. Armed before, it is armed after: no call is needed, and a print arrives as if nothing had
/// happened. A print that the process had sent before it died is delivered. When the host breaks the protocol
/// it is killed and started again, never the window.
///
/// Threads: one; make it anywhere, then move it.
class HostedReader final : public FingerprintReader {
    Q_OBJECT

public:
    explicit HostedReader(HostLaunch launch, QObject* parent = nullptr);

    /// For tests: the process to kill.
    [[nodiscard]] const HostProcess& host() const { return m_host; }

public slots:
    void start() override;
    void select(const QString& readerId) override;
    void arm() override;
    void disarm() override;

private:
    void introduce();
    void handle(const Message& message);
    void publish(DeviceState state);
    void setFinger(bool on);
    template<class T, class Use>
    void use(const Result<T>& decoded, Use&& then);

    HostProcess m_host;
    DeviceState m_state = DeviceState::Starting;
    QString m_selected;
    ScanNumber m_scan = 0;
    bool m_up = false; // false: the state of a host that is going down is of no interest
    bool m_armed = false;
    bool m_fingerOn = false;
};

} // namespace station
