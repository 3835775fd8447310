#pragma once

#include "core/base/result.h"
#include "core/store/log_scan.h"

#include <QByteArray>
#include <QFile>

#include <vector>

namespace station {

inline constexpr int rawPageBytes = 4096; ///< SQLite's default, and what this program has always made

/// A damaged station.db as it lies on the disk, read without SQLite and never written: page by page, each as
/// the log has it newest. Every length and pointer in it is doubted. Threads: one.
class RawPages {
public:
    /// Errors: StorageFailed when the file or its log is there and cannot be read. A file that is not there
    /// has no pages.
    [[nodiscard]] static Result<RawPages> open(const QString& database, const QString& log);

    [[nodiscard]] quint32 count() const { return m_count; }
    /// Numbers begin at 1. Empty when there is no such page, or when the disk does not give it.
    [[nodiscard]] QByteArray page(quint32 number) const;
    /// The disk has not given a page that was asked for: what was read is not all there is.
    [[nodiscard]] bool isUnreadable() const { return m_unreadable; }
    /// 0: from the file; more: from the log, the greater the newer.
    [[nodiscard]] qint64 recency(quint32 number) const { return m_scan.newest.value(number, 0); }
    [[nodiscard]] const LogScan& log() const { return m_scan; }

private:
    RawPages() = default;
    std::unique_ptr<QFile> m_file;
    std::unique_ptr<QFile> m_log;
    LogScan m_scan;
    quint32 m_count = 0;
    mutable bool m_unreadable = false;
};

struct RawValue {
    enum class Kind { Null, Integer, Real, Text, Blob };
    Kind kind = Kind::Null;
    qint64 number = 0; ///< an integer, or the bits of a real number
    QByteArray bytes; ///< of a text or a blob
};

struct RawRow {
    qint64 rowId = 0; ///< 0 in a tree without row ids
    std::vector<RawValue> values;
};

/// One page of a b-tree (https://www.sqlite.org/fileformat2.html#b_tree_pages), as far as it makes sense.
struct RawTreePage {
    enum class Kind { None, TableLeaf, TableInside, IndexLeaf, IndexInside };
    Kind kind = Kind::None;
    std::vector<RawRow> rows; ///< those whose record is whole; not of a TableInside
    std::vector<quint32> children;
    std::vector<quint32> overflow; ///< pages that hold the ends of its rows
    int brokenRows = 0;
};

[[nodiscard]] RawTreePage treePage(const RawPages& pages, quint32 number);

} // namespace station
