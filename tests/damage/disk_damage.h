#pragma once

#include <QFile>

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

namespace station {

inline constexpr int pageBytes = 4096;
inline constexpr int sectorBytes = 512;

/// What disks do to a file, the same for the same seed.
class Damage {
public:
    Damage(unsigned seed, const QString& path)
        : m_random(seed)
        , m_file(path)
    {
        REQUIRE(m_file.open(QFile::ReadWrite));
    }

    /// One of the ways in which disks lie, in the bytes from `begin` to `end`. Returns what it did.
    const char* in(qint64 begin, qint64 end)
    {
        switch (below(4)) {
        case 0: return flip(begin, end);
        case 1: return fill(begin, end, '\0', "sector zeroed");
        case 2: return fill(begin, end, static_cast<char>(0xff), "sector of ones");
        default: return swapWithAnother(begin, end);
        }
    }
    const char* flip(qint64 begin, qint64 end)
    {
        const qint64 at = begin + below(end - begin);
        QByteArray byte = read(at, 1);
        byte[0] = static_cast<char>(byte[0] ^ (1 << below(8)));
        write(at, byte);
        return "bit flipped";
    }
    const char* cutAt(qint64 at)
    {
        REQUIRE(m_file.resize(at));
        return "cut off";
    }

private:
    qint64 below(qint64 n) { return std::uniform_int_distribution<qint64>(0, n - 1)(m_random); }
    QByteArray read(qint64 at, qint64 size)
    {
        m_file.seek(at);
        return m_file.read(size);
    }
    void write(qint64 at, const QByteArray& bytes)
    {
        m_file.seek(at);
        REQUIRE(m_file.write(bytes) == bytes.size());
        m_file.flush();
    }
    const char* fill(qint64 begin, qint64 end, char with, const char* name)
    {
        const qint64 at = begin + below((end - begin + sectorBytes - 1) / sectorBytes) * sectorBytes;
        write(at, QByteArray(std::min<qint64>(sectorBytes, end - at), with));
        return name;
    }
    const char* swapWithAnother(qint64 begin, qint64 end)
    {
        const qint64 other = below(m_file.size() / pageBytes) * pageBytes;
        const QByteArray here = read(begin, end - begin);
        const QByteArray there = read(other, end - begin);
        if (there.size() != here.size() || other == begin)
            return flip(begin, end);
        write(begin, there);
        write(other, here);
        return "pages swapped";
    }

    std::mt19937 m_random;
    QFile m_file;
};

} // namespace station
