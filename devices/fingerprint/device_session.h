#pragma once

#include "core/capture/fingerprint_reader.h"
#include "devices/fingerprint/glib.h"

#include <QObject>

namespace station {

/// One reader in use.
///
///   Closed -> open() -> Opening -> Idle -> capture() -> Capturing -> Idle -> … -> close() -> Closing ->
///   Closed
///
/// Every call that does not fit the phase is ignored: libfprint allows one action at a time. changed() says
/// when it is over.
class DeviceSession : public QObject {
    Q_OBJECT

public:
    enum class Phase { Closed, Opening, Idle, Capturing, Closing };

    DeviceSession(FpDevice* device, int pixelsPerInch, QObject* parent = nullptr);
    /// Closes the device and waits for that, up to 1 s.
    ~DeviceSession() override;

    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] FpDevice* device() const { return m_device.get(); }
    /// libfprint refuses to capture until it thinks that the reader has cooled; changed() says when. A
    /// capture that is cut short by heat ends without failed().
    [[nodiscard]] bool isTooHot() const;

    void open();
    void capture();
    /// The running capture ends without captured(), retry() or failed(), even if the picture was already
    /// there.
    void cancel();
    void close();

signals:
    void changed();
    void openFailed(const station::Error& error);
    void fingerChanged(bool on);
    void captured(const station::GreyImage& print);
    void retry(station::RetryHint hint);
    void failed(const station::Error& error);

private:
    static void fingerNotified(FpDevice* device, void* pspec, void* self);
    static void heatNotified(FpDevice* device, void* pspec, void* self);
    static void opened(GObject* source, GAsyncResult* result, void* data);
    static void captureEnded(GObject* source, GAsyncResult* result, void* data);
    static void closed(GObject* source, GAsyncResult* result, void* data);
    void report(FpImage* image, const GError* error);
    void enter(Phase phase);

    const GRef<FpDevice> m_device;
    const int m_pixelsPerInch;
    Phase m_phase = Phase::Closed;
    GRef<GCancellable> m_cancellable;
    bool m_fingerOn = false;
};

} // namespace station
