#pragma once

#include "app/registry/packet_key.h"
#include "app/registry/sql.h"
#include "core/base/clock.h"

#include <QMap>
#include <QStringList>

namespace station {

/// The end of a station's audit ledger, as one of its manifests tells it.
struct AuditHead {
    qint64 seq = 0; ///< 0: the station does not say
    QString hash; ///< hex
    QString manifestId; ///< UUID version 7: begins with the time the station made it
};

struct Alarm {
    QString station;
    QString kind; ///< "station-rewound", "station-forked", "seq-reused", "bundle-of-revoked",
                  ///< "manifest-stale", "id-of-another", "day-bytes", "bytes-missing"
    qint64 times = 0;
    QString detail; ///< of the last time: row numbers, a packet id
    Instant firstAt;
    Instant lastAt;
};

/// What is odd about a station, for the registry's administrators. Nothing is refused for it.
///
///   station-rewound  its ledger has fewer rows than before: its disk was put back, or an older copy is at
///   work station-forked   the same row number, another row: two copies of its disk are at work seq-reused
///   one number of the station's own for two packets
///   bundle-of-revoked  another station has brought its packets after it was revoked (bundle_review.h)
///   manifest-stale   fewer rows than before in a manifest that says it was made before the last one, more
///   than
///                    a day ago: it was held up somewhere, or an older copy whose clock was put back is at
///                    work
///   id-of-another    two stations have announced one packet id: one of them has read it on the other's stick
///                    or slip. Raised for both; neither is in the other's way (packet_key.h)
///   day-bytes        it has brought more within a day than a station may (limits.h), and waits
///   bytes-missing    a packet that was received has no bytes here any more: the blobs were lost, or put back
///                    older than the database (blob_store.h). It waits until they are there again; however
///                    often it is tried, it counts once
///
/// A manifest that was made before the last one and comes late, or twice, says nothing. Its time is believed
/// up to a day ahead of ours, then the time of its coming counts: one from next year blinds nobody. Each is
/// inside somebody's transaction.
namespace alarms {

[[nodiscard]] Status createTables(Sql& sql);
/// Compares with the head before, which is returned, and keeps the newer one.
[[nodiscard]] Result<AuditHead> checkHead(
    Sql& sql, const QString& station, const AuditHead& head, Instant now);
/// @pre `id` has just been announced for the first time
[[nodiscard]] Status checkSeq(Sql& sql, const QString& station, PacketId id, qint64 seq, Instant now);
/// @pre `key` has just been announced for the first time
[[nodiscard]] Status checkId(Sql& sql, const PacketKey& key, Instant now);
/// How often each kind was raised for a station that it may be told of; what concerns other stations it is
/// not.
using Counts = QMap<QString, qint64>;
[[nodiscard]] Result<Counts> counts(Sql& sql, const QString& station);
/// The kinds raised since then; by their counts, because two manifests may come in one millisecond.
[[nodiscard]] Result<QStringList> raisedSince(Sql& sql, const QString& station, const Counts& before);
[[nodiscard]] Result<std::vector<Alarm>> all(Sql& sql);
[[nodiscard]] Status raise(
    Sql& sql, const QString& station, const char* kind, const QString& detail, Instant now);
/// Raises bytes-missing, unless it was raised for this packet since its bytes were last here and no
/// administrator has cleared it.
[[nodiscard]] Status bytesMissing(Sql& sql, const PacketKey& key, Instant now);
[[nodiscard]] Status bytesHere(Sql& sql, const PacketKey& key);
/// An administrator has looked into it. An empty `kind`: every kind. Returns how many alarms went; what was
/// odd once and is odd again raises it anew.
[[nodiscard]] Result<int> clear(Sql& sql, const QString& station, const QString& kind);

} // namespace alarms

} // namespace station
