#pragma once

#include "core/base/error.h"
#include "core/capture/device_state.h"
#include "core/capture/grey_image.h"

#include <QObject>
#include <QString>

#include <vector>

namespace station {

/// Why the person should simply try again. Not an error: nothing is broken.
enum class RetryHint { General, TooShort, OffCentre, LiftFinger };

enum class ScanType { Press, Swipe };

/// One reader as the devices page shows it.
struct ReaderInfo {
    QString id; ///< stable while it stays plugged in
    QString name; ///< as the driver names it
    QString driver;
    ScanType scanType = ScanType::Press;
    int pixelsPerInch = 500; ///< from our table by driver and model: libfprint reports 0
    bool canCapture = false;
    QString whyNot; ///< English; empty when canCapture, e.g. "matches on the chip and gives no pictures"
    bool resolutionKnown = true; ///< false: pixelsPerInch is assumed, the table does not name this reader

    friend bool operator==(const ReaderInfo&, const ReaderInfo&) = default;
};

/// The fingerprint side of the desk: the readers that are plugged in, and the one in use.
///
/// Life of one scan:   arm() -> fingerOn -> captured -> fingerOff
/// or                  arm() -> fingerOn -> retry     -> fingerOff   (still armed)
/// or, from any state: failed, after which the reader is disarmed.
/// Without select() the first reader that can capture is used, and the next one when it goes away.
///
/// Threads: one; call it there or through QMetaObject::invokeMethod or a connection.
/// Units:   8-bit grey, ridges dark, resolution in the image.
/// Errors:  DeviceMissing when unplugged, DeviceFailed for everything else.
class FingerprintReader : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

public slots:
    /// Finds readers and reports listed() and stateChanged(), now and at every later change.
    virtual void start() = 0;
    virtual void select(const QString& readerId) = 0;
    /// Wait for one finger. Ends with exactly one captured() or failed(); retry() may come before.
    virtual void arm() = 0;
    /// Stop waiting. Harmless when not armed; no signal follows.
    virtual void disarm() = 0;

signals:
    void listed(const std::vector<station::ReaderInfo>& readers);
    void stateChanged(station::DeviceState state);
    void fingerOn();
    void fingerOff();
    void captured(const station::GreyImage& print);
    void retry(station::RetryHint hint);
    void failed(const station::Error& error);
};

} // namespace station
