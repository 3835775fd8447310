#pragma once

#include "core/base/result.h"
#include "core/vault/secret.h"

#include <QByteArray>
#include <QString>

namespace station {

/// Where a sealed value lives. It opens nowhere else.
struct CellName {
    const char* table;
    const char* column;
    QString row;
};

/// XChaCha20-Poly1305 under `key` (32 bytes), random 24-byte nonce, table|column|row as associated data.
/// Layout: 0x01, nonce, ciphertext and tag.
[[nodiscard]] QByteArray sealCell(const Secret& key, const CellName& cell, const QByteArray& value);
/// Errors: Damaged when the key, the place or one bit is another. Wipe the value after use.
[[nodiscard]] Result<QByteArray> openCell(const Secret& key, const CellName& cell, const QByteArray& sealed);

/// Bytes of a key for sealCell().
inline constexpr std::size_t cellKeyBytes = 32;

/// A key sealed by another key: a draft's own key under the data key.
[[nodiscard]] QByteArray wrapKey(const Secret& by, const CellName& cell, const Secret& key);
/// Errors: Damaged.
[[nodiscard]] Result<Secret> unwrapKey(const Secret& by, const CellName& cell, const QByteArray& wrapped);

} // namespace station
