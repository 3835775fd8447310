#pragma once

#include "app/registry/blob_store.h"
#include "app/registry/packet_table.h"
#include "core/enroll/packet.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace station {

/// openPacket with the registry's keys.
using PacketOpener = std::function<Result<OpenedPacket>(const QByteArray& sealed)>;

struct Verdict {
    RegistryState state = RegistryState::Processed;
    QString reason; ///< "does-not-open", "other-packet", "other-station", "origin-revoked"
};

/// What becomes of a received packet. Rejected: it does not open or verify, its manifest names another
/// packet, or another station signed it than the one that sent it.
[[nodiscard]] Verdict judge(const PacketRow& row, const Result<OpenedPacket>& opened);

/// Opens received packets one after the other on a thread of its own and writes their second receipt.
/// A packet whose processing a crash cut off is simply processed again. One whose bundle is under review
/// waits (bundle_review.h).
class Processor {
public:
    Processor(SqlDatabase& database, BlobStore& blobs, const ReceiptSigner& signer, PacketOpener opener,
        const Clock& clock);
    ~Processor();
    Processor(const Processor&) = delete;
    Processor& operator=(const Processor&) = delete;

    void start();
    void wake(); ///< a packet was received; from any thread
    /// The oldest received packet, if there is one. True when there was.
    [[nodiscard]] Result<bool> processOne();

private:
    void run();
    [[nodiscard]] Status conclude(const PacketRow& row);

    SqlDatabase& m_database;
    BlobStore& m_blobs;
    const ReceiptSigner& m_signer;
    PacketOpener m_opener;
    const Clock& m_clock;
    std::mutex m_mutex;
    std::condition_variable m_news;
    bool m_stopping = false;
    bool m_awake = true;
    std::thread m_thread;
};

} // namespace station
