#include "app/registry/receiver.h"

#include "app/registry/bundle_table.h"
#include "app/registry/fail_point.h"
#include "core/base/log.h"

namespace station {
namespace {

bool sameContent(const PacketRow& row, const Announcement& what)
{
    return row.sha256 == what.sha256 && row.size == what.size;
}

/// A carrier without an order, or whose order a registry put back has forgotten, must not make the packet its
/// own: its own station would come too late.
bool isOf(const Announcement& what, const PacketStanding& standing)
{
    return what.origin.isEmpty() || what.origin == standing.owner;
}

ManifestAnswer answerFor(const PacketRow& row)
{
    switch (row.state) {
    case RegistryState::Announced: return {row.id, QStringLiteral("want"), 0, {}};
    case RegistryState::Uploading: return {row.id, QStringLiteral("want"), row.received, {}};
    case RegistryState::Received:
    case RegistryState::Processing:
    case RegistryState::Processed:
    case RegistryState::Rejected:
    case RegistryState::Resubmit: return {row.id, nameOf(row.state), 0, row.reason};
    }
    return {row.id, QStringLiteral("want"), 0, {}};
}

Problem noSpace()
{
    constexpr std::chrono::minutes askAgain {10};
    LogLine("no-space").warning(logRegistry());
    return {ProblemKind::NoSpace, {}, {}, askAgain};
}

bool isWhole(RegistryState state)
{
    return state != RegistryState::Announced && state != RegistryState::Uploading;
}

} // namespace

struct Receiver::Held {
    std::unique_ptr<BlobStore::Lock> lock;
    PacketRow row;
    bool maySend = true;
};

Receiver::Receiver(
    SqlDatabase& database, BlobStore& blobs, const ReceiptSigner& signer, const Clock& clock, Limits limits)
    : m_database(database)
    , m_blobs(blobs)
    , m_signer(signer)
    , m_clock(clock)
    , m_limits(limits)
{
}

Answer<AnsweredManifest> Receiver::manifest(
    const QString& station, const std::vector<Announcement>& announced, const AuditHead& audit)
{
    AnsweredManifest reply;
    auto& answers = reply.packets;
    const Instant now = m_clock.now();
    const auto done = m_database.transaction([&](Sql& sql) -> Status {
        reply = {};
        const auto known = packets::announcedCount(sql, station);
        if (!known)
            return failed(known);
        const auto alarmsBefore = alarms::counts(sql, station);
        if (!alarmsBefore)
            return failed(alarmsBefore);
        const bool full = *known >= m_limits.announcedPackets;
        for (const auto& what : announced) {
            if (what.size > m_limits.packetBytes) {
                answers.push_back({what.id, QStringLiteral("rejected"), 0, QStringLiteral("too-large")});
                continue;
            }
            const auto standing = bundles::standing(sql, station, what.id);
            if (!standing)
                return failed(standing);
            if (!isOf(what, *standing)) {
                answers.push_back({what.id, QStringLiteral("want"), 0, {}}); // it presents the order first
                continue;
            }
            if (full) {
                const auto found = packets::find(sql, {standing->owner, what.id});
                if (!found)
                    return failed(found);
                if (!*found) {
                    answers.push_back({what.id, QStringLiteral("want"), 0, {}});
                    continue;
                }
            }
            const auto row = packets::announce(sql, standing->owner, what, now);
            if (!row)
                return failed(row);
            answers.push_back(sameContent(*row, what)
                    ? answerFor(*row)
                    : ManifestAnswer {what.id, QStringLiteral("conflict"), 0, {}});
        }
        auto seen = alarms::checkHead(sql, station, audit, now);
        if (!seen)
            return failed(seen);
        reply.seen = *seen;
        if (auto kept = packets::seen(sql, station, audit.hash, now); !kept)
            return kept;
        return alarms::raisedSince(sql, station, *alarmsBefore).map([&](const QStringList& kinds) {
            reply.alarms = kinds;
        });
    });
    if (!done)
        return storageProblem(done.error());
    return reply;
}

Answer<UploadState> Receiver::create(const QString& station, const Announcement& what)
{
    if (what.size > m_limits.packetBytes)
        return problem(
            ProblemKind::TooLarge, QStringLiteral("a packet has at most %1 bytes").arg(m_limits.packetBytes));
    PacketRow row;
    PacketStanding standing;
    bool tooMuch = false;
    const auto done = m_database.transaction([&](Sql& sql) -> Status {
        tooMuch = false;
        auto stands = bundles::standing(sql, station, what.id);
        if (!stands)
            return failed(stands);
        standing = *stands;
        if (!isOf(what, standing)) {
            standing.maySend = false;
            return {};
        }
        auto known = packets::announce(sql, standing.owner, what, m_clock.now());
        if (!known)
            return failed(known);
        row = *known;
        if (!standing.maySend || !sameContent(row, what) || isWhole(row.state))
            return {};
        const auto today = packets::bytesSince(sql, standing.owner, m_clock.now() - std::chrono::hours(24));
        if (!today)
            return failed(today);
        tooMuch = *today + row.size > m_limits.dayBytes;
        if (tooMuch)
            return alarms::raise(sql, standing.owner, "day-bytes", what.id.text(), m_clock.now());
        row.expiresAt = toMs(expiry());
        return packets::openUpload(sql, row.key(), expiry(), m_clock.now()).and_then([&] {
            return packets::trimAnnounced(sql, standing.owner, m_limits.announcedPackets).map([](int) {});
        });
    });
    if (!done)
        return storageProblem(done.error());
    if (!standing.maySend && !isWhole(row.state))
        return problem(ProblemKind::PacketCarried);
    if (!sameContent(row, what)) {
        LogLine("content-conflict").with("packet", what.id).warning(logRegistry());
        return problem(ProblemKind::ContentConflict);
    }
    if (tooMuch)
        return tl::unexpected(Problem {ProblemKind::NoSpace,
            QStringLiteral("this station has brought its %1 bytes of the day").arg(m_limits.dayBytes), {},
            std::chrono::hours(1)});
    if (auto room = findRoom(); !room && !isWhole(row.state))
        return tl::unexpected(room.error());
    if (auto trimmed = trimUploads(row.key()); !trimmed)
        return storageProblem(trimmed.error());
    return stateOf(row);
}

Status Receiver::trimUploads(const PacketKey& besides)
{
    std::vector<PacketRow> open;
    const auto read = m_database.transaction([&](Sql& sql) -> Status {
        return packets::uploadsOf(sql, besides.station).map([&](std::vector<PacketRow> rows) {
            open = std::move(rows);
        });
    });
    if (!read)
        return read;
    qint64 count = 0;
    qint64 bytes = 0;
    for (const auto& row : open) {
        ++count;
        bytes += row.size;
        if (row.key() == besides || (count <= m_limits.openUploads && bytes <= m_limits.openBytes))
            continue;
        auto lock = m_blobs.lock(row.id);
        if (!lock)
            return failed(lock);
        if (auto gone = forget(row.key()); !gone)
            return gone;
        --count;
        bytes -= row.size;
    }
    return {};
}

Answer<UploadState> Receiver::head(const QString& station, PacketId id)
{
    auto held = hold(station, id);
    if (!held)
        return tl::unexpected(held.error());
    return finalise(held->row).and_then([this](const PacketRow& row) { return stateOf(row); });
}

Answer<UploadState> Receiver::append(
    const QString& station, PacketId id, qint64 offset, const QByteArray& chunk)
{
    auto held = hold(station, id);
    if (!held)
        return tl::unexpected(held.error());
    if (!held->maySend && !isWhole(held->row.state))
        return problem(ProblemKind::PacketCarried);
    PacketRow row = held->row;
    if (isWhole(row.state) || offset != row.received) {
        return tl::unexpected(
            Problem {ProblemKind::WrongOffset, {}, isWhole(row.state) ? row.size : row.received});
    }
    if (chunk.size() > row.size - offset)
        return problem(ProblemKind::TooLarge, QStringLiteral("more bytes than announced"));
    if (auto room = findRoom(); !room)
        return tl::unexpected(room.error());
    if (!chunk.isEmpty()) {
        if (auto stored = m_blobs.append(row.key(), offset, chunk); !stored) {
            if (stored.error().code
                == ErrorCode::Damaged) // a restored or damaged disk: the station sends it again
                return tl::unexpected(discard(row.key(), ProblemKind::Gone));
            if (stored.error().code == ErrorCode::StorageFull)
                return tl::unexpected(noSpace());
            return storageProblem(stored.error());
        }
        failPoint("chunk-stored");
        bool advanced = false;
        const auto done = m_database.transaction([&](Sql& sql) -> Status {
            return packets::advance(sql, row.key(), offset, offset + chunk.size(), expiry(), m_clock.now())
                .map([&](bool yes) { advanced = yes; });
        });
        if (!done)
            return storageProblem(done.error());
        if (!advanced) // only another registry process without our locks can have done that
            return tl::unexpected(Problem {ProblemKind::WrongOffset, {}, std::nullopt});
        row.received = offset + chunk.size();
        row.expiresAt = toMs(expiry());
    }
    return finalise(row).and_then([this](const PacketRow& now) { return stateOf(now); });
}

Answer<void> Receiver::terminate(const QString& station, PacketId id)
{
    auto held = hold(station, id);
    if (!held)
        return tl::unexpected(held.error());
    if (isWhole(held->row.state))
        return problem(ProblemKind::AlreadyReceived);
    if (!held->maySend)
        return problem(ProblemKind::PacketCarried);
    if (auto done = forget(held->row.key()); !done)
        return storageProblem(done.error());
    return {};
}

Answer<QByteArray> Receiver::receipt(const QString& station, PacketId id)
{
    std::optional<PacketRow> row;
    std::optional<QByteArray> bytes;
    PacketStanding standing;
    const auto read = [&](Sql& sql) -> Status {
        auto stands = bundles::standing(sql, station, id);
        if (!stands)
            return failed(stands);
        standing = *stands;
        auto found = packets::find(sql, {standing.owner, id});
        if (!found)
            return failed(found);
        row = *found;
        return packets::lastReceipt(sql, {standing.owner, id})
            .map([&](const std::optional<QByteArray>& last) { bytes = last; });
    };
    if (auto done = m_database.transaction(read); !done)
        return storageProblem(done.error());
    if (!row)
        return problem(ProblemKind::NotFound);
    if (row->isComplete()) { // all bytes are there, and a crash came before the receipt
        if (auto finished = head(station, id); !finished)
            return tl::unexpected(finished.error());
        if (auto done = m_database.transaction(read); !done)
            return storageProblem(done.error());
    }
    if (!bytes)
        return problem(ProblemKind::NotFound, QStringLiteral("no receipt yet"));
    return *bytes;
}

Answer<EventList> Receiver::events(const QString& station, qint64 after)
{
    EventList found;
    const auto done = m_database.transaction([&](Sql& sql) -> Status {
        return packets::events(sql, station, after, m_limits.eventsPage).map([&](EventList page) {
            found = std::move(page);
        });
    });
    if (!done)
        return storageProblem(done.error());
    return found;
}

Status Receiver::forget(const PacketKey& key)
{
    return m_database.transaction([&](Sql& sql) { return packets::forgetUpload(sql, key, m_clock.now()); })
        .and_then([&] { return m_blobs.discard(key); });
}

Problem Receiver::discard(const PacketKey& key, ProblemKind why)
{
    if (auto done = forget(key); !done)
        return storageProblem(done.error()).value();
    return {why, {}, std::nullopt};
}

Answer<Receiver::Held> Receiver::hold(const QString& station, PacketId id)
{
    auto lock = m_blobs.lock(id);
    if (!lock)
        return storageProblem(lock.error());
    std::optional<PacketRow> row;
    PacketStanding standing;
    const auto read = m_database.transaction([&](Sql& sql) -> Status {
        auto stands = bundles::standing(sql, station, id);
        if (!stands)
            return failed(stands);
        standing = *stands;
        return packets::find(sql, {standing.owner, id}).map([&](const std::optional<PacketRow>& found) {
            row = found;
        });
    });
    if (!read)
        return storageProblem(read.error());
    if (!row || row->state == RegistryState::Announced)
        return problem(ProblemKind::NotFound);
    if (row->state == RegistryState::Uploading && !row->isComplete()
        && row->expiresAt < toMs(m_clock.now())) {
        return tl::unexpected(discard(row->key(), ProblemKind::Gone));
    }
    return Held {std::move(*lock), *row, standing.maySend};
}

Answer<void> Receiver::findRoom()
{
    const auto left = m_blobs.freeBytes();
    if (!left)
        return storageProblem(left.error());
    if (*left < m_limits.freeBytes)
        return tl::unexpected(noSpace());
    return {};
}

Answer<PacketRow> Receiver::finalise(const PacketRow& row)
{
    if (!row.isComplete())
        return row;
    const auto hash = m_blobs.sha256(row.key(), row.size);
    if (!hash && hash.error().code != ErrorCode::NotFound)
        return storageProblem(hash.error());
    if (!hash || QString::fromLatin1(hash->toHex()) != row.sha256) {
        LogLine("wrong-bytes").with("packet", row.id).warning(logRegistry());
        return tl::unexpected(discard(row.key(), ProblemKind::WrongBytes));
    }
    if (auto kept = m_blobs.keep(row.key()); !kept)
        return storageProblem(kept.error());
    failPoint("blob-kept");
    const auto done = m_database.transaction([&](Sql& sql) -> Status {
        return packets::moveWithReceipt(
            sql, m_signer, row.key(), RegistryState::Uploading, RegistryState::Received, {}, m_clock.now())
            .map([](bool) {});
    });
    if (!done)
        return storageProblem(done.error());
    failPoint("row-committed");
    PacketRow whole = row;
    whole.state = RegistryState::Received;
    return whole;
}

Answer<UploadState> Receiver::stateOf(const PacketRow& row)
{
    if (isWhole(row.state))
        return UploadState {row.size, row.size, 0};
    return UploadState {row.received, row.size, row.expiresAt};
}

} // namespace station
