#pragma once

#include "core/base/result.h"
#include "core/enroll/packet.h"

#include <QByteArray>

#include <vector>

namespace station {

/// The files in their order, stored as they are (pictures are compressed already). Errors: SealingFailed.
[[nodiscard]] Result<QByteArray> zipOf(const std::vector<PacketFile>& files);

/// Every file of the zip; media types are left empty. Errors: Damaged for bytes that are no zip, for a name
/// that is no plain relative path or comes twice, for more than 200 files or more than `largest` bytes
/// unpacked: sizes are judged before anything is unpacked.
[[nodiscard]] Result<std::vector<PacketFile>> unzip(const QByteArray& bytes, qint64 largest);

} // namespace station
