#include "core/store/bundle_rows.h"

#include "core/store/settings.h"
#include "core/store/storage.h"

namespace station {

void insertBundle(Database& database, const Clock& clock, const BundleDocument& document, bool incoming,
    const QByteArray& signedDer, const QByteArray& ack)
{
    Query(database,
        "INSERT INTO bundle (id, incoming, peer, state, packets, content_sha256, document, ack, made_ms, "
        "state_ms) "
        "VALUES (?, ?, ?, '', ?, ?, ?, ?, ?, ?)")
        .with(document.id)
        .with(incoming ? 1 : 0)
        .with(incoming ? document.from : document.to)
        .with(static_cast<int>(document.packets.size()))
        .with(document.contentSha256)
        .with(signedDer)
        .with(ack)
        .with(clock.now())
        .with(clock.now())
        .run();
}

bool insertCarried(Database& database, const Clock& clock, const BundleDocument& document,
    const BundlePacket& packet, const LedgerHead& head)
{
    const Instant sealedOn = fromMs(packet.sealedOn.startOfDay(Qt::UTC).toMSecsSinceEpoch());
    const int fresh = Query(database,
        "INSERT INTO outbox (id, seq, case_number, procedure_id, state, size, sha256, priority, sealed_ms, "
        "state_ms, due_ms, audit_seq, audit_hash, custody, origin, origin_seq, bundle) "
        "VALUES (?, ?, ?, ?, 'sealed', ?, ?, ?, ?, ?, ?, ?, ?, 'taken', ?, ?, ?) ON CONFLICT (id) DO NOTHING")
                          .with(packet.id)
                          .with(Settings(database).next(QStringLiteral("packet-seq")))
                          .with(QStringLiteral("%1 / %2").arg(document.from).arg(packet.seq))
                          .with(packet.procedureId)
                          .with(packet.size)
                          .with(packet.sha256)
                          .with(packet.priority)
                          .with(sealedOn)
                          .with(clock.now())
                          .with(clock.now())
                          .with(head.seq)
                          .with(head.hash)
                          .with(document.from)
                          .with(packet.seq)
                          .with(document.id)
                          .run();
    if (fresh == 1)
        return true;
    // An earlier bundle of the same station held it and was taken back: the newer order stands.
    return Query(database,
               "UPDATE outbox SET bundle = ?, custody = 'taken' WHERE id = ? AND origin = ? AND sha256 = ?")
               .with(document.id)
               .with(packet.id)
               .with(document.from)
               .with(packet.sha256)
               .run()
        == 1;
}

} // namespace station
