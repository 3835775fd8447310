#include "core/roster/columns.h"

#include "core/person/names.h"
#include "core/procedure/rule_book.h"

#include <QHash>
#include <QJsonArray>

#include <algorithm>

namespace station {
namespace {

/// Without case, diacritics and signs: "Số ĐDCN / CCCD (*)" -> "soddcncccd".
QString headingKey(const QString& heading)
{
    QString key;
    for (const QChar c : searchKey(heading))
        if (c.isLetterOrNumber())
            key.append(c);
    return key;
}

using Dictionary = QHash<QString, RosterField>;

Result<Dictionary> readDictionary()
{
    const auto document = checkedRules(QStringLiteral(":/roster/columns"));
    if (!document)
        return failed(document);
    Dictionary dictionary;
    for (const QJsonValue& value : document->value(QLatin1String("columns")).toArray()) {
        const QJsonObject column = value.toObject();
        const auto field = rosterFieldFrom(column.value(QLatin1String("field")).toString());
        for (const char* language : {"vi", "en"})
            for (const QJsonValue& word : column.value(QLatin1String(language)).toArray()) {
                const QString key = headingKey(word.toString());
                if (!field || (dictionary.contains(key) && dictionary.value(key) != *field))
                    return fail(ErrorCode::InvalidInput,
                        "roster-columns.json: the heading " + key.toStdString() + " names two fields");
                dictionary.insert(key, *field);
            }
    }
    return dictionary;
}

const Result<Dictionary>& dictionary()
{
    static const auto read = readDictionary();
    return read;
}

std::optional<RosterField> fieldBy(const Dictionary& words, const QString& heading)
{
    // "Họ và tên (1)", "5. Ngày sinh": forms number their columns.
    QString key = headingKey(heading);
    if (const auto found = words.constFind(key); found != words.constEnd())
        return *found;
    while (!key.isEmpty() && key.back().isDigit())
        key.chop(1);
    while (!key.isEmpty() && key.front().isDigit())
        key.remove(0, 1);
    const auto found = words.constFind(key);
    return found == words.constEnd() ? std::nullopt : std::optional(*found);
}

/// The columns of each field among these headings.
QMap<RosterField, std::vector<int>> fieldsIn(const Dictionary& words, const QStringList& headings)
{
    QMap<RosterField, std::vector<int>> found;
    for (qsizetype i = 0; i < headings.size(); ++i)
        if (const auto field = fieldBy(words, headings.at(i)))
            found[*field].push_back(static_cast<int>(i) + 1);
    return found;
}

QStringList textsOf(const TableRow& row)
{
    QStringList texts;
    for (const TableCell& cell : row.cells)
        texts.append(normalisedText(cell.text));
    return texts;
}

/// A row of data has digits; one of headings has words under a heading that was merged over several columns.
bool continuesHeadings(const Dictionary& words, const QStringList& above, const QStringList& row)
{
    bool names = false;
    for (qsizetype i = 0; i < row.size(); ++i) {
        if (row.at(i).isEmpty())
            continue;
        const auto digits
            = std::count_if(row.at(i).begin(), row.at(i).end(), [](QChar c) { return c.isDigit(); });
        if (digits > 2)
            return false;
        names = names || (fieldBy(words, row.at(i)) && (i >= above.size() || !fieldBy(words, above.at(i))));
    }
    return names;
}

/// "Nơi ở" over "Thôn" and "Xã": the first is empty over the second column.
QStringList merged(const QStringList& above, const QStringList& below)
{
    QStringList headings;
    QString over;
    for (qsizetype i = 0; i < std::max(above.size(), below.size()); ++i) {
        const QString upper = above.value(i);
        if (!upper.isEmpty())
            over = upper;
        const QString lower = below.value(i);
        headings.append(lower.isEmpty() ? upper
                : over.isEmpty()        ? lower
                                        : over + QStringLiteral(" / ") + lower);
    }
    return headings;
}

/// What a column of merged headings holds is said by the lower one, else by both together.
QStringList lowest(const Dictionary& words, const QStringList& headings)
{
    QStringList texts;
    for (const QString& heading : headings) {
        const QString lower = heading.section(QStringLiteral(" / "), -1);
        texts.append(fieldBy(words, lower) ? lower : heading);
    }
    return texts;
}

struct Headings {
    QStringList texts;
    qint64 row = 0;
};

Headings findHeadings(const Dictionary& words, const std::vector<TableRow>& rows, RosterFindings& findings)
{
    constexpr qsizetype enough = 2;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const QStringList texts = textsOf(rows[i]);
        QStringList both = texts;
        const bool two = i + 1 < rows.size() && continuesHeadings(words, texts, textsOf(rows[i + 1]));
        if (two)
            both = merged(texts, textsOf(rows[i + 1]));
        if (fieldsIn(words, lowest(words, both)).size() < enough || fieldsIn(words, texts).isEmpty())
            continue;
        if (i > 0)
            findings.add({RosterFinding::Severity::Note, rows[i].number, 0, {},
                QStringLiteral("rows-above-headings"), QString::number(i)});
        if (two)
            findings.add({RosterFinding::Severity::Note, rows[i + 1].number, 0, {},
                QStringLiteral("headings-merged"), both.join(QStringLiteral(" | "))});
        return {both, two ? rows[i + 1].number : rows[i].number};
    }
    return {};
}

/// "C", "3" or a heading.
int columnFrom(const QString& wish, const QStringList& headings, int width)
{
    bool isNumber = false;
    const int number = wish.toInt(&isNumber);
    if (isNumber)
        return number >= 1 && number <= width ? number : 0;
    for (qsizetype i = 0; i < headings.size(); ++i)
        if (headingKey(headings.at(i)) == headingKey(wish) && !headingKey(wish).isEmpty())
            return static_cast<int>(i) + 1;
    for (int column = 1; column <= width; ++column)
        if (columnName(column) == wish.toUpper())
            return column;
    return 0;
}

} // namespace

