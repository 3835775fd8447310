#include "core/person/admin_units.h"

#include "core/person/names.h"

#include <QFile>
#include <QSet>
#include <QStringDecoder>
#include <QStringList>

#include <algorithm>

namespace station {
namespace {

tl::unexpected<Error> badLine(int line, const char* what)
{
    return fail(ErrorCode::InvalidInput, "line " + std::to_string(line) + ": " + what);
}

// One CSV line of RFC 4180 without line ends inside quotes; nothing when a quote stays open.
std::optional<QStringList> cellsOf(const QString& line)
{
    QStringList cells {QString()};
    bool quoted = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar c = line.at(i);
        if (c == u'"' && quoted && i + 1 < line.size() && line.at(i + 1) == u'"')
            cells.last().append(line.at(++i));
        else if (c == u'"')
            quoted = !quoted;
        else if (c == u',' && !quoted)
            cells.append(QString());
        else
            cells.last().append(c);
    }
    return quoted ? std::nullopt : std::optional(cells);
}

struct Columns {
    qsizetype code = -1;
    qsizetype province = -1;
    qsizetype fullName = -1;
    qsizetype type = -1;
    qsizetype name = -1;

    explicit Columns(const QStringList& header)
        : code(header.indexOf(QStringLiteral("code5")))
        , province(header.indexOf(QStringLiteral("province_code2")))
        , fullName(header.indexOf(QStringLiteral("full_name_vi")))
        , type(header.indexOf(QStringLiteral("type_vi")))
        , name(header.indexOf(QStringLiteral("name_vi")))
    {
    }
    [[nodiscard]] bool enough() const
    {
        return code >= 0 && province >= 0 && (fullName >= 0 || (type >= 0 && name >= 0));
    }
    [[nodiscard]] Commune commune(const QStringList& cells) const
    {
        const QString full
            = fullName >= 0 ? cells.value(fullName) : cells.value(type) + u' ' + cells.value(name);
        return {cells.value(code).trimmed(), cells.value(province).trimmed(), normalisedText(full)};
    }
};

bool isCode(const QString& code)
{
    return code.size() == 5
        && std::all_of(code.begin(), code.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

// "Xã Phong Thổ" -> "phong tho"
QString nameKey(const QString& fullName)
{
    const QString key = searchKey(fullName);
    for (const char* type : {"xa ", "phuong ", "dac khu ", "thi tran "}) {
        if (key.startsWith(QLatin1String(type)))
            return key.mid(static_cast<qsizetype>(qstrlen(type)));
    }
    return key;
}

} // namespace

Result<AdminUnits> AdminUnits::load(const QString& path)
{
    constexpr qint64 mostBytes = 16 * 1024 * 1024;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound,
            "the list of communes cannot be opened: " + file.errorString().toStdString());
    if (file.size() > mostBytes)
        return fail(ErrorCode::InvalidInput, "the list of communes is larger than 16 MiB");
    return parse(file.readAll());
}

Result<AdminUnits> AdminUnits::parse(const QByteArray& csv)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(csv);
    if (decoder.hasError())
        return fail(ErrorCode::InvalidInput, "the list of communes is not UTF-8");
    const QStringList lines = text.split(u'\n');
    const auto header = cellsOf(lines.at(0).trimmed());
    const Columns columns(header.value_or(QStringList()));
    if (!columns.enough())
        return badLine(1, "the columns code5, province_code2 and full_name_vi are needed");

    AdminUnits units;
    QSet<QString> seen;
    for (int i = 1; i < static_cast<int>(lines.size()); ++i) {
        const QString line = lines.at(i).trimmed();
        if (line.isEmpty())
            continue;
        const auto cells = cellsOf(line);
        if (!cells)
            return badLine(i + 1, "a quotation mark stays open");
        const Commune commune = columns.commune(*cells);
        const auto province = provinceByCode(commune.provinceCode);
        if (!isCode(commune.code) || commune.fullName.isEmpty())
            return badLine(i + 1, "a commune needs five digits and a name");
        if (!province)
            return badLine(i + 1, "unknown province");
        if (seen.contains(commune.code))
            return badLine(i + 1, "this code stands twice");
        seen.insert(commune.code);
        units.m_communes.push_back(commune);
        units.m_names.push_back(nameKey(commune.fullName));
        units.m_keys.push_back(
            u' ' + searchKey(commune.fullName) + u' ' + searchKey(QString::fromUtf8(province->nameVi)));
    }
    if (units.m_communes.empty())
        return fail(ErrorCode::InvalidInput, "the list of communes is empty");
    return units;
}

std::optional<Commune> AdminUnits::byCode(const QString& code) const
{
    const auto found = std::find_if(
        m_communes.begin(), m_communes.end(), [&](const Commune& commune) { return commune.code == code; });
    return found == m_communes.end() ? std::nullopt : std::optional(*found);
}

QString AdminUnits::placeText(const Commune& commune)
{
    const auto province = provinceByCode(commune.provinceCode);
    return province ? commune.fullName + QStringLiteral(", ") + province->fullName() : commune.fullName;
}

std::optional<Commune> AdminUnits::byPlaceText(const QString& place) const
{
    const QString wanted = normalisedText(place);
    const auto found = std::find_if(m_communes.begin(), m_communes.end(), [&](const Commune& commune) {
        return wanted.startsWith(commune.fullName, Qt::CaseInsensitive)
            && placeText(commune).compare(wanted, Qt::CaseInsensitive) == 0;
    });
    return found == m_communes.end() ? std::nullopt : std::optional(*found);
}

std::vector<Commune> AdminUnits::search(const QString& typed, std::size_t most) const
{
    const QString key = searchKey(typed);
    const QStringList words = key.split(u' ', Qt::SkipEmptyParts);
    if (words.isEmpty())
        return {};
    std::vector<Commune> first;
    std::vector<Commune> rest;
    for (std::size_t i = 0; i < m_communes.size() && first.size() < most; ++i) {
        const bool all = std::all_of(
            words.begin(), words.end(), [&](const QString& word) { return m_keys[i].contains(u' ' + word); });
        if (all)
            (m_names[i].startsWith(key) ? first : rest).push_back(m_communes[i]);
    }
    first.insert(first.end(), rest.begin(), rest.end());
    first.resize(std::min(first.size(), most));
    return first;
}

} // namespace station
