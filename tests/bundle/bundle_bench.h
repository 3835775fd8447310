#pragma once

#include "core/desk/hand_over.h"
#include "core/store/bundle_stick.h"
#include "core/store/bundles.h"
#include "core/sync/sync_session.h"
#include "tests/support/desk_bench.h"
#include "tests/support/registry_bench.h"

#include <QTemporaryDir>

#include <map>
#include <memory>

namespace station {

[[nodiscard]] QByteArray contentOf(const QString& path);
void put(const QString& path, const QByteArray& bytes);
void copyFolder(const QDir& from, const QDir& to);

/// A station that can be killed: directory, identity, the supervisor An.
struct Post {
    QString name;
    QTemporaryDir folder;
    QDir station {folder.filePath("station")};
    FixedClock& clock;
    OfficerId an;
    std::unique_ptr<Desk> desk;

    Post(const QString& stationName, const StationIdentity& identity, FixedClock& time);
    /// A copy of a closed one, so that it need not be made again.
    Post(const Post& closed, FixedClock& time);
    /// As a new process would, signed in.
    void restart(FileLayer& files = posixFiles());
    void close() { desk.reset(); }

    PacketId seal(); ///< one more finished case
    [[nodiscard]] HandOver& handOver() const { return desk->handOver(); }
    /// Hands these packets, or all that wait, to desk-1 on a stick.
    HandOverReport give(const QDir& stick, const std::vector<PacketId>& packets = {});
    [[nodiscard]] std::vector<QueueRow> rows() const;
    [[nodiscard]] QueueRow row(PacketId id) const;
    [[nodiscard]] BundleState bundle(BundleId id) const;
    [[nodiscard]] QString packetPath(const QueueRow& row) const;
    /// Packet files, whosever they are.
    [[nodiscard]] int files() const;
    /// One pass over a line of its own. Errors as the pass.
    Status sync(const QUrl& registry);
};

/// Identities of one authority, without a registry.
struct Guild {
    TestAuthority authority;
    KeyPair registry = authority.registry();
    [[nodiscard]] StationIdentity identity(const QString& name) const
    {
        return TestAuthority::identity(authority, authority.station(name), registry);
    }
};

/// A station, the desk it gives its packets to, and a stick; no registry.
struct Crossing : Guild {
    FixedClock clock {fromMs(1795780800000)};
    Post origin {"station-1", identity("station-1"), clock};
    Post desk {"desk-1", identity("desk-1"), clock};
    QTemporaryDir place;
    QDir stick {place.path()};

    HandOverReport give(const std::vector<PacketId>& packets = {}) { return origin.give(stick, packets); }
};

/// Packets that the registry, as far as a test knows, has given back to their station.
using TakenBack = std::map<QString, bool>; // bundle id -> the registry said so

/// The invariant of custody over everything there is: whoever may send each packet, by the databases; the
/// bundles that could be imported, by the sticks; and that no packet is lost. Each fault is a sentence; none:
/// all is well.
///   - at most one station may send a packet
///   - while a whole bundle lies on a stick, the station that gave it away may not send its packets, unless
///   the
///     registry has given them back for ever
///   - the bytes of a packet that the registry has not processed lie at the station that sealed it
///   - a packet that its own station may not send is in a bundle that can be written again, carried or taken
///   back
[[nodiscard]] QStringList custodyFaults(Post& origin, const std::vector<Post*>& desks,
    const std::vector<QDir>& sticks, const TakenBack& takenBack = {});

} // namespace station
