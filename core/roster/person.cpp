#include "core/roster/person.h"

#include <QCborMap>
#include <QtEndian>

namespace station {
namespace {

constexpr char formatVersion = 0x01;
constexpr qsizetype headBytes = 1 + 4; ///< of each field

const auto classKey = QStringLiteral("class");
const auto fieldsKey = QStringLiteral("fields");
const auto followUpKey = QStringLiteral("follow-up");

tl::unexpected<Error> damaged()
{
    return fail(ErrorCode::Damaged, "what is kept of a person of the roster has no known form");
}

} // namespace

const char* nameOf(RosterField field)
{
    switch (field) {
    case RosterField::Number: return "number";
    case RosterField::OldNumber: return "old-number";
    case RosterField::Name: return "name";
    case RosterField::Birth: return "birth";
    case RosterField::Sex: return "sex";
    case RosterField::Hamlet: return "hamlet";
    case RosterField::Commune: return "commune";
    case RosterField::Household: return "household";
    case RosterField::Address: return "address";
    case RosterField::Phone: return "phone";
    case RosterField::Class: return "class";
    case RosterField::Note: return "note";
    case RosterField::Place: return "place";
    case RosterField::Job: return "job";
    case RosterField::Unread: return "unread";
    }
    return "";
}

const std::array<RosterField, rosterFieldCount>& everyRosterField()
{
    static constexpr std::array<RosterField, rosterFieldCount> all {RosterField::Number,
        RosterField::OldNumber, RosterField::Name, RosterField::Birth, RosterField::Sex, RosterField::Hamlet,
        RosterField::Commune, RosterField::Household, RosterField::Address, RosterField::Phone,
        RosterField::Class, RosterField::Note, RosterField::Place, RosterField::Job, RosterField::Unread};
    return all;
}

std::optional<RosterField> rosterFieldFrom(const QString& name)
{
    for (const RosterField field : everyRosterField())
        if (name == QLatin1String(nameOf(field)))
            return field;
    return std::nullopt;
}

QString RosterPerson::classCode() const
{
    return record.classCode.isEmpty() ? facts[RosterField::Class] : record.classCode;
}

QString RosterPerson::phone() const
{
    const QString recorded = record.fields.value(QStringLiteral("phone"));
    return recorded.isEmpty() ? facts[RosterField::Phone] : recorded;
}

std::vector<RosterDifference> differences(const RosterPerson& person)
{
    std::vector<RosterDifference> found;
    const auto compare = [&](RosterField field, const QString& recorded) {
        const QString& extract = person.facts[field];
        if (!recorded.isEmpty() && !extract.isEmpty() && recorded != extract)
            found.push_back({QString::fromLatin1(nameOf(field)), recorded, extract});
    };
    compare(RosterField::Class, person.record.classCode);
    for (const RosterField field :
        {RosterField::Phone, RosterField::Note, RosterField::Place, RosterField::Job})
        compare(field, person.record.fields.value(QString::fromLatin1(nameOf(field))));
    return found;
}

QByteArray encoded(const RosterFacts& facts)
{
    QByteArray bytes(1, formatVersion);
    for (const RosterField field : everyRosterField()) {
        const QByteArray text = facts[field].toUtf8();
        if (text.isEmpty())
            continue;
        bytes.append(static_cast<char>(field));
        const quint32 length = qToLittleEndian(static_cast<quint32>(text.size()));
        bytes.append(reinterpret_cast<const char*>(&length), sizeof length);
        bytes.append(text);
    }
    return bytes;
}

Result<std::array<std::string_view, rosterFieldCount>> factViews(const QByteArray& bytes)
{
    std::array<std::string_view, rosterFieldCount> views;
    if (bytes.isEmpty() || bytes[0] != formatVersion)
        return damaged();
    for (qsizetype at = 1; at < bytes.size();) {
        if (bytes.size() - at < headBytes)
            return damaged();
        const auto field = static_cast<unsigned char>(bytes[at]);
        const auto length = static_cast<qsizetype>(qFromLittleEndian<quint32>(bytes.constData() + at + 1));
        at += headBytes;
        if (field >= rosterFieldCount || length > bytes.size() - at)
            return damaged();
        views[field] = {bytes.constData() + at, static_cast<std::size_t>(length)};
        at += length;
    }
    return views;
}

Result<RosterFacts> factsFrom(const QByteArray& bytes)
{
    return factViews(bytes).map([](const std::array<std::string_view, rosterFieldCount>& views) {
        RosterFacts facts;
        for (const RosterField field : everyRosterField()) {
            const std::string_view text = views[static_cast<std::size_t>(field)];
            facts[field] = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
        }
        return facts;
    });
}

QByteArray encoded(const RosterRecord& record)
{
    if (record.isEmpty())
        return {};
    QCborMap fields;
    for (auto field = record.fields.begin(); field != record.fields.end(); ++field)
        fields.insert(field.key(), field.value());
    QCborMap map {{classKey, record.classCode}, {fieldsKey, fields}};
    if (record.followUp.isValid())
        map.insert(followUpKey, record.followUp.toString(Qt::ISODate));
    return map.toCborValue().toCbor();
}

Result<RosterRecord> recordFrom(const QByteArray& bytes)
{
    RosterRecord record;
    if (bytes.isEmpty())
        return record;
    const QCborValue value = QCborValue::fromCbor(bytes);
    if (!value.isMap() || !value[classKey].isString() || !value[fieldsKey].isMap())
        return damaged();
    record.classCode = value[classKey].toString();
    const QCborMap fields = value[fieldsKey].toMap();
    for (auto field = fields.begin(); field != fields.end(); ++field) {
        if (!field.key().isString() || !field.value().isString())
            return damaged();
        record.fields.insert(field.key().toString(), field.value().toString());
    }
    if (const QCborValue day = value[followUpKey]; day.isString()) {
        record.followUp = QDate::fromString(day.toString(), Qt::ISODate);
        if (!record.followUp.isValid())
            return damaged();
    }
    return record;
}

} // namespace station
