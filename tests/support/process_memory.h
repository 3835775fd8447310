#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QFile>

#include <sys/types.h>

#include <algorithm>
#include <vector>

namespace station {

/// What another process has written into its memory, as a debugger of its user (or root) sees it.
class ProcessMemory {
public:
    explicit ProcessMemory(pid_t process)
        : m_maps(QStringLiteral("/proc/%1/maps").arg(process))
        , m_bytes(QStringLiteral("/proc/%1/mem").arg(process))
    {
    }

    struct Found {
        QByteArray where; ///< the mapping's line in /proc/PID/maps
        quint64 address = 0;
    };
    /// Every place that holds `needle`. Stops the process's threads for nothing: what moves meanwhile may be
    /// missed.
    [[nodiscard]] std::vector<Found> find(const QByteArray& needle)
    {
        std::vector<Found> found;
        visit([&](const QByteArray& mapping, quint64 start, const QByteArray& bytes) {
            for (qsizetype at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + 1))
                found.push_back({mapping, start + static_cast<quint64>(at)});
        });
        return found;
    }
    /// `look(mapping, address, bytes)` for everything that can be read.
    template<class Look>
    void visit(Look look)
    {
        m_searched = 0;
        QFile maps(m_maps);
        QFile memory(m_bytes);
        if (!maps.open(QFile::ReadOnly) || !memory.open(QFile::ReadOnly | QFile::Unbuffered))
            return;
        for (const QByteArray& line : maps.readAll().split('\n')) {
            const QByteArrayList words = line.simplified().split(' ');
            if (words.size() < 5 || !words[1].startsWith("rw") || line.contains("[vvar")
                || line.contains("[vsyscall"))
                continue;
            const auto ends = words[0].split('-');
            const quint64 start = ends[0].toULongLong(nullptr, 16);
            const quint64 end = ends[1].toULongLong(nullptr, 16);
            constexpr quint64 piece = 16U << 20U;
            constexpr quint64 overlap = 1U << 16U; // a needle across two pieces is whole in one of them
            for (quint64 at = start; at < end; at += piece) {
                const auto size = static_cast<qint64>(std::min(piece + overlap, end - at));
                QByteArray bytes;
                if (memory.seek(static_cast<qint64>(at)))
                    bytes = memory.read(size);
                m_searched += bytes.size();
                look(line.simplified(), at, bytes);
            }
        }
    }
    /// Bytes that could be read by the last find() or visit().
    [[nodiscard]] qint64 searched() const { return m_searched; }

private:
    QString m_maps;
    QString m_bytes;
    qint64 m_searched = 0;
};

} // namespace station
