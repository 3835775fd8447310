#include "core/roster/row_reader.h"

#include "core/person/contact.h"
#include "core/person/names.h"
#include "core/person/sex.h"
#include "core/roster/cells.h"

#include <algorithm>
#include <string_view>

namespace station {
namespace {

using Severity = RosterFinding::Severity;

constexpr qsizetype longestText = 500;

bool isNote(std::string_view code)
{
    return code == "date-serial" || code == "number-quoted" || code == "number-zero-restored"
        || code == "number-is-old";
}

/// Where a sign such as « or ½ has no business.
bool isPlainName(RosterField field)
{
    return field == RosterField::Name || field == RosterField::Hamlet || field == RosterField::Commune;
}

bool isNothing(const QString& text) { return text.isEmpty() || text == u"-"; }

} // namespace

struct RowReader::Work {
    const TableRow& row;
    const RosterColumns& columns;
    RosterFindings& findings;
    RosterFacts facts = {};
    bool isBad = false;

    [[nodiscard]] TableCell cell(RosterField field) const
    {
        const auto column = static_cast<std::size_t>(columns.columns.value(field, 0));
        return column == 0 || column > row.cells.size() ? TableCell {} : row.cells[column - 1];
    }
    void say(Severity severity, RosterField field, const char* code, const QString& text)
    {
        isBad = isBad || severity == Severity::Bad;
        findings.add(
            {severity, row.number, columns.columns.value(field, 0), field, QString::fromLatin1(code), text});
    }
    /// The cell stays on the roster as it stands.
    void keepUnread(RosterField field, const QString& text)
    {
        QString& unread = facts[RosterField::Unread];
        unread += (unread.isEmpty() ? QString() : QStringLiteral("\n")) + QString::fromLatin1(nameOf(field))
            + QStringLiteral(": ") + normalisedText(text);
    }
    void take(RosterField field, const TableCell& from, const ReadCell& read)
    {
        facts[field] = read.value;
        if (read.isUnread)
            keepUnread(field, from.text);
        if (*read.code == '\0')
            return;
        if (isNote(read.code))
            say(Severity::Note, field, read.code, from.text + QStringLiteral(" → ") + read.value);
        else
            say(Severity::Warning, field, read.code, from.text);
    }
};

void RowReader::readSimple(RosterField field, Work& work) const
{
    const TableCell cell = work.cell(field);
    if (const QString text = normalisedText(cell.text); !isNothing(text))
        work.facts[field] = text;
}

void RowReader::readName(Work& work) const
{
    const QString text = work.cell(RosterField::Name).text;
    const QString name = normalisedName(text);
    work.facts[RosterField::Name] = name;
    if (name.isEmpty())
        work.say(Severity::Bad, RosterField::Name, "name-missing", {});
    else if (!isName(name))
        work.say(Severity::Warning, RosterField::Name, "name-odd", text);
}

void RowReader::readBirth(Work& work) const
{
    const TableCell birth = work.cell(RosterField::Birth);
    work.take(RosterField::Birth, birth, station::readBirth(birth, m_today));

    const TableCell sex = work.cell(RosterField::Sex);
    if (isNothing(normalisedText(sex.text)))
        return;
    if (const auto known = parseSex(sex.text))
        work.facts[RosterField::Sex] = codeOf(*known);
    else
        work.take(RosterField::Sex, sex, {{}, "sex-unknown", true});
}

/// After birth date and sex, by which a lost zero is known.
void RowReader::readNumbers(Work& work) const
{
    const TableCell old = work.cell(RosterField::OldNumber);
    if (const QString digits
        = normalisedDigits(quotedDigits(old.text).isEmpty() ? old.text : quotedDigits(old.text));
        !digits.isEmpty()) {
        const bool fine = digits.size() == 9
            && std::all_of(digits.begin(), digits.end(), [](QChar c) { return c.isDigit(); });
        work.take(RosterField::OldNumber, old, {digits, fine ? "" : "old-number-odd", false});
    }
    const TableCell cell = work.cell(RosterField::Number);
    ReadCell number = readNumber(cell, work.facts[RosterField::Birth], work.facts[RosterField::Sex]);
    if (std::string_view(number.code) == "number-is-old") {
        if (work.facts[RosterField::OldNumber].isEmpty()) {
            work.facts[RosterField::OldNumber] = number.value;
            work.say(Severity::Note, RosterField::Number, "number-is-old", cell.text);
            return;
        }
        number.code = "number-length"; // an old number is there already
    }
    work.take(RosterField::Number, cell, number);
}

void RowReader::readRest(Work& work) const
{
    for (const RosterField field : {RosterField::Hamlet, RosterField::Commune, RosterField::Household,
             RosterField::Address, RosterField::Note, RosterField::Place, RosterField::Job})
        readSimple(field, work);

    const TableCell phone = work.cell(RosterField::Phone);
    if (!isNothing(normalisedText(phone.text))) {
        QString digits
            = normalisedPhone(quotedDigits(phone.text).isEmpty() ? phone.text : quotedDigits(phone.text));
        const char* code = "";
        if (!isMobilePhone(digits)) {
            const bool lostZero = isMobilePhone(u'0' + digits);
            code = lostZero ? "number-zero-restored" : "phone-odd";
            digits = lostZero ? u'0' + digits : digits;
        }
        work.take(RosterField::Phone, phone, {digits, code, false});
    }
    const TableCell cell = work.cell(RosterField::Class);
    if (isNothing(normalisedText(cell.text)))
        return;
    if (const QString code = m_classes.codeFrom(cell.text); !code.isEmpty())
        work.facts[RosterField::Class] = code;
    else
        work.take(RosterField::Class, cell, {{}, "class-unknown", true});
}

std::optional<RosterFacts> RowReader::read(const TableRow& row, RosterFindings& findings) const
{
    Work work {row, m_columns, findings};
    for (auto column = m_columns.columns.begin(); column != m_columns.columns.end(); ++column) {
        const TableCell cell = work.cell(column.key());
        if (isFormula(cell))
            work.say(Severity::Bad, column.key(), "formula", cell.text);
        else if (isPlainName(column.key()) && isOldFont(cell.text))
            work.say(Severity::Bad, column.key(), "old-font", cell.text);
        else if (cell.text.size() > longestText)
            work.say(Severity::Bad, column.key(), "cell-too-long", cell.text);
    }
    if (work.isBad)
        return std::nullopt;
    if (!m_columns.headings.isEmpty() && static_cast<qsizetype>(row.cells.size()) > m_columns.headings.size())
        findings.add({Severity::Note, row.number, static_cast<int>(m_columns.headings.size()) + 1, {},
            QStringLiteral("cells-beyond"),
            row.cells[static_cast<std::size_t>(m_columns.headings.size())].text});
    readName(work);
    readBirth(work);
    readNumbers(work);
    readRest(work);
    return work.isBad ? std::nullopt : std::optional(std::move(work.facts));
}

} // namespace station
