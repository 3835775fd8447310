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

/// One officer's way to the data key, which it holds wrapped under Argon2id(passphrase).
///
/// An older release made the first officer's slot before there was a data key: it wraps the secret half of a
/// box, into which the second officer put the key. Such a slot is read, and written anew at the first
/// sign-in; none is made any more, as whoever exchanged the public half on the disk got the data key.
struct KeySlot {
    KeyCost cost;
    QByteArray salt;
    QByteArray wrapped;
    QByteArray boxPublic; ///< empty unless it is such a box
    QByteArray boxedKey;

    [[nodiscard]] bool isBox() const { return !boxPublic.isEmpty(); }
    friend bool operator==(const KeySlot&, const KeySlot&) = default;
};

/// Takes as long as `cost` says. Errors: StorageFailed when there is no memory for it.
[[nodiscard]] Result<KeySlot> makeSlot(
    const OfficerInfo& officer, const QByteArray& passphrase, const Secret& dataKey, const KeyCost& cost);
/// The data key. Errors: WrongPassphrase (also for a slot that was moved to another officer or whose officer
/// was given another role); Damaged for a box that does not open.
[[nodiscard]] Result<Secret> openSlot(
    const KeySlot& slot, const OfficerInfo& officer, const QByteArray& passphrase);

/// Errors: InvalidInput for fewer than 8 characters or one character over and over; `detail` says which.
[[nodiscard]] Status checkPassphrase(const QByteArray& passphrase);

} // namespace station
