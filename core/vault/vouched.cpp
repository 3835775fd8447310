#include "core/vault/vouched.h"

#include "core/vault/sealed.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>
#include <QCryptographicHash>

namespace station {
namespace {

constexpr auto magic = "vouched 1\n"; ///< an older release sealed the trust alone, which is digests
const auto trustKey = QStringLiteral("trust");
const auto seqKey = QStringLiteral("seq");
const auto hashKey = QStringLiteral("hash");
const auto atKey = QStringLiteral("at");
const auto officersKey = QStringLiteral("officers");

CellName cellOf(const QString& station) { return {"sealed_setting", "trust", station}; }

} // namespace

QByteArray digestOf(const OfficerRecord& officer)
{
    const KeySlot& slot = officer.slot;
    const QCborArray fields {officer.info.id.text(), officer.info.name, officer.info.role == Role::Supervisor,
        static_cast<qint64>(slot.cost.passes), static_cast<qint64>(slot.cost.memoryBytes), slot.salt,
        slot.wrapped, slot.boxPublic, slot.boxedKey, officer.bound};
    return QCryptographicHash::hash(QCborValue(fields).toCbor(), QCryptographicHash::Sha256);
}

QByteArray sealVouched(const Secret& dataKey, const QString& station, const Vouched& vouched)
{
    QCborMap officers;
    for (auto officer = vouched.officers.begin(); officer != vouched.officers.end(); ++officer)
        officers.insert(officer.key(), officer.value());
    const QCborMap whole {{trustKey, vouched.trust}, {seqKey, vouched.seq}, {hashKey, vouched.hash},
        {atKey, static_cast<qint64>(toMs(vouched.at))}, {officersKey, officers}};
    return sealCell(dataKey, cellOf(station), magic + QCborValue(whole).toCbor());
}

Result<Vouched> openVouched(const Secret& dataKey, const QString& station, const QByteArray& sealed)
{
    const auto value = openCell(dataKey, cellOf(station), sealed);
    if (!value)
        return failed(value);
    Vouched vouched;
    if (!value->startsWith(magic)) {
        vouched.trust = *value;
        vouched.isTrustOnly = true;
        return vouched;
    }
    const QCborMap whole = QCborValue::fromCbor(value->mid(qstrlen(magic))).toMap();
    vouched.trust = whole.value(trustKey).toByteArray();
    vouched.seq = whole.value(seqKey).toInteger();
    vouched.hash = whole.value(hashKey).toByteArray();
    vouched.at = fromMs(whole.value(atKey).toInteger());
    const QCborMap officers = whole.value(officersKey).toMap();
    for (const auto& officer : officers)
        vouched.officers.insert(officer.first.toString(), officer.second.toByteArray());
    return vouched;
}

} // namespace station
