#include "core/store/draft_codec.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>

#include <algorithm>

namespace station {
namespace {

QCborValue timeValue(Instant at) { return QCborValue(static_cast<qint64>(toMs(at))); }
/// QCborValue casts a double as it is, which is undefined for one beyond 64 bits.
qint64 integerOf(const QCborValue& value, qint64 otherwise = 0)
{
    return value.isInteger() ? value.toInteger() : otherwise;
}
Instant timeOf(const QCborValue& value) { return fromMs(integerOf(value)); }
OfficerId officerOf(const QCborValue& value) { return OfficerId::parse(value.toString()); }
QString textOf(OfficerId id) { return id.isNull() ? QString() : id.text(); }

tl::unexpected<Error> damaged(const char* part)
{
    return fail(ErrorCode::Damaged, std::string("draft part: ") + part);
}

Result<QCborMap> mapOf(const QByteArray& cbor, const char* part)
{
    QCborParserError problem;
    const QCborValue value = QCborValue::fromCbor(cbor, &problem);
    if (problem.error != QCborError::NoError || !value.isMap())
        return damaged(part);
    return value.toMap();
}

/// A number of `value` within an enum of `count` words.
template<class Enum>
std::optional<Enum> enumOf(const QCborValue& value, int count)
{
    const qint64 number = integerOf(value, -1);
    if (number < 0 || number >= count)
        return std::nullopt;
    return static_cast<Enum>(number);
}

constexpr int provenances = static_cast<int>(Provenance::Roster) + 1;
constexpr int impressions = static_cast<int>(Impression::Rolled) + 1;
constexpr int reasons = static_cast<int>(FingerExceptionReason::Other) + 1;

QCborMap mapOf(const Waiver& waiver)
{
    return {{QStringLiteral("reason"), waiver.reason}, {QStringLiteral("note"), waiver.note},
        {QStringLiteral("officer"), textOf(waiver.officer)}, {QStringLiteral("at"), timeValue(waiver.at)}};
}

Waiver waiverOf(const QCborMap& map)
{
    return {map[QStringLiteral("reason")].toString(), map[QStringLiteral("note")].toString(),
        officerOf(map[QStringLiteral("officer")]), timeOf(map[QStringLiteral("at")])};
}

QCborArray arrayOf(const std::vector<PortraitCheck>& checks)
{
    QCborArray array;
    for (const PortraitCheck& check : checks)
        array.append(QCborMap {{QStringLiteral("name"), check.name}, {QStringLiteral("pass"), check.pass},
            {QStringLiteral("value"), check.value}, {QStringLiteral("threshold"), check.threshold}});
    return array;
}

std::vector<PortraitCheck> checksOf(const QCborArray& array)
{
    std::vector<PortraitCheck> checks;
    for (const QCborValue& value : array) {
        const QCborMap map = value.toMap();
        checks.push_back({map[QStringLiteral("name")].toString(), map[QStringLiteral("pass")].toBool(),
            map[QStringLiteral("value")].toDouble(), map[QStringLiteral("threshold")].toDouble()});
    }
    return checks;
}

QCborMap mapOf(const FingerCapture& capture)
{
    return {{QStringLiteral("png"), capture.png}, {QStringLiteral("quality"), capture.quality},
        {QStringLiteral("attempts"), capture.attempts}, {QStringLiteral("reader"), capture.reader},
        {QStringLiteral("at"), timeValue(capture.at)}};
}

FingerCapture captureOf(const QCborMap& map)
{
    return {map[QStringLiteral("png")].toByteArray(),
        static_cast<int>(integerOf(map[QStringLiteral("quality")])),
        static_cast<int>(integerOf(map[QStringLiteral("attempts")], 1)),
        map[QStringLiteral("reader")].toString(), timeOf(map[QStringLiteral("at")])};
}

QCborMap mapOf(const FingerException& exception)
{
    return {{QStringLiteral("reason"), static_cast<int>(exception.reason)},
        {QStringLiteral("temporary"), exception.temporary},
        {QStringLiteral("followUp"), exception.followUp.toString(Qt::ISODate)},
        {QStringLiteral("note"), exception.note}, {QStringLiteral("officer"), textOf(exception.officer)},
        {QStringLiteral("at"), timeValue(exception.at)}};
}

Result<FingerException> exceptionOf(const QCborMap& map)
{
    const auto reason = enumOf<FingerExceptionReason>(map[QStringLiteral("reason")], reasons);
    if (!reason)
        return damaged("finger exception");
    return FingerException {*reason, map[QStringLiteral("temporary")].toBool(),
        QDate::fromString(map[QStringLiteral("followUp")].toString(), Qt::ISODate),
        map[QStringLiteral("note")].toString(), officerOf(map[QStringLiteral("officer")]),
        timeOf(map[QStringLiteral("at")])};
}

} // namespace

QByteArray encoded(const Circumstances& circumstances)
{
    QCborArray officers;
    for (const OfficerId& officer : circumstances.teamOfficers)
        officers.append(officer.text());
    return QCborValue(
        QCborMap {{QStringLiteral("place"), QLatin1String(wordOf(circumstances.place))},
            {QStringLiteral("team"), circumstances.team}, {QStringLiteral("officers"), officers},
            {QStringLiteral("visit"), circumstances.visit},
            {QStringLiteral("feeExemption"), circumstances.feeExemption}})
        .toCbor();
}

QByteArray encoded(const FormValues& form)
{
    QCborMap map;
    for (auto value = form.begin(); value != form.end(); ++value)
        map.insert(value.key(),
            QCborMap {{QStringLiteral("text"), value->text},
                {QStringLiteral("provenance"), static_cast<int>(value->provenance)},
                {QStringLiteral("kept"), value->keptAsDeclared}});
    return QCborValue(map).toCbor();
}

QByteArray encoded(const Portrait& portrait)
{
    QCborMap map {{QStringLiteral("source"), portrait.sourceJpeg},
        {QStringLiteral("cropped"), portrait.croppedJpeg},
        {QStringLiteral("checks"), arrayOf(portrait.checks)}, {QStringLiteral("byHand"), portrait.byHand},
        {QStringLiteral("camera"), portrait.camera}, {QStringLiteral("at"), timeValue(portrait.at)}};
    if (portrait.waiver)
        map.insert(QStringLiteral("waiver"), mapOf(*portrait.waiver));
    return QCborValue(map).toCbor();
}

QByteArray encoded(const FingerEntry& finger)
{
    QCborMap map {{QStringLiteral("position"), static_cast<int>(finger.position)},
        {QStringLiteral("impression"), static_cast<int>(finger.impression)}};
    if (finger.capture)
        map.insert(QStringLiteral("capture"), mapOf(*finger.capture));
    if (finger.exception)
        map.insert(QStringLiteral("exception"), mapOf(*finger.exception));
    return QCborValue(map).toCbor();
}

QByteArray encoded(const Confirmation& confirmation)
{
    return QCborValue(QCborMap {{QStringLiteral("byRepresentative"), confirmation.byRepresentative},
                          {QStringLiteral("signer"), confirmation.signerName},
                          {QStringLiteral("officer"), textOf(confirmation.officer)},
                          {QStringLiteral("at"), timeValue(confirmation.at)}})
        .toCbor();
}

QByteArray encoded(const std::vector<SignOff>& signOffs)
{
    QCborArray list;
    for (const SignOff& each : signOffs)
        list.append(QCborMap {{QStringLiteral("waiver"), each.waiver},
            {QStringLiteral("digest"), each.digest}, {QStringLiteral("officer"), textOf(each.officer)},
            {QStringLiteral("supervisor"), each.supervisor}, {QStringLiteral("standIn"), each.standIn},
            {QStringLiteral("putOff"), each.putOff}, {QStringLiteral("note"), each.note},
            {QStringLiteral("at"), timeValue(each.at)}});
    return QCborValue(QCborMap {{QStringLiteral("list"), list}}).toCbor();
}

Result<Circumstances> circumstancesFrom(const QByteArray& cbor)
{
    const auto map = mapOf(cbor, "circumstances");
    if (!map)
        return failed(map);
    const auto place = placeFrom((*map)[QStringLiteral("place")].toString());
    if (!place)
        return damaged("circumstances");
    Circumstances circumstances {*place, (*map)[QStringLiteral("team")].toString(), {},
        (*map)[QStringLiteral("visit")].toString(), (*map)[QStringLiteral("feeExemption")].toString()};
    const QCborArray officers = (*map)[QStringLiteral("officers")].toArray();
    for (const QCborValue& officer : officers)
        circumstances.teamOfficers.push_back(officerOf(officer));
    if (!checkCircumstances(circumstances))
        return damaged("circumstances");
    return circumstances;
}

Result<FormValues> formFrom(const QByteArray& cbor)
{
    const auto map = mapOf(cbor, "form");
    if (!map)
        return failed(map);
    FormValues form;
    for (const auto& [key, value] : *map) {
        const QCborMap field = value.toMap();
        const auto provenance = enumOf<Provenance>(field[QStringLiteral("provenance")], provenances);
        if (!key.isString() || !provenance)
            return damaged("form");
        form.insert(key.toString(),
            {field[QStringLiteral("text")].toString(), *provenance, field[QStringLiteral("kept")].toBool()});
    }
    return form;
}

Result<Portrait> portraitFrom(const QByteArray& cbor)
{
    const auto map = mapOf(cbor, "portrait");
    if (!map)
        return failed(map);
    if (!(*map)[QStringLiteral("source")].isByteArray() || !(*map)[QStringLiteral("cropped")].isByteArray())
        return damaged("portrait");
    Portrait portrait;
    portrait.sourceJpeg = (*map)[QStringLiteral("source")].toByteArray();
    portrait.croppedJpeg = (*map)[QStringLiteral("cropped")].toByteArray();
    portrait.checks = checksOf((*map)[QStringLiteral("checks")].toArray());
    if (map->contains(QStringLiteral("waiver")))
        portrait.waiver = waiverOf((*map)[QStringLiteral("waiver")].toMap());
    portrait.byHand = (*map)[QStringLiteral("byHand")].toBool();
    portrait.camera = (*map)[QStringLiteral("camera")].toString();
    portrait.at = timeOf((*map)[QStringLiteral("at")]);
    return portrait;
}

Result<FingerEntry> fingerFrom(const QByteArray& cbor)
{
    const auto map = mapOf(cbor, "finger");
    if (!map)
        return failed(map);
    const qint64 position = integerOf((*map)[QStringLiteral("position")]);
    const auto impression = enumOf<Impression>((*map)[QStringLiteral("impression")], impressions);
    const bool known = std::any_of(allFingers.begin(), allFingers.end(),
        [&](FingerPosition p) { return static_cast<int>(p) == position; });
    if (!known || !impression)
        return damaged("finger");
    FingerEntry finger {static_cast<FingerPosition>(position), *impression, {}, {}};
    if (map->contains(QStringLiteral("capture")))
        finger.capture = captureOf((*map)[QStringLiteral("capture")].toMap());
    if (map->contains(QStringLiteral("exception"))) {
        auto exception = exceptionOf((*map)[QStringLiteral("exception")].toMap());
        if (!exception)
            return failed(exception);
        finger.exception = std::move(*exception);
    }
    return finger;
}

Result<Confirmation> confirmationFrom(const QByteArray& cbor)
{
    const auto map = mapOf(cbor, "confirmation");
    if (!map)
        return failed(map);
    if (!(*map)[QStringLiteral("signer")].isString())
        return damaged("confirmation");
    return Confirmation {(*map)[QStringLiteral("byRepresentative")].toBool(),
        (*map)[QStringLiteral("signer")].toString(), officerOf((*map)[QStringLiteral("officer")]),
        timeOf((*map)[QStringLiteral("at")])};
}

Result<std::vector<SignOff>> signOffsFrom(const QByteArray& cbor)
{
    const auto map = mapOf(cbor, "sign-offs");
    if (!map)
        return failed(map);
    if (!(*map)[QStringLiteral("list")].isArray())
        return damaged("sign-offs");
    std::vector<SignOff> signOffs;
    const QCborArray list = (*map)[QStringLiteral("list")].toArray();
    for (const QCborValue& value : list) {
        const QCborMap each = value.toMap();
        if (!each[QStringLiteral("waiver")].isString() || !each[QStringLiteral("digest")].isByteArray())
            return damaged("sign-offs");
        signOffs.push_back(
            {each[QStringLiteral("waiver")].toString(), each[QStringLiteral("digest")].toByteArray(),
                officerOf(each[QStringLiteral("officer")]), each[QStringLiteral("supervisor")].toBool(),
                each[QStringLiteral("standIn")].toBool(), each[QStringLiteral("putOff")].toString(),
                each[QStringLiteral("note")].toString(), timeOf(each[QStringLiteral("at")])});
    }
    return signOffs;
}

} // namespace station
