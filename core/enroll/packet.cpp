#include "core/enroll/packet.h"

#include "core/enroll/packet_facts.h"
#include "core/enroll/packet_words.h"
#include "core/enroll/sign_off.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace station {
namespace {

const auto json = QStringLiteral("application/json");
const auto jpeg = QStringLiteral("image/jpeg");
const auto png = QStringLiteral("image/png");

PacketFile jsonFile(const QString& name, const QJsonObject& object)
{
    return {name, json, QJsonDocument(object).toJson(QJsonDocument::Indented)};
}

/// A code says nothing without the list it is from.
QJsonObject fieldFacts(const FieldValue& value, const FieldDefinition* field)
{
    QJsonObject facts {{"text", value.text}, {"provenance", wordOf(value.provenance)},
        {"keptAsDeclared", value.keptAsDeclared}};
    if (field != nullptr && !field->choiceList.isEmpty())
        facts.insert(QStringLiteral("list"), field->choiceList);
    return facts;
}

PacketFile personFile(const ValidDraft& valid)
{
    const EnrollmentDraft& draft = valid.draft();
    QJsonObject fields;
    for (auto value = draft.form.begin(); value != draft.form.end(); ++value)
        fields.insert(value.key(), fieldFacts(*value, fieldOf(valid.procedure(), value.key())));
    QJsonObject person {{"fields", fields}};
    if (draft.confirmation)
        person.insert(QStringLiteral("confirmation"),
            QJsonObject {{"byRepresentative", draft.confirmation->byRepresentative},
                {"signerName", draft.confirmation->signerName},
                {"officer", textOrNull(draft.confirmation->officer)},
                {"at", textOf(draft.confirmation->at)}});
    return jsonFile(QStringLiteral("person.json"), person);
}

PacketFile auditFile(const PacketContext& context)
{
    QJsonArray rows;
    for (const AuditRow& row : context.auditRows)
        rows.append(QJsonObject {{"seq", row.seq}, {"at", textOf(row.at)}, {"event", row.event},
            {"subject", row.subject}, {"detail", row.detail}, {"actor", row.actor},
            {"hash", QString::fromLatin1(row.hash.toHex())}});
    return jsonFile(QStringLiteral("audit.json"), {{"rows", rows}});
}

/// The fingers that the procedure asks for: what was captured before a change to a procedure without prints
/// stays out.
std::vector<FingerEntry> askedFingers(const ValidDraft& valid)
{
    std::vector<FingerEntry> asked;
    if (!valid.procedure().fingers)
        return asked;
    for (const FingerStep& step : valid.procedure().fingers->steps) {
        const auto found = valid.draft().fingers.find(static_cast<int>(step.position));
        if (found != valid.draft().fingers.end())
            asked.push_back(*found);
    }
    return asked;
}

const Portrait* askedPortrait(const ValidDraft& valid)
{
    return valid.procedure().portrait && valid.draft().portrait ? &*valid.draft().portrait : nullptr;
}

QJsonArray listOf(const std::vector<PacketFile>& files)
{
    QJsonArray list;
    for (const PacketFile& file : files)
        list.append(
            QJsonObject {{"name", file.name}, {"size", file.bytes.size()}, {"mediaType", file.mediaType},
                {"sha256",
                    QString::fromLatin1(
                        QCryptographicHash::hash(file.bytes, QCryptographicHash::Sha256).toHex())}});
    return list;
}

QJsonObject clockFacts(const PacketContext& context)
{
    const ClockJudgement& clock = context.clock;
    return {{"trust", nameOf(clock.trust)},
        {"offset_ms", clock.offset ? QJsonValue(static_cast<qint64>(clock.offset->count())) : QJsonValue()},
        {"floor", textOf(clock.floor)}, {"boot", context.bootId}};
}

QJsonArray officersOf(const PacketContext& context)
{
    QJsonArray officers;
    for (auto officer = context.officers.begin(); officer != context.officers.end(); ++officer)
        officers.append(QJsonObject {{"id", officer.key()}, {"name", officer.value()}});
    return officers;
}

QJsonArray signOffFacts(const ValidDraft& valid)
{
    QJsonArray list;
    for (const WaivedCheck& check : waivedChecks(valid.draft(), valid.procedure())) {
        const SignOff* given = signOffFor(check, valid.draft(), valid.procedure());
        if (given == nullptr)
            continue;
        list.append(QJsonObject {{"waiver", given->waiver}, {"kind", check.kind}, {"reason", check.reason},
            {"sha256", QString::fromLatin1(given->digest.toHex())}, {"officer", textOrNull(given->officer)},
            {"role", given->supervisor ? "supervisor" : "officer"}, {"standIn", given->standIn},
            {"putOff", given->putOff.isEmpty() ? QJsonValue() : QJsonValue(given->putOff)},
            {"note", given->note}, {"at", textOf(given->at)}});
    }
    return list;
}

/// Who reads only packets counts them by these, as the station does.
QJsonValue teamFacts(const Circumstances& circumstances)
{
    if (circumstances.team.isEmpty())
        return {};
    QJsonArray officers;
    for (const OfficerId& officer : circumstances.teamOfficers)
        officers.append(officer.text());
    return QJsonObject {{"name", circumstances.team}, {"officers", officers}};
}

QJsonValue dayFacts(const PacketContext& context)
{
    if (!context.day.isValid())
        return {};
    return QJsonObject {{"date", context.day.toString(Qt::ISODate)}, {"utcOffset", context.utcOffset}};
}

QJsonObject stationFacts(const PacketContext& context)
{
    QJsonObject station {
        {"id", context.stationId}, {"name", context.stationName}, {"commune", context.communeCode}};
    if (context.practice)
        station.insert(QStringLiteral("practice"), true);
    return station;
}

PacketFile manifestFile(
    const ValidDraft& valid, const PacketContext& context, const std::vector<PacketFile>& files)
{
    const EnrollmentDraft& draft = valid.draft();
    QJsonArray fingers;
    for (const FingerEntry& finger : askedFingers(valid))
        fingers.append(fingerFacts(finger));
    const Portrait* portrait = askedPortrait(valid);
    return jsonFile(QStringLiteral("manifest.json"),
        {{"format", "enrollment-packet"}, {"version", packetVersion}, {"purpose", "enrollment"},
            {"packetId", draft.id.text()},
            {"replaces", draft.replaces ? QJsonValue(draft.replaces->text()) : QJsonValue()},
            {"caseNumber", draft.caseNumber},
            {"recipient",
                QStringLiteral("sha256:") + QString::fromLatin1(context.recipientFingerprint.toHex())},
            {"station", stationFacts(context)},
            {"procedure", QJsonObject {{"id", draft.procedureId}, {"version", valid.procedure().version}}},
            {"openedAt", textOf(draft.openedAt)},
            {"capturedAt", textOf(draft.confirmation ? draft.confirmation->at : context.sealedAt)},
            {"sealedAt", textOf(context.sealedAt)}, {"day", dayFacts(context)},
            {"place", wordOf(draft.circumstances.place)}, {"team", teamFacts(draft.circumstances)},
            {"visit",
                draft.circumstances.visit.isEmpty() ? QJsonValue() : QJsonValue(draft.circumstances.visit)},
            {"feeExemption",
                draft.circumstances.feeExemption.isEmpty() ? QJsonValue()
                                                           : QJsonValue(draft.circumstances.feeExemption)},
            {"clock", clockFacts(context)}, {"officers", officersOf(context)},
            {"auditHead", QString::fromLatin1(context.auditHead.toHex())},
            {"portrait", portrait != nullptr ? QJsonValue(portraitFacts(*portrait)) : QJsonValue()},
            {"fingers", fingers}, {"signOffs", signOffFacts(valid)}, {"files", listOf(files)}});
}

} // namespace

Result<std::vector<PacketFile>> packetFiles(const ValidDraft& valid, const PacketContext& context)
{
    std::vector<PacketFile> files {personFile(valid)};
    if (const Portrait* portrait = askedPortrait(valid)) {
        if (portrait->croppedJpeg.isEmpty() || portrait->sourceJpeg.isEmpty())
            return fail(ErrorCode::SealingFailed, "the portrait is empty");
        files.push_back({QStringLiteral("portrait/portrait.jpg"), jpeg, portrait->croppedJpeg});
        files.push_back({QStringLiteral("portrait/source.jpg"), jpeg, portrait->sourceJpeg});
    }
    for (const FingerEntry& finger : askedFingers(valid)) {
        if (!finger.capture)
            continue;
        if (finger.capture->png.isEmpty())
            return fail(ErrorCode::SealingFailed, "a print is empty");
        files.push_back({fingerFileName(finger), png, finger.capture->png});
    }
    files.push_back(auditFile(context));
    files.insert(files.begin(), manifestFile(valid, context, files));
    return files;
}

} // namespace station
