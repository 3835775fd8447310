#pragma once

#include "core/base/result.h"
#include "core/capture/fingerprint_reader.h"
#include "devices/host/message.h"

#include <vector>

namespace station {

/// Numbers the scans of one armed reader, so that what was on its way when the page gave up is known as late.
using ScanNumber = quint32;

struct ScanPrint {
    ScanNumber scan = 0;
    GreyImage print;
};

struct ScanRetry {
    ScanNumber scan = 0;
    RetryHint hint = RetryHint::General;
};

struct ScanFailure {
    ScanNumber scan = 0;
    Error error;
};

// Every decode refuses with Damaged what is torn, has bytes left over, or names a value that does not exist.

[[nodiscard]] Message stateMessage(DeviceState state);
[[nodiscard]] Result<DeviceState> decodeState(const QByteArray& payload);

[[nodiscard]] Message readersMessage(const std::vector<ReaderInfo>& readers);
[[nodiscard]] Result<std::vector<ReaderInfo>> decodeReaders(const QByteArray& payload);

[[nodiscard]] Message selectReaderMessage(const QString& readerId);
[[nodiscard]] Result<QString> decodeSelectReader(const QByteArray& payload);

/// For Arm, Disarm, FingerOn and FingerOff.
[[nodiscard]] Message scanMessage(MessageType type, ScanNumber scan);
[[nodiscard]] Result<ScanNumber> decodeScan(const QByteArray& payload);

[[nodiscard]] Message printMessage(const ScanPrint& print);
[[nodiscard]] Result<ScanPrint> decodePrint(const QByteArray& payload);

[[nodiscard]] Message retryMessage(const ScanRetry& retry);
[[nodiscard]] Result<ScanRetry> decodeRetry(const QByteArray& payload);

[[nodiscard]] Message failureMessage(const ScanFailure& failure);
[[nodiscard]] Result<ScanFailure> decodeFailure(const QByteArray& payload);

} // namespace station
