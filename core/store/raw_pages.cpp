#include "core/store/raw_pages.h"

#include "core/store/whole_file.h"

#include <QtEndian>

#include <algorithm>
#include <optional>

namespace station {
namespace {

constexpr int fileHeaderBytes = 100; // at the beginning of page 1

quint32 u16(const QByteArray& bytes, qsizetype at) { return qFromBigEndian<quint16>(bytes.constData() + at); }
quint32 u32(const QByteArray& bytes, qsizetype at) { return qFromBigEndian<quint32>(bytes.constData() + at); }

/// A place in bytes that may end too early; once it has, everything read is zero and `ok` is false.
struct Cursor {
    const QByteArray& bytes;
    qsizetype at = 0;
    bool ok = true;

    quint64 varint()
    {
        quint64 value = 0;
        for (int i = 0; i < 9; ++i) {
            if (at >= bytes.size()) {
                ok = false;
                return 0;
            }
            const auto byte = static_cast<quint8>(bytes[at++]);
            if (i == 8)
                return (value << 8U) | byte;
            value = (value << 7U) | (byte & 0x7fU);
            if ((byte & 0x80U) == 0)
                break;
        }
        return value;
    }
    qint64 integer(int size)
    {
        if (at + size > bytes.size()) {
            ok = false;
            return 0;
        }
        quint64 value = (static_cast<quint8>(bytes[at]) & 0x80U) != 0 ? ~quint64 {0} : 0;
        for (int i = 0; i < size; ++i)
            value = (value << 8U) | static_cast<quint8>(bytes[at++]);
        return static_cast<qint64>(value);
    }
};

/// https://www.sqlite.org/fileformat2.html#record_format
RawValue valueOf(quint64 type, Cursor& body)
{
    constexpr int sizes[] {0, 1, 2, 3, 4, 6, 8, 8, 0, 0};
    RawValue value;
    if (type == 0)
        return value;
    if (type < 10) {
        value.kind = type == 7 ? RawValue::Kind::Real : RawValue::Kind::Integer;
        value.number = type == 9 ? 1 : type == 8 ? 0 : body.integer(sizes[type]);
        return value;
    }
    if (type < 12) {
        body.ok = false; // reserved
        return value;
    }
    const quint64 size = (type - 12) / 2;
    if (size > static_cast<quint64>(body.bytes.size() - body.at)) {
        body.ok = false;
        return value;
    }
    value.kind = type % 2 == 0 ? RawValue::Kind::Blob : RawValue::Kind::Text;
    value.bytes = body.bytes.mid(body.at, static_cast<qsizetype>(size));
    body.at += static_cast<qsizetype>(size);
    return value;
}

/// The values of one record; nothing unless its lengths add up to the byte.
std::optional<std::vector<RawValue>> recordOf(const QByteArray& payload)
{
    Cursor head {payload};
    const quint64 headSize = head.varint();
    if (!head.ok || headSize > static_cast<quint64>(payload.size()))
        return std::nullopt;
    Cursor body {payload, static_cast<qsizetype>(headSize)};
    std::vector<RawValue> values;
    while (head.ok && body.ok && head.at < static_cast<qsizetype>(headSize))
        values.push_back(valueOf(head.varint(), body));
    if (!head.ok || !body.ok || head.at != static_cast<qsizetype>(headSize) || body.at != payload.size())
        return std::nullopt;
    return values;
}

/// Reads the cells of one page.
class TreePage {
public:
    TreePage(const RawPages& pages, quint32 number)
        : m_pages(pages)
        , m_bytes(pages.page(number))
        , m_head(number == 1 ? fileHeaderBytes : 0)
    {
    }

    RawTreePage read()
    {
        using Kind = RawTreePage::Kind;
        if (m_bytes.size() != rawPageBytes)
            return m_result;
        switch (m_bytes[m_head]) {
        case 0x0d: m_result.kind = Kind::TableLeaf; break;
        case 0x05: m_result.kind = Kind::TableInside; break;
        case 0x0a: m_result.kind = Kind::IndexLeaf; break;
        case 0x02: m_result.kind = Kind::IndexInside; break;
        default: return m_result;
        }
        const bool inside = m_result.kind == Kind::TableInside || m_result.kind == Kind::IndexInside;
        const qsizetype pointers = m_head + (inside ? 12 : 8);
        const qsizetype room = (rawPageBytes - pointers) / 2;
        const qsizetype cells = std::min<qsizetype>(u16(m_bytes, m_head + 3), room);
        for (qsizetype i = 0; i < cells; ++i)
            readCell(u16(m_bytes, pointers + 2 * i), inside);
        if (inside)
            m_result.children.push_back(u32(m_bytes, m_head + 8));
        return std::move(m_result);
    }

private:
    void readCell(quint32 at, bool inside)
    {
        using Kind = RawTreePage::Kind;
        Cursor cell {m_bytes, static_cast<qsizetype>(at)};
        if (inside) {
            if (cell.at + 4 > m_bytes.size())
                return;
            m_result.children.push_back(u32(m_bytes, cell.at));
            cell.at += 4;
        }
        if (m_result.kind == Kind::TableInside)
            return;
        const quint64 size = cell.varint();
        RawRow row;
        if (m_result.kind == Kind::TableLeaf)
            row.rowId = static_cast<qint64>(cell.varint());
        const auto payload = cell.ok ? payloadOf(size, cell.at) : std::nullopt;
        auto values = payload ? recordOf(*payload) : std::nullopt;
        if (!values) {
            ++m_result.brokenRows;
            return;
        }
        row.values = std::move(*values);
        m_result.rows.push_back(std::move(row));
    }

