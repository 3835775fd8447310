#pragma once

#include "app/registry/bundle_desk.h"
#include "app/registry/http_api.h"
#include "app/registry/processor.h"
#include "app/registry/receipt_signer.h"
#include "core/sync/transport.h"
#include "tests/protocol/dice.h"
#include "tests/protocol/direct_server.h"

#include <QDir>

#include <memory>
#include <optional>

namespace station::model {

/// Protections that a negative control takes away.
enum class Weakness {
    None,
    NoUniqueId, ///< the registry's tables take a second row for an id
    NoReceiptCheck, ///< the station believes receipts nobody has signed
    NoWholeHash, ///< the registry does not look at the whole packet's SHA-256
    OneOwner, ///< an id belongs to the first station that names it
    NoBundleRow, ///< the registry gives a bundle back and does not remember it
    NoRegistrysWord, ///< a station takes back on its own what may lie on a stick
};

/// A station whose pair was stolen: it knows ids of the others, from their sticks and slips.
inline constexpr auto thief = "st-x";

/// A packet as the registry's tables have it.
struct RegistryPacket {
    QString id;
    QString station;
    QString sha256;
    QString state;
    qint64 size = 0;
    qint64 received = 0;
    qint64 expiresAt = 0;
};

/// The keys of a registry and what every run needs of them, made once.
struct RegistryKeys {
    QDir folder; ///< as initRegistry() made it
    ReceiptSigner signer;
    QByteArray certificates;
    QByteArray caPem;
};

/// The registry's real use cases and calls over a real SQLite file and real blobs, in this process. It dies
/// by an exception out of any fail point or any call of the blob store, and starts again over what is on
/// disk.
class ModelRegistry {
public:
    ModelRegistry(const RegistryKeys& keys, const QDir& folder, const Clock& clock, Weakness weakness,
        Chronicle& chronicle);
    ~ModelRegistry();

    /// Nothing when it died over it; it has been started again then.
    std::optional<HttpResponse> serve(const QString& station, const HttpRequest& request);
    /// One received packet, if there is one. False when there was none, or when it died over it.
    bool process();
    void crash();
    Fuse& fuse() { return m_fuse; }

    void backUp(const QDir& to);
    /// Blobs stay as they are when `blobs` is false.
    void restore(const QDir& from, bool blobs);
    /// Turns one bit of a half packet on disk. Returns its id, empty when there is none.
    QString turnBit(Dice& dice);

    // Without what the thief has brought
    [[nodiscard]] std::vector<RegistryPacket> packets();
    /// How many receipts: "<packet id> <state>" -> count.
    [[nodiscard]] std::map<QString, int> receipts();
    [[nodiscard]] int receipts(const QString& id, const QString& state)
    {
        return receipts()[id + ' ' + state];
    }
    /// Those that accuse a station; model time is longer than any request is on its way.
    [[nodiscard]] QStringList alarms();
    /// "<bundle id>" -> "accepted" or "taken-back".
    [[nodiscard]] std::map<QString, QString> bundles();
    /// What its administrator does for a station whose bundles nobody brings.
    void releaseBundles();
    /// Of a whole packet on disk; empty when there is none.
    [[nodiscard]] QByteArray blobHash(const QString& id, const QString& station);
    [[nodiscard]] Status resubmit(PacketId id, const QString& reason)
    {
        return m_receiver->resubmit(id, reason);
    }

private:
    void open();
    void close();
    void start(); ///< open and sweep, through a death in the sweep
    void step(); ///< throws RegistryCrash when the fuse has burnt down

    const RegistryKeys& m_keys;
    QDir m_folder;
    const Clock& m_clock;
    Weakness m_weakness;
    Chronicle& m_chronicle;
    Fuse m_fuse;
    bool m_dead = false;
    std::unique_ptr<SqlDatabase> m_database;
    std::unique_ptr<BlobStore> m_blobs;
    std::optional<Receiver> m_receiver;
    std::optional<BundleDesk> m_bundles;
    RateLimit m_unlimited {{1e9, 1e9}}; ///< by the wall clock, which the model does not have
    std::optional<ApiContext> m_context;
    std::unique_ptr<Processor> m_processor;
    std::unique_ptr<DirectServer> m_server;
};

/// "packet <id> <station> <salt>" and padding, with its own hash at the end: what a packet is to the model.
[[nodiscard]] QByteArray madeUpPacket(PacketId id, const QString& station, int size, int salt);

} // namespace station::model
