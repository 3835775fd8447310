#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QDate>
#include <QIODevice>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

struct zip;
struct zip_file;
class QXmlStreamReader;

namespace station {

/// The archive that a workbook is. Threads: one.
class XlsxArchive {
public:
    /// Errors: InvalidInput "torn", "encrypted".
    [[nodiscard]] static Result<std::unique_ptr<XlsxArchive>> open(const QString& path);
    ~XlsxArchive();
    XlsxArchive(const XlsxArchive&) = delete;
    XlsxArchive& operator=(const XlsxArchive&) = delete;

    /// A part to read from once, as it is unpacked. It must go before the archive. Errors: NotFound;
    /// InvalidInput "torn", "too-many-rows" for one that unpacks to over 4 GiB.
    [[nodiscard]] Result<std::unique_ptr<QIODevice>> part(const QString& name);
    [[nodiscard]] qint64 sizeOf(const QString& name) const; ///< unpacked, as the archive says; 0: none

private:
    explicit XlsxArchive(zip* archive)
        : m_archive(archive)
    {
    }
    zip* m_archive;
};

struct XlsxWorkbook {
    QString sheetName;
    QString sheetPart; ///< "xl/worksheets/sheet1.xml"
    QStringList otherSheets;
    bool countsFrom1904 = false;
};
/// Errors: InvalidInput "torn", "not-a-table".
[[nodiscard]] Result<XlsxWorkbook> readWorkbook(XlsxArchive& archive);

/// For each cell format: whether it shows numbers as days. Empty without a part of formats.
[[nodiscard]] Result<std::vector<bool>> readDateFormats(XlsxArchive& archive);
/// Whether a number format shows a day: has a d or y outside of quotes and brackets.
[[nodiscard]] bool showsDay(const QString& format);

/// Texts that cells name by their number, packed.
class XlsxStrings {
public:
    [[nodiscard]] static Result<XlsxStrings> read(XlsxArchive& archive);
    [[nodiscard]] std::size_t size() const { return m_ends.size(); }
    [[nodiscard]] QString at(std::size_t place) const; ///< @pre place < size()

private:
    QByteArray m_text; ///< UTF-8
    std::vector<qsizetype> m_ends;
};

/// Text of the element the reader stands at, without phonetic hints; the reader stands at its end after it.
[[nodiscard]] QString textOf(QXmlStreamReader& xml);
/// Errors: InvalidInput "torn" where the reader or what it reads from met trouble; "not-a-table" for a DTD.
[[nodiscard]] Status soundXml(const QXmlStreamReader& xml, const QString& part);

} // namespace station
