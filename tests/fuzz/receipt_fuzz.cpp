#include "app/registry/authority.h"
#include "app/registry/receipt_signer.h"
#include "core/sync/receipt_check.h"
#include "tests/fuzz/fuzz.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

namespace station {
namespace {

/// A registry with keys of its own that live as long as the process.
struct Registry {
    QTemporaryDir folder;
    std::optional<ReceiptSigner> signer;
    QByteArray caPem;

    Registry()
    {
        const QDir directory(folder.path());
        holds(initRegistry(directory).has_value(), "a registry can be made");
        auto loaded = ReceiptSigner::load(directory);
        holds(loaded.has_value(), "its keys can be read");
        signer.emplace(std::move(*loaded));
        QFile ca(directory.filePath(QStringLiteral("ca.pem")));
        holds(ca.open(QIODevice::ReadOnly), "its CA can be read");
        caPem = ca.readAll();
    }
};

const Registry& registry()
{
    static const Registry made;
    return made;
}

QueueRow packet()
{
    QueueRow row;
    row.id = PacketId::parse(QStringLiteral("01930000-0000-7000-8000-000000000001"));
    row.size = 1000;
    row.sha256 = QByteArray(32, '\x11');
    return row;
}

const QString stationId = QStringLiteral("STATION-1");

QByteArray text(const QString& state)
{
    const QueueRow row = packet();
    return toJson(ReceiptText {row.id, QString::fromLatin1(row.sha256.toHex()), row.size, stationId, state,
        state == QLatin1String("rejected") ? QStringLiteral("does-not-open") : QString(), 17,
        Instant(std::chrono::milliseconds(1'790'000'000'000)), QString(64, u'a')});
}

} // namespace

/// 'C': what follows are the signed bytes as they came. Anything else is what a registry has really signed.
void fuzzOne(const QByteArray& input)
{
    if (input.startsWith('C')) {
        const auto receipt = verifyReceipt(input.mid(1), registry().caPem, packet(), stationId);
        if (!receipt)
            holds(receipt.error().code == ErrorCode::RegistryUntrusted,
                "what is no receipt is RegistryUntrusted");
        return;
    }
    const auto signedBytes = registry().signer->sign(input);
    if (!signedBytes)
        return;
    const auto receipt = verifyReceipt(*signedBytes, registry().caPem, packet(), stationId);
    if (!receipt) {
        const auto said = QJsonDocument::fromJson(input).object();
        const bool aboutUs = said.value("packet_id").toString() == packet().id.text()
            && said.value("station").toString() == stationId;
        holds(receipt.error().code == ErrorCode::RegistryUntrusted
                || (receipt.error().code == ErrorCode::RegistryRefused && aboutUs),
            "only a receipt about this packet of this station contradicts its bytes");
        return;
    }
    holds(receipt->registrySeq >= 1 && receipt->sha256 == packet().sha256,
        "a receipt is about exactly these bytes");
    holds(receipt->reason.size() <= 100, "a reason is short");
}

std::vector<QByteArray> fuzzSeeds()
{
    const QByteArray good = text(QStringLiteral("processed"));
    QByteArray other = good;
    other.replace("1111", "2222");
    return {good, other, text(QStringLiteral("received")), text(QStringLiteral("rejected")),
        "C" + *registry().signer->sign(good)};
}

} // namespace station
