#pragma once

#include "core/desk/hand_over.h"
#include "core/store/database.h"
#include "core/store/packet_files.h"
#include "core/sync/outbox_queue.h"
#include "core/sync/sync_pass.h"
#include "core/vault/secret.h"
#include "tests/protocol/bad_line.h"

namespace station::model {

/// One station directory and the real queue, files and sync over it. It dies by an exception out of its line,
/// any call of the queue or any touch of a packet file, and opens again over what is on disk.
class ModelStation {
public:
    /// @param label  for the trace; clones share `name`, which is what the registry knows
    ModelStation(const QDir& folder, const QString& name, std::string label, Network& network,
        FixedClock& clock, Dice& dice, Chronicle& chronicle, VerifyReceipt verify,
        const StationIdentity& identity);
    ~ModelStation();

    void openCase();
    /// Seals one open case: file, then row. False when the station died before the row stood.
    void seal(int salt);
    /// Nothing when it died over it.
    std::optional<Reply<void>> pass(SyncReport& report);
    void purge(std::chrono::days keep);

    // Packets by way of another station; refusals are as good as deeds
    void giveAway(const QString& to, const QDir& stick);
    void writeAgain(const QDir& stick);
    void takeOver(const QString& folder);
    void readWord(const QString& folder);
    void takeBack(bool withoutRegistry = false); ///< one bundle; true: the negative control
    void takeBackAll();

    void crash(); ///< and opens again
    void close();
    void open();
    void heal() { m_bad = false; }

    [[nodiscard]] const QDir& folder() const { return m_folder; }
    [[nodiscard]] const QString& name() const { return m_name; }
    [[nodiscard]] const std::string& label() const { return m_label; }
    [[nodiscard]] std::vector<QueueRow> rows() const;
    /// SHA-256 of the packet's file; empty when there is none.
    [[nodiscard]] QByteArray fileHash(const QueueRow& row) const;
    [[nodiscard]] std::vector<BundleRow> bundles() const;
    [[nodiscard]] bool ledgerHolds() const;
    /// Open cases, as a clone finds them.
    std::vector<PacketId> cases;
    SyncReport total; ///< of all passes

private:
    class Queue;
    class Files;
    void step(); ///< throws StationCrash when the fuse has burnt down
    /// One act of hand-over, which may be the last of the process.
    void act(const char* what, const std::function<Result<HandOverReport>(HandOver&)>& work);
    [[nodiscard]] std::optional<BundleRow> anyGiven();

    QDir m_folder;
    QString m_name;
    std::string m_label;
    BadLine m_line;
    RegistryClient m_client {m_line};
    FixedClock& m_clock;
    Dice& m_dice;
    Chronicle& m_chronicle;
    VerifyReceipt m_verify;
    StationIdentity m_identity;
    bool m_bad = true;
    Fuse m_fuse;
    Secret m_dataKey;
    std::unique_ptr<Files> m_files;
    std::unique_ptr<Database> m_database;
    std::optional<HandOver> m_handOver;
    std::unique_ptr<PacketQueue> m_queue;
    std::unique_ptr<SyncPass> m_pass;
};

} // namespace station::model
