#include "app/registry/processor.h"

#include "app/registry/bundle_review.h"
#include "app/registry/fail_point.h"
#include "app/registry/station_alarms.h"
#include "core/base/log.h"

#include <chrono>

namespace station {

Verdict judge(const PacketRow& row, const Result<OpenedPacket>& opened)
{
    if (!opened)
        return {RegistryState::Rejected, QStringLiteral("does-not-open")};
    if (!(opened->id == row.id))
        return {RegistryState::Rejected, QStringLiteral("other-packet")};
    if (opened->stationId != row.station)
        return {RegistryState::Rejected, QStringLiteral("other-station")};
    return {RegistryState::Processed, {}};
}

Processor::Processor(SqlDatabase& database, BlobStore& blobs, const ReceiptSigner& signer,
    PacketOpener opener, const Clock& clock)
    : m_database(database)
    , m_blobs(blobs)
    , m_signer(signer)
    , m_opener(std::move(opener))
    , m_clock(clock)
{
}

Processor::~Processor()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_news.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

void Processor::start()
{
    m_thread = std::thread([this] { run(); });
}

void Processor::wake()
{
    {
        const std::lock_guard lock(m_mutex);
        m_awake = true;
    }
    m_news.notify_all();
}

void Processor::run()
{
    constexpr std::chrono::seconds lookAgain {
        5}; // another process may have received one, or the disk is back
    std::unique_lock lock(m_mutex);
    while (!m_stopping) {
        m_awake = false;
        lock.unlock();
        const auto done = processOne();
        if (!done)
            LogLine("processing").with(done.error()).warning(logRegistry());
        lock.lock();
        if (!done || !*done)
            m_news.wait_for(lock, lookAgain, [this] { return m_stopping || m_awake; });
    }
}

Result<bool> Processor::processOne()
{
    std::optional<PacketRow> row;
    const auto claimed = m_database.transaction([&](Sql& sql) -> Status {
        row.reset();
        auto waiting = packets::toProcess(sql, 1);
        if (!waiting)
            return failed(waiting);
        if (waiting->empty())
            return {};
        auto mine = packets::move(
            sql, waiting->front().key(), RegistryState::Received, RegistryState::Processing, m_clock.now());
        if (!mine)
            return failed(mine);
        if (*mine)
            row = waiting->front();
        return {};
    });
    if (!claimed)
        return failed(claimed);
    if (!row)
        return false;
    failPoint("processing-claimed");
    if (auto done = conclude(*row); !done) {
        // our trouble, not the packet's: it waits for the next try
        (void)m_database.transaction([&](Sql& sql) {
            if (done.error().code == ErrorCode::NotFound)
                (void)alarms::bytesMissing(sql, row->key(), m_clock.now());
            return packets::move(
                sql, row->key(), RegistryState::Processing, RegistryState::Received, m_clock.now())
                .map([](bool) {});
        });
        return failed(done);
    }
    return true;
}

Status Processor::conclude(const PacketRow& row)
{
    const auto bytes = m_blobs.read(row.key());
    if (!bytes)
        return failed(bytes);
    const auto opened = m_opener(*bytes);
    if (!opened && opened.error().code != ErrorCode::Damaged
        && opened.error().code != ErrorCode::InvalidInput)
        return failed(opened);
    return m_database.transaction([&](Sql& sql) -> Status {
        if (const Status here = alarms::bytesHere(sql, row.key()); !here)
            return here;
        const auto review = reviews::of(sql, row.key());
        if (!review)
            return failed(review);
        const Verdict verdict = *review == Review::Rejected
            ? Verdict {RegistryState::Rejected, QStringLiteral("origin-revoked")}
            : judge(row, opened);
        return packets::moveWithReceipt(
            sql, m_signer, row.key(), RegistryState::Processing, verdict.state, verdict.reason, m_clock.now())
            .map([](bool) {});
    });
}

} // namespace station
