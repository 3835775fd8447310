#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/vault/officer.h"
#include "core/vault/secret.h"

#include <QByteArray>

namespace station {

/// What one guess of a passphrase costs. Kept in the slot, so that it can be raised for new ones.
struct KeyCost {
    unsigned long long passes = 3;
    std::size_t memoryBytes = 256U << 20U;

    /// Argon2id "moderate": 3 passes over 256 MiB, 437 ms on the slowest laptop measured.
    [[nodiscard]] static KeyCost moderate() { return {}; }

    friend bool operator==(const KeyCost&, const KeyCost&) = default;
};

/// One officer's way to the data key.
///
/// It holds the data key wrapped under Argon2id(passphrase). Only the first officer's slot begins otherwise:
/// no data key exists yet, so it wraps the secret half of a box, and the second officer, whose arrival makes
/// the data key, puts it into that box. At the first sign-in the slot is written again and holds the key
/// itself.
struct KeySlot {
    KeyCost cost;
    QByteArray salt;
    QByteArray wrapped;
    QByteArray boxPublic; ///< empty once `wrapped` is the data key
    QByteArray boxedKey; ///< empty until the second officer is there

    [[nodiscard]] bool isBox() const { return !boxPublic.isEmpty(); }
    friend bool operator==(const KeySlot&, const KeySlot&) = default;
};

/// Takes as long as `cost` says. Errors: StorageFailed when there is no memory for it.
[[nodiscard]] Result<KeySlot> makeSlot(
    const OfficerInfo& officer, const QByteArray& passphrase, const Secret& dataKey, const KeyCost& cost);
/// A slot whose data key comes later through putIntoBox().
[[nodiscard]] Result<KeySlot> makeBoxSlot(
    const OfficerInfo& officer, const QByteArray& passphrase, const KeyCost& cost);
void putIntoBox(KeySlot& slot, const Secret& dataKey);

/// The data key. Errors: WrongPassphrase (also for a slot that was moved to another officer or whose officer
/// was given another role); Damaged for a box that does not open.
[[nodiscard]] Result<Secret> openSlot(
    const KeySlot& slot, const OfficerInfo& officer, const QByteArray& passphrase);

/// Errors: InvalidInput for fewer than 8 characters or one character over and over; `detail` says which.
[[nodiscard]] Status checkPassphrase(const QByteArray& passphrase);

} // namespace station
