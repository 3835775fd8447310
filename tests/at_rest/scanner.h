#pragma once

#include "core/capture/grey_image.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace station {

/// Looks through files for what must not be there, however it is spelled.
///
/// A needle has 6 bytes or more: shorter ones would be found in ciphertext by chance (with 5,000 needles in
/// 50 MB once in some 1,000 scans).
class Scanner {
public:
    struct Hit {
        QString file;
        qint64 at = 0;
        QString what;
    };

    Scanner();

    /// A name, address, number or passphrase: composed and decomposed, without diacritics, in upper and lower
    /// case, its spaces doubled, left out, turned into _ + and %20, its words and its letters in reverse;
    /// each of them in UTF-8, UTF-16 of both orders, JSON escapes, percent escapes, hex and base64. Words of
    /// its own as well.
    void addText(const QString& what, const QString& text);
    /// A day as people and programs write it.
    void addDay(const QString& what, int day, int month, int year);
    /// Bytes as they are, in hex and in base64.
    void addBytes(const QString& what, const QByteArray& bytes);
    /// Runs out of the middle of an encoded picture.
    void addFile(const QString& what, const QByteArray& encoded);
    /// Runs of 32 pixels that differ enough to be told from a plain background.
    void addPixels(const QString& what, std::span<const std::uint8_t> pixels);
    /// How PNG, JPEG, JPEG 2000, TIFF and the ISO records begin. Not for folders where a program may keep
    /// pictures of its own.
    void addPictureSignatures();

    [[nodiscard]] std::vector<Hit> scan(const QString& file, const QByteArray& bytes);
    /// Every file below `folder`, hidden ones too, and the name of every file; not what lies below `except`.
    [[nodiscard]] std::vector<Hit> scanFolder(const QString& folder, const QStringList& except = {});

    [[nodiscard]] qsizetype needles() const { return static_cast<qsizetype>(m_needles.size()); }
    [[nodiscard]] qint64 bytes() const { return m_bytes; }
    [[nodiscard]] int files() const { return m_files; }

private:
    void add(const QString& what, const QByteArray& needle);
    void addSpelling(const QString& what, const QString& text);

    struct Needle {
        QString what;
        QByteArray bytes;
    };
    std::vector<Needle> m_needles;
    std::unordered_multimap<std::uint32_t, std::size_t> m_byStart; ///< first four bytes -> needle
    std::vector<bool> m_starts; ///< by the first three bytes: is there any
    qint64 m_bytes = 0;
    int m_files = 0;
};

/// One line a hit, for a test's message.
[[nodiscard]] std::string told(const std::vector<Scanner::Hit>& hits);

} // namespace station