    /// https://www.sqlite.org/fileformat2.html#cell_payload
    std::optional<QByteArray> payloadOf(quint64 size, qsizetype at)
    {
        constexpr quint64 usable = rawPageBytes;
        if (size > quint64 {m_pages.count()} * usable)
            return std::nullopt;
        const bool table = m_result.kind == RawTreePage::Kind::TableLeaf;
        const quint64 most = table ? usable - 35 : (usable - 12) * 64 / 255 - 23;
        const quint64 least = (usable - 12) * 32 / 255 - 23;
        quint64 local = size;
        if (size > most) {
            local = least + (size - least) % (usable - 4);
            if (local > most)
                local = least;
        }
        if (at + static_cast<qsizetype>(local) + (size > most ? 4 : 0) > m_bytes.size())
            return std::nullopt;
        QByteArray payload = m_bytes.mid(at, static_cast<qsizetype>(local));
        if (size <= most)
            return payload;
        if (!append(payload, size, u32(m_bytes, at + static_cast<qsizetype>(local))))
            return std::nullopt;
        return payload;
    }

    bool append(QByteArray& payload, quint64 size, quint32 next)
    {
        std::vector<quint32> chain;
        while (static_cast<quint64>(payload.size()) < size) {
            const QByteArray page = m_pages.page(next);
            if (page.size() != rawPageBytes || std::find(chain.begin(), chain.end(), next) != chain.end())
                return false;
            chain.push_back(next);
            next = u32(page, 0);
            const quint64 left = size - static_cast<quint64>(payload.size());
            payload += page.mid(4, static_cast<qsizetype>(std::min<quint64>(left, rawPageBytes - 4)));
        }
        if (next != 0)
            return false; // it goes on: this is not the end of the row that was written
        m_result.overflow.insert(m_result.overflow.end(), chain.begin(), chain.end());
        return true;
    }

    const RawPages& m_pages;
    QByteArray m_bytes;
    qsizetype m_head;
    RawTreePage m_result;
};

} // namespace

Result<RawPages> RawPages::open(const QString& database, const QString& log)
{
    RawPages pages;
    pages.m_file = std::make_unique<QFile>(database);
    pages.m_log = std::make_unique<QFile>(log);
    if (pages.m_file->exists() && !pages.m_file->open(QFile::ReadOnly))
        return fail(ErrorCode::StorageFailed, "the damaged database cannot be read");
    if (pages.m_log->exists() && !pages.m_log->open(QFile::ReadOnly))
        return fail(ErrorCode::StorageFailed, "the damaged database's log cannot be read");
    pages.m_scan = scanLog(log);
    if (pages.m_scan.unreadable)
        return fail(ErrorCode::StorageFailed, "the damaged database's log cannot be read");
    const qint64 bytes = pages.m_file->isOpen() ? pages.m_file->size() : 0;
    pages.m_count = static_cast<quint32>((bytes + rawPageBytes - 1) / rawPageBytes);
    for (auto frame = pages.m_scan.newest.keyBegin(); frame != pages.m_scan.newest.keyEnd(); ++frame)
        if (*frame <= pages.m_scan.pages)
            pages.m_count = std::max(pages.m_count, *frame);
    return pages;
}

QByteArray RawPages::page(quint32 number) const
{
    if (number == 0 || number > m_count)
        return {};
    const auto frame = m_scan.newest.constFind(number);
    QFile& source = frame == m_scan.newest.constEnd() ? *m_file : *m_log;
    const qint64 at = frame == m_scan.newest.constEnd() ? qint64 {number - 1} * rawPageBytes : *frame;
    if (!source.isOpen())
        return {};
    const auto bytes = readFrom(source.handle(), at, rawPageBytes);
    m_unreadable = m_unreadable || !bytes;
    if (!bytes || bytes->isEmpty())
        return {};
    return bytes->leftJustified(rawPageBytes, '\0'); // a file that was cut off within a page
}

RawTreePage treePage(const RawPages& pages, quint32 number) { return TreePage(pages, number).read(); }

} // namespace station
