#pragma once

#include <QByteArray>

namespace station {

/// What can be known of a packet without a key: one DER element that fills the bytes exactly and is built as
/// seal() builds it. A torn, cut or foreign file is none; a changed bit in the ciphertext is not seen.
[[nodiscard]] bool isWholePacket(const QByteArray& sealed);

} // namespace station