QStringList RosterColumns::unused() const
{
    QStringList names;
    for (qsizetype i = 0; i < headings.size(); ++i) {
        const auto column = static_cast<int>(i) + 1;
        const bool isUsed = std::find(columns.begin(), columns.end(), column) != columns.end();
        if (!isUsed && !headings.at(i).isEmpty())
            names.append(headings.at(i));
    }
    return names;
}

Result<std::optional<RosterField>> fieldOfHeading(const QString& heading)
{
    if (!dictionary())
        return failed(dictionary());
    return fieldBy(*dictionary(), heading);
}

Result<RosterColumns> findColumns(
    const std::vector<TableRow>& firstRows, const RosterColumnWish& wish, RosterFindings& findings)
{
    if (!dictionary())
        return failed(dictionary());
    const Dictionary& words = *dictionary();
    std::size_t width = 0;
    for (const TableRow& row : firstRows)
        width = std::max(width, row.cells.size());
    const Headings headings = findHeadings(words, firstRows, findings);
    RosterColumns found {{}, headings.texts, headings.row, wish.isEmpty()};
    for (auto each = wish.begin(); each != wish.end(); ++each) {
        if (each->isEmpty())
            continue;
        const int column = columnFrom(*each, found.headings, static_cast<int>(width));
        if (column == 0)
            return fail(ErrorCode::InvalidInput,
                "no-such-column: the file has no column '" + each->toStdString() + "'");
        found.columns.insert(each.key(), column);
    }
    if (found.headingRow == 0 && found.columns.isEmpty())
        return fail(ErrorCode::InvalidInput,
            "no-headings: none of the first rows has headings such as 'Họ và tên' or 'Full name'");
    const auto guessed = fieldsIn(words, lowest(words, found.headings));
    for (auto each = guessed.begin(); each != guessed.end(); ++each) {
        if (wish.contains(each.key()))
            continue;
        if (each->size() > 1)
            return fail(ErrorCode::InvalidInput,
                std::string("column-ambiguous: ") + nameOf(each.key()) + " may be column "
                    + columnName(each->at(0)).toStdString() + " or " + columnName(each->at(1)).toStdString());
        found.columns.insert(each.key(), each->front());
    }
    if (!found.columns.contains(RosterField::Name))
        return fail(ErrorCode::InvalidInput, "no-name-column: no column holds names");
    return found;
}

} // namespace station
