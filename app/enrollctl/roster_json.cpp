#include "app/enrollctl/roster_json.h"

#include "app/enrollctl/desk_access.h"

#include <QJsonArray>

#include <array>

namespace station {
namespace {

QJsonObject jsonOf(const RosterRecord& record)
{
    QJsonObject fields;
    for (auto field = record.fields.begin(); field != record.fields.end(); ++field)
        fields.insert(field.key(), field.value());
    return {{"class", record.classCode}, {"fields", fields},
        {"followUp", record.followUp.isValid() ? record.followUp.toString(Qt::ISODate) : QString()}};
}

QString fieldName(RosterField field) { return QString::fromLatin1(nameOf(field)); }

} // namespace

QJsonObject jsonOf(const RosterFinding& finding)
{
    return {{"finding", nameOf(finding.severity)}, {"row", finding.row},
        {"column", columnName(finding.column)},
        {"field", finding.field ? fieldName(*finding.field) : QString()}, {"code", finding.code},
        {"text", finding.text}};
}

QString textOf(const RosterFinding& finding)
{
    return QStringLiteral("%1: row %2%3  %4  %5")
        .arg(QLatin1String(nameOf(finding.severity)))
        .arg(finding.row)
        .arg(finding.column > 0 ? QStringLiteral(", column ") + columnName(finding.column) : QString(),
            finding.code, finding.text);
}

QJsonObject jsonOf(const RosterFileChange& change)
{
    QJsonObject fields;
    for (const RosterFileChange::Field& field : change.fields)
        fields.insert(fieldName(field.field), QJsonObject {{"before", field.before}, {"after", field.after}});
    return {{"changed", change.person}, {"row", change.row}, {"fields", fields}};
}

QJsonObject jsonOf(const RosterImportPlan& plan)
{
    QJsonObject columns;
    for (auto column = plan.columns.columns.begin(); column != plan.columns.columns.end(); ++column)
        columns.insert(fieldName(column.key()), columnName(*column));
    QJsonObject codes;
    for (auto code = plan.findings.byCode().begin(); code != plan.findings.byCode().end(); ++code)
        codes.insert(code.key(), *code);
    QJsonObject changed;
    for (auto field = plan.changedFields.begin(); field != plan.changedFields.end(); ++field)
        changed.insert(fieldName(field.key()), *field);
    const RosterExtractRow& counts = plan.writes.extract;
    using Weight = RosterFinding::Severity;
    return {{"format", plan.file.format}, {"encoding", plan.file.encoding},
        {"separator", plan.file.separator}, {"sheet", plan.file.sheet},
        {"headingRow", plan.columns.headingRow}, {"columns", columns},
        {"unused", QJsonArray::fromStringList(plan.columns.unused())}, {"rows", counts.rows},
        {"added", counts.added}, {"changed", counts.changed}, {"changedFields", changed},
        {"unchanged", counts.unchanged}, {"missing", counts.missing}, {"leftOut", counts.leftOut},
        {"notes", plan.findings.count(Weight::Note)}, {"warnings", plan.findings.count(Weight::Warning)},
        {"bad", plan.findings.count(Weight::Bad)}, {"codes", codes},
        {"sha256", QString::fromLatin1(counts.sha256.toHex())}, {"sameFileAs", plan.sameFileAs}};
}

QString textOf(const RosterImportPlan& plan)
{
    QStringList columns;
    for (auto column = plan.columns.columns.begin(); column != plan.columns.columns.end(); ++column)
        columns << fieldName(column.key()) + u'=' + columnName(*column);
    const RosterExtractRow& counts = plan.writes.extract;
    QString text = QStringLiteral("%1 rows: %2 new, %3 changed, %4 as they were, %5 left out; %6 people of "
                                  "the roster are not in this file.\nColumns: %7")
                       .arg(counts.rows)
                       .arg(counts.added)
                       .arg(counts.changed)
                       .arg(counts.unchanged)
                       .arg(counts.leftOut)
                       .arg(counts.missing)
                       .arg(columns.join(QStringLiteral(", ")));
    if (const QStringList unused = plan.columns.unused(); !unused.isEmpty())
        text += QStringLiteral("\nNot read: ") + unused.join(QStringLiteral(", "));
    if (plan.sameFileAs > 0)
        text += QStringLiteral("\nThis very file was imported before, as extract %1.").arg(plan.sameFileAs);
    return text;
}

QJsonObject jsonOf(const RosterExtract& extract)
{
    const RosterExtractRow& row = extract.row;
    return {{"extract", row.seq}, {"label", extract.label}, {"version", extract.version},
        {"on", row.on.isValid() ? row.on.toString(Qt::ISODate) : QString()},
        {"importedAt", timeText(row.importedAt)}, {"by", row.by.text()}, {"rows", row.rows},
        {"added", row.added}, {"changed", row.changed}, {"unchanged", row.unchanged},
        {"missing", row.missing}, {"leftOut", row.leftOut},
        {"sha256", QString::fromLatin1(row.sha256.toHex())}};
}

QJsonObject jsonOf(const RosterPerson& person)
{
    QJsonObject facts;
    for (const RosterField field : everyRosterField())
        if (!person.facts[field].isEmpty())
            facts.insert(fieldName(field), person.facts[field]);
    QJsonArray differing;
    for (const RosterDifference& difference : differences(person))
        differing.append(QJsonObject {
            {"field", difference.key}, {"recorded", difference.recorded}, {"extract", difference.extract}});
    return {{"id", person.id}, {"class", person.classCode()}, {"phone", person.phone()}, {"facts", facts},
        {"record", jsonOf(person.record)}, {"differences", differing}, {"addedIn", person.addedIn},
        {"missingSince", person.missingSince}};
}

QString textOf(const RosterPerson& person)
{
    const RosterFacts& facts = person.facts;
    QStringList parts {QString::number(person.id), facts[RosterField::Name], facts[RosterField::Birth],
        facts[RosterField::Number], facts[RosterField::Hamlet], facts[RosterField::Commune],
        person.classCode(), person.phone()};
    if (person.record.followUp.isValid())
        parts << person.record.followUp.toString(QStringLiteral("dd/MM/yyyy"));
    parts.removeAll(QString());
    return parts.join(QStringLiteral("  "));
}

QJsonObject jsonOf(const RosterChange& change)
{
    return {{"change", change.id}, {"batch", change.batch}, {"person", change.person},
        {"undoes", change.undoes}, {"at", timeText(change.at)}, {"by", change.by.text()},
        {"reason", change.reason}, {"before", jsonOf(change.before)}, {"after", jsonOf(change.after)}};
}

QJsonObject jsonOf(const RosterHit& hit)
{
    QJsonArray matches;
    for (const RosterMatch& match : hit.matches)
        matches.append(QJsonObject {{"field", fieldName(match.field)}, {"recorded", match.isRecorded},
            {"start", match.start}, {"length", match.length}});
    QJsonObject object = jsonOf(hit.person);
    object.insert(QStringLiteral("matches"), matches);
    return object;
}

QString rosterCure(const Error& error)
{
    struct Remedy {
        const char* code;
        const char* cure;
    };
    static constexpr std::array remedies {
        Remedy {"encoding-tcvn3:",
            "Convert it to Unicode first (UniKey, Ctrl+Shift+F6: TCVN3 to Unicode), then save it as CSV "
            "UTF-8."},
        Remedy {"encoding-windows1258:",
            "Open it in the program that made it and save it as 'CSV UTF-8' or as .xlsx."},
        Remedy {"encoding-unknown:",
            "Open it in the program that made it and save it as 'CSV UTF-8' or as .xlsx."},
        Remedy {"torn:", "Copy or export the file again: its end is missing. Nothing was imported."},
        Remedy {"too-many-rows:", "Split it; a spreadsheet holds 1048576 rows."},
        Remedy {"cell-too-long:", "A quote is probably missing there; export the file again."},
        Remedy {"not-a-table:", "Give a .csv or .xlsx file."},
        Remedy {"encrypted:", "Open it, take the password away and save it as .xlsx."},
        Remedy {"no-headings:", "Name the columns: --map name=B --map number=C …"},
        Remedy {"no-name-column:", "Say which one: --map name=B"},
        Remedy {"column-ambiguous:", "Say which one: --map FIELD=COLUMN"},
        Remedy {"no-such-column:", "Name a letter, a number from 1 or a heading of the file."},
        Remedy {"no-rows:", "Check that this is the right sheet and file. Nothing was changed."},
        Remedy {"older-extract:", "Import the newer file, or add --older when this one is right."},
        Remedy {"bad-rows:",
            "Correct the rows that were named and import the file again, or add --leave-out-bad."},
        Remedy {"no-reason:", "Add --reason with some words."},
        Remedy {"follow-up-past:", "Give a day from today on."},
        Remedy {"answers:", "See 'enrollctl roster classes' for what each class asks."},
    };
    for (const Remedy& each : remedies)
        if (error.code == ErrorCode::InvalidInput && error.detail.starts_with(each.code))
            return QString::fromUtf8(each.cure);
    return {};
}

} // namespace station
