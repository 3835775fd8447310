#pragma once

#include "core/base/clock.h"
#include "core/enroll/bundle_document.h"
#include "core/store/ledger.h"

namespace station {

class Database;

// For core/store only: rows of bundles as they are made. Inside the caller's transaction; throw
// SQLite::Exception.

/// Without a state yet.
void insertBundle(Database& database, const Clock& clock, const BundleDocument& document, bool incoming,
    const QByteArray& signedDer, const QByteArray& ack);

/// The queue row of a packet that was brought here, Taken. False when the id is taken by something else.
[[nodiscard]] bool insertCarried(Database& database, const Clock& clock, const BundleDocument& document,
    const BundlePacket& packet, const LedgerHead& head);

} // namespace station
