// What nobody calls over the line: an administrator's words, and setting right at start.
#include "app/registry/receiver.h"

#include <QRegularExpression>

namespace station {

Status Receiver::resubmit(PacketId id, const QString& reason, const QString& station)
{
    static const QRegularExpression word(QStringLiteral("\\A[a-z0-9-]{1,40}\\z"));
    if (!word.match(reason).hasMatch())
        return fail(ErrorCode::InvalidInput, "a reason is one word of small letters, digits and '-'");
    return m_database.transaction([&](Sql& sql) -> Status {
        auto rows = packets::withId(sql, id);
        if (!rows)
            return failed(rows);
        std::erase_if(
            *rows, [&](const PacketRow& row) { return !station.isEmpty() && row.station != station; });
        if (rows->empty())
            return fail(ErrorCode::NotFound, "no such packet");
        if (rows->size() > 1)
            return fail(ErrorCode::InvalidInput, "several stations have a packet of this id: name one");
        const RegistryState from = rows->front().state;
        if (from != RegistryState::Processed && from != RegistryState::Rejected)
            return fail(ErrorCode::InvalidInput,
                "only a processed or rejected packet can be asked for again; this one is "
                    + nameOf(from).toStdString());
        auto moved = packets::moveWithReceipt(
            sql, m_signer, rows->front().key(), from, RegistryState::Resubmit, reason, m_clock.now());
        if (moved && !*moved)
            return fail(ErrorCode::StorageFailed, "the packet moved meanwhile: try again");
        return moved.map([](bool) {});
    });
}

Result<int> Receiver::forgetUnreceived(const QString& station)
{
    std::vector<PacketRow> half;
    const auto read = m_database.transaction([&](Sql& sql) -> Status {
        return packets::uploadsOf(sql, station).map([&](std::vector<PacketRow> rows) {
            half = std::move(rows);
        });
    });
    if (!read)
        return failed(read);
    for (const PacketRow& row : half) {
        const auto lock = m_blobs.lock(row.id);
        if (!lock)
            return failed(lock);
        if (auto gone = forget(row.key()); !gone)
            return failed(gone);
    }
    int count = 0;
    const auto released = m_database.transaction([&](Sql& sql) -> Status {
        return packets::releaseAnnounced(sql, station).map([&](int found) { count = found; });
    });
    if (!released)
        return failed(released);
    return count;
}

Status Receiver::sweep()
{
    std::vector<PacketRow> cut;
    const auto read = m_database.transaction([&](Sql& sql) -> Status {
        auto processing = packets::inState(sql, RegistryState::Processing, 1'000'000);
        if (!processing)
            return failed(processing);
        for (const auto& row : *processing) {
            auto again = packets::move(
                sql, row.key(), RegistryState::Processing, RegistryState::Received, m_clock.now());
            if (!again)
                return failed(again);
        }
        return packets::inState(sql, RegistryState::Uploading, 1'000'000)
            .map([&](std::vector<PacketRow> rows) { cut = std::move(rows); });
    });
    if (!read)
        return read;
    for (const auto& row : cut) {
        if (auto settled = settleUpload(row.key()); !settled)
            return settled;
    }
    for (const PacketKey& key : m_blobs.halves()) {
        if (auto settled = settleUpload(key); !settled)
            return settled;
    }
    return {};
}

Status Receiver::settleUpload(const PacketKey& key)
{
    auto lock = m_blobs.lock(key.id);
    if (!lock)
        return failed(lock);
    std::optional<PacketRow> row;
    const auto read = m_database.transaction([&](Sql& sql) -> Status {
        return packets::find(sql, key).map([&](const std::optional<PacketRow>& found) { row = found; });
    });
    if (!read)
        return read;
    if (!row || row->state != RegistryState::Uploading) // bytes that nobody was told of
        return m_blobs.discard(key);
    if (row->isComplete())
        (void)finalise(*row); // bytes that turn out wrong are discarded, and the station sends them again
    else if (row->expiresAt < toMs(m_clock.now()))
        return forget(key);
    return {};
}

} // namespace station
