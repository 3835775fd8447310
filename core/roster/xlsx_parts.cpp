#include "core/roster/xlsx_parts.h"

#include <QFile>
#include <QHash>
#include <QXmlStreamReader>

#include <algorithm>
#include <array>
#include <zip.h>

namespace station {
namespace {

constexpr quint64 largestPart = quint64(4) << 30;

tl::unexpected<Error> torn(const QString& part)
{
    return fail(ErrorCode::InvalidInput, "torn: the spreadsheet is not whole (" + part.toStdString() + ")");
}

/// One part of the archive as it is unpacked; libzip compares its checksum at the end.
class ZipPart final : public QIODevice {
public:
    explicit ZipPart(zip_file* file)
        : m_file(file)
    {
        setOpenMode(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    ~ZipPart() override { zip_fclose(m_file); }
    [[nodiscard]] bool isSequential() const override { return true; }

    /// Reads what is left: the checksum is compared behind the last byte, where no XML is any more.
    [[nodiscard]] bool isWhole()
    {
        std::array<char, 4096> rest {};
        while (read(rest.data(), rest.size()) > 0) { }
        return m_isWhole;
    }

protected:
    qint64 readData(char* data, qint64 most) override
    {
        const auto got = zip_fread(m_file, data, static_cast<zip_uint64_t>(most));
        m_isWhole = m_isWhole && got >= 0;
        return got == 0 && most > 0 ? -1 : got;
    }
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    zip_file* m_file;
    bool m_isWhole = true;
};

QString attribute(const QXmlStreamReader& xml, const char* name)
{
    // By local name: strict workbooks have other namespaces.
    for (const QXmlStreamAttribute& each : xml.attributes())
        if (each.name() == QLatin1String(name))
            return each.value().toString();
    return {};
}

bool isTrue(const QString& value) { return value == u"1" || value == u"true"; }

/// Builtin formats that show days, in every language (ECMA-376 18.8.30).
bool isBuiltinDay(int id)
{
    return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
}

/// "worksheets/sheet1.xml" beside xl/workbook.xml, "/xl/worksheets/sheet1.xml" from the root.
QString partFrom(const QString& target)
{
    return target.startsWith(u'/') ? target.mid(1) : QStringLiteral("xl/") + target;
}

Result<QHash<QString, QString>> readRelations(XlsxArchive& archive)
{
    const auto name = QStringLiteral("xl/_rels/workbook.xml.rels");
    const auto part = archive.part(name);
    if (!part)
        return failed(part);
    QXmlStreamReader xml(part->get());
    QHash<QString, QString> targets;
    while (!xml.atEnd())
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == u"Relationship")
            targets.insert(attribute(xml, "Id"), attribute(xml, "Target"));
    const Status sound = soundXml(xml, name);
    return sound ? Result<QHash<QString, QString>>(targets) : failed(sound);
}

} // namespace

Result<std::unique_ptr<XlsxArchive>> XlsxArchive::open(const QString& path)
{
    int trouble = 0;
    zip* archive = zip_open(QFile::encodeName(path).constData(), ZIP_RDONLY, &trouble);
    if (archive == nullptr)
        return torn(QStringLiteral("archive"));
    return std::unique_ptr<XlsxArchive>(new XlsxArchive(archive));
}

XlsxArchive::~XlsxArchive() { zip_discard(m_archive); }

qint64 XlsxArchive::sizeOf(const QString& name) const
{
    zip_stat_t about;
    zip_stat_init(&about);
    const bool known = zip_stat(m_archive, name.toUtf8().constData(), 0, &about) == 0
        && (about.valid & ZIP_STAT_SIZE) != 0;
    return known ? static_cast<qint64>(std::min<quint64>(about.size, largestPart + 1)) : 0;
}

Result<std::unique_ptr<QIODevice>> XlsxArchive::part(const QString& name)
{
    zip_stat_t about;
    zip_stat_init(&about);
    if (zip_stat(m_archive, name.toUtf8().constData(), 0, &about) != 0)
        return fail(ErrorCode::NotFound, "the spreadsheet has no part " + name.toStdString());
    if ((about.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && about.encryption_method != ZIP_EM_NONE)
        return fail(ErrorCode::InvalidInput, "encrypted: the spreadsheet is behind a password");
    if ((about.valid & ZIP_STAT_SIZE) == 0 || about.size > largestPart)
        return fail(ErrorCode::InvalidInput, "too-many-rows: the spreadsheet unpacks to over 4 GiB");
    zip_file* file = zip_fopen_index(m_archive, about.index, 0);
    if (file == nullptr)
        return torn(name);
    return std::make_unique<ZipPart>(file);
}

Status soundXml(const QXmlStreamReader& xml, const QString& part)
{
    if (xml.tokenType() == QXmlStreamReader::DTD) // none belongs there, and entities multiply
        return fail(ErrorCode::InvalidInput, "not-a-table: the spreadsheet declares a document type");
    auto* read = dynamic_cast<ZipPart*>(xml.device());
    return xml.hasError() || (xml.atEnd() && read != nullptr && !read->isWhole()) ? torn(part) : Status();
}

QString textOf(QXmlStreamReader& xml)
{
    QString text;
    for (int depth = 1; depth > 0 && !xml.atEnd();) {
        switch (xml.readNext()) {
        case QXmlStreamReader::StartElement:
            if (xml.name() == u"rPh")
                xml.skipCurrentElement();
            else
                ++depth;
            break;
        case QXmlStreamReader::EndElement: --depth; break;
        case QXmlStreamReader::Characters: text += xml.text(); break;
        case QXmlStreamReader::NoToken:
        case QXmlStreamReader::Invalid:
        case QXmlStreamReader::StartDocument:
        case QXmlStreamReader::EndDocument:
        case QXmlStreamReader::Comment:
        case QXmlStreamReader::DTD:
        case QXmlStreamReader::EntityReference:
        case QXmlStreamReader::ProcessingInstruction: break;
        }
    }
    return text;
}

Result<XlsxWorkbook> readWorkbook(XlsxArchive& archive)
{
    const auto name = QStringLiteral("xl/workbook.xml");
    const auto part = archive.part(name);
    const auto targets = readRelations(archive);
    if (!part || !targets)
        return fail(
            ErrorCode::InvalidInput, "not-a-table: the archive holds no spreadsheet that can be read");
    XlsxWorkbook workbook;
    QXmlStreamReader xml(part->get());
    while (!xml.atEnd() && xml.tokenType() != QXmlStreamReader::DTD) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"workbookPr")
            workbook.countsFrom1904 = isTrue(attribute(xml, "date1904"));
        if (xml.name() != u"sheet")
            continue;
        const QString sheet = attribute(xml, "name");
        const QString target = targets->value(attribute(xml, "id"));
        const QString state = attribute(xml, "state");
        if (workbook.sheetPart.isEmpty() && !target.isEmpty() && (state.isEmpty() || state == u"visible")) {
            workbook.sheetName = sheet;
            workbook.sheetPart = partFrom(target);
        } else {
            workbook.otherSheets << sheet;
        }
    }
    if (const Status sound = soundXml(xml, name); !sound)
        return failed(sound);
    if (workbook.sheetPart.isEmpty())
        return fail(ErrorCode::InvalidInput, "not-a-table: the workbook has no sheet that is shown");
    return workbook;
}

bool showsDay(const QString& format)
{
    bool quoted = false;
    bool bracketed = false;
    for (qsizetype i = 0; i < format.size(); ++i) {
        const QChar c = format.at(i).toLower();
        if (c == u'"')
            quoted = !quoted;
        else if (!quoted && c == u'[')
            bracketed = true;
        else if (!quoted && c == u']')
            bracketed = false;
        else if (!quoted && !bracketed && c == u'\\')
            ++i;
        else if (!quoted && !bracketed && (c == u'd' || c == u'y'))
            return true;
    }
    return false;
}

Result<std::vector<bool>> readDateFormats(XlsxArchive& archive)
{
    const auto name = QStringLiteral("xl/styles.xml");
    std::vector<bool> formats;
    const auto part = archive.part(name);
    if (!part)
        return part.error().code == ErrorCode::NotFound ? Result<std::vector<bool>>(formats) : failed(part);
    QXmlStreamReader xml(part->get());
    QHash<int, bool> own;
    bool inCells = false;
    while (!xml.atEnd() && xml.tokenType() != QXmlStreamReader::DTD) {
        const auto token = xml.readNext();
        if (xml.name() == u"cellXfs")
            inCells = token == QXmlStreamReader::StartElement;
        if (token != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"numFmt")
            own.insert(attribute(xml, "numFmtId").toInt(), showsDay(attribute(xml, "formatCode")));
        if (inCells && xml.name() == u"xf") {
            const int id = attribute(xml, "numFmtId").toInt();
            formats.push_back(own.value(id, isBuiltinDay(id)));
        }
    }
    const Status sound = soundXml(xml, name);
    return sound ? Result<std::vector<bool>>(std::move(formats)) : failed(sound);
}

Result<XlsxStrings> XlsxStrings::read(XlsxArchive& archive)
{
    const auto name = QStringLiteral("xl/sharedStrings.xml");
    XlsxStrings strings;
    const auto part = archive.part(name);
    if (!part)
        return part.error().code == ErrorCode::NotFound ? Result<XlsxStrings>(strings) : failed(part);
    QXmlStreamReader xml(part->get());
    while (!xml.atEnd() && xml.tokenType() != QXmlStreamReader::DTD)
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == u"si") {
            strings.m_text += textOf(xml).toUtf8();
            strings.m_ends.push_back(strings.m_text.size());
        }
    const Status sound = soundXml(xml, name);
    return sound ? Result<XlsxStrings>(std::move(strings)) : failed(sound);
}

QString XlsxStrings::at(std::size_t place) const
{
    const qsizetype begin = place == 0 ? 0 : m_ends[place - 1];
    return QString::fromUtf8(m_text.constData() + begin, m_ends[place] - begin);
}

} // namespace station
