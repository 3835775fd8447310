#include "core/tally/tally_day.h"

#include "core/enroll/bundle_document.h"
#include "core/enroll/packet_facts.h"
#include "core/enroll/signed_document.h"
#include "core/tally/row_json.h"
#include "core/tally/tally_json.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace station {
namespace {

const auto documentType = QStringLiteral("enrollment-tally-day");
constexpr qsizetype hashBytes = 32;
constexpr qsizetype longestName = 100;

tl::unexpected<Error> damaged(const std::string& why) { return fail(ErrorCode::Damaged, "tally: " + why); }

/// The keys that a day takes from its sheet, so that both say the same words.
constexpr std::array sheetKeys {"station", "utcOffset", "clock", "total", "flow"};

Result<QJsonObject> contentOf(const ClosedDay& day)
{
    const auto sheet = jsonOf(day.sheet);
    if (!sheet)
        return failed(sheet);
    QJsonArray packets;
    for (const TallyRow& row : day.rows)
        packets.append(jsonOf(row));
    QJsonObject object {{"type", documentType}, {"version", 1}, {"day", day.sheet.from.toString(Qt::ISODate)},
        {"closedAt", textOf(day.sheet.asOf)},
        {"closedBy", QJsonObject {{"id", day.closedBy.text()}, {"name", day.closedByName}}},
        {"auditHead", QString::fromLatin1(day.auditHead.toHex())}, {"packets", packets}};
    for (const char* key : sheetKeys)
        object.insert(QLatin1String(key), sheet->value(QLatin1String(key)));
    return object;
}

/// The head of the sheet that the document is about.
Result<TallySheet> headIn(const QJsonObject& object, const QString& signer)
{
    const QJsonObject station = object.value("station").toObject();
    const auto at = QDateTime::fromString(object.value("closedAt").toString(), Qt::ISODateWithMs);
    TallySheet head;
    head.stationId = station.value("id").toString();
    head.stationName = station.value("name").toString();
    head.unit = station.value("unit").toString();
    head.utcOffset = object.value("utcOffset").toInt();
    if (!isStationId(head.stationId) || head.stationName.size() > longestName
        || head.unit.size() > longestName || !at.isValid())
        return damaged("values are missing or impossible");
    if (signer != head.stationId)
        return damaged(
            "the station " + signer.toStdString() + " has signed it, not " + head.stationId.toStdString());
    head.asOf = fromMs(at.toMSecsSinceEpoch());
    for (const ClockTrust trust : {ClockTrust::ServerChecked, ClockTrust::Unchecked, ClockTrust::Wrong})
        if (object.value("clock").toString() == QLatin1String(nameOf(trust)))
            head.clock = trust;
    return head;
}

Result<std::vector<TallyRow>> rowsIn(const QJsonObject& object)
{
    std::vector<TallyRow> rows;
    const QJsonArray packets = object.value("packets").toArray();
    for (const auto& value : packets) {
        auto row = rowFrom(value.toObject());
        if (!row)
            return damaged(
                "packet " + std::to_string(rows.size() + 1) + " is missing a value or has an impossible one");
        rows.push_back(std::move(*row));
    }
    return rows;
}

Result<ClosedDay> dayIn(const QJsonObject& object, const SignedDocument& document)
{
    auto head = headIn(object, document.stationId);
    if (!head)
        return failed(head);
    auto rows = rowsIn(object);
    if (!rows)
        return failed(rows);
    const QDate day = QDate::fromString(object.value("day").toString(), Qt::ISODate);
    auto sheet = makeSheet(std::move(*head), {day, day, {}}, *rows);
    if (!sheet)
        return damaged(sheet.error().detail);
    ClosedDay closed;
    closed.sheet = std::move(*sheet);
    closed.closedBy = OfficerId::parse(object.value("closedBy").toObject().value("id").toString());
    closed.closedByName = object.value("closedBy").toObject().value("name").toString().left(longestName);
    closed.auditHead = QByteArray::fromHex(object.value("auditHead").toString().toLatin1());
    closed.rows = std::move(*rows);
    closed.contentSha256 = QCryptographicHash::hash(document.content, QCryptographicHash::Sha256);
    closed.signerSerial = document.serial;
    if (closed.closedBy.isNull() || closed.auditHead.size() != hashBytes)
        return damaged("values are missing or impossible");
    return closed;
}

} // namespace

std::vector<TallyRow> rowsOf(QDate day, int utcOffset, const std::vector<TallyRow>& all)
{
    std::vector<TallyRow> rows;
    std::copy_if(all.begin(), all.end(), std::back_inserter(rows), [&](const TallyRow& row) {
        const auto answered = answeredOn(row, utcOffset);
        const QDate captured = dayOf(row, utcOffset);
        return captured == day || (captured < day && (!answered || *answered >= day));
    });
    return rows;
}

Result<QByteArray> signDay(const ClosedDay& day, const StationIdentity& identity)
{
    const auto content = contentOf(day);
    if (!content)
        return failed(content);
    return signDocument(QJsonDocument(*content).toJson(QJsonDocument::Compact), identity);
}

Result<ClosedDay> openDay(const QByteArray& signedDer, const QByteArray& caPem)
{
    if (signedDer.size() > largestDayDocument)
        return damaged("a document of an impossible size");
    const auto document = openDocument(signedDer, caPem);
    if (!document)
        return failed(document);
    QJsonParseError error;
    const QJsonObject object = QJsonDocument::fromJson(document->content, &error).object();
    if (error.error != QJsonParseError::NoError || object.value("type").toString() != documentType)
        return damaged("signed, but something else");
    if (object.value("version").toInt() != 1)
        return damaged("a version that this release does not know");
    auto day = dayIn(object, *document);
    if (!day)
        return day;
    const auto counted = contentOf(*day); // what it says of itself must be what its packets say
    if (!counted)
        return failed(counted);
    for (const char* key : sheetKeys)
        if (counted->value(QLatin1String(key)) != object.value(QLatin1String(key)))
            return damaged(std::string("its ") + key + " is not that of its packets");
    return day;
}

} // namespace station
