#pragma once

#include "app/registry/sql.h"
#include "core/base/clock.h"
#include "core/enroll/bundle_document.h"

namespace station {

/// What the registry holds about a bundle that one station handed to another on a stick: who may send its
/// packets. The row of (origin, bundle id) is written once, by whoever comes first: the carrier who presents
/// the signed order, or the origin who takes the packets back. So custody is in one place, and both sides
/// learn which.
enum class BundleStanding {
    Accepted, ///< the carrier sends
    TakenBack, ///< the origin sends
    Refused, ///< another order under this id, or a packet of it is in another bundle's hands
};

/// How one station stands to one packet.
struct PacketStanding {
    QString owner; ///< in whose name it speaks: its own, or that of the station whose packet it carries
    bool maySend = true; ///< false: its own packet, carried by another station
};

namespace bundles {

[[nodiscard]] Status createTables(Sql& sql);
/// Accepts the order, which also announces its packets in the origin's name, or says why not.
/// @param revoked  its signer is, by now: a bundle that is new here is put under review (bundle_review.h)
[[nodiscard]] Result<BundleStanding> accept(
    Sql& sql, const BundleDocument& document, bool revoked, Instant now);
/// TakenBack, or Accepted when the carrier was first.
[[nodiscard]] Result<BundleStanding> takeBack(Sql& sql, const QString& origin, BundleId id, Instant now);
/// For the registry's administrator, when a carrier is lost: the origin may send again. False when there is
/// no such bundle.
[[nodiscard]] Result<bool> release(Sql& sql, const QString& origin, BundleId id, Instant now);
/// The same with every bundle of one carrier: its origins may send again what it has not delivered. Returns
/// how many bundles had something undelivered.
[[nodiscard]] Result<int> releaseCarrier(Sql& sql, const QString& carrier, Instant now);
/// How many rows one origin has: `brought` by carriers, or made when it took its packets back.
[[nodiscard]] Result<qint64> count(Sql& sql, const QString& origin, bool brought);
[[nodiscard]] Result<PacketStanding> standing(Sql& sql, const QString& caller, PacketId id);

} // namespace bundles

} // namespace station
