#pragma once

#include "app/registry/packet_key.h"
#include "app/registry/sql.h"
#include "core/base/clock.h"
#include "core/enroll/bundle_document.h"

#include <vector>

namespace station {

/// Bundles whose order was signed with a certificate that is revoked by now, shown for the first time.
///
/// Whoever stole the station can sign such an order under any date, over made-up people; and whoever handed
/// it over before the theft has citizens' files in it that exist nowhere else. The registry cannot tell the
/// two apart, so it loses neither: it takes the bytes and signs that it has received them, and processes none
/// until its administrator has asked the two stations and decided. An order over nothing but packets that
/// their station had announced itself, while it was still trusted, needs no review.
enum class Review {
    None,
    Open, ///< its packets are received and not processed
    Approved,
    Rejected, ///< its packets are rejected: "origin-revoked"
};

struct ReviewedBundle {
    QString origin;
    BundleId id;
    QString carrier;
    Review review = Review::Open;
    int packets = 0;
    Instant since;
};

namespace reviews {

[[nodiscard]] Status createTables(Sql& sql);
[[nodiscard]] Status open(Sql& sql, const QString& origin, BundleId id, Instant now);
/// Once. False when there is no open review of that name.
[[nodiscard]] Result<bool> decide(Sql& sql, const QString& origin, BundleId id, Review decision, Instant now);
/// Of the bundle that brings the packet.
[[nodiscard]] Result<Review> of(Sql& sql, const PacketKey& key);
[[nodiscard]] Result<std::vector<ReviewedBundle>> all(Sql& sql);

} // namespace reviews

[[nodiscard]] QString nameOf(Review review); ///< "open", "approved", "rejected", ""

} // namespace station
