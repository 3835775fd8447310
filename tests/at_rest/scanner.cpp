#include "tests/at_rest/scanner.h"

#include "core/person/names.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QUrl>

#include <algorithm>
#include <cstring>
#include <set>

namespace station {
namespace {

constexpr qsizetype shortest = 6;

std::uint32_t firstThree(const char* at)
{
    std::uint32_t start = 0;
    std::memcpy(&start, at, 3);
    return start;
}
std::uint32_t firstFour(const char* at)
{
    std::uint32_t start = 0;
    std::memcpy(&start, at, 4);
    return start;
}

QString reversed(const QString& text)
{
    QString turned = text;
    std::reverse(turned.begin(), turned.end());
    return turned;
}

/// Every way of writing the same words.
QSet<QString> writings(const QString& text)
{
    QSet<QString> all;
    for (const QString& form : {text.normalized(QString::NormalizationForm_C),
             text.normalized(QString::NormalizationForm_D), withoutDiacritics(text)})
        for (const QString& cased : {form, form.toUpper(), form.toLower()}) {
            QStringList words = cased.split(' ', Qt::SkipEmptyParts);
            for (const char* between : {" ", "  ", "", "_", "+", "-", "."})
                all << words.join(QLatin1String(between));
            std::reverse(words.begin(), words.end());
            all << words.join(' ') << words.join(QString()) << reversed(cased);
        }
    return all;
}

QByteArray utf16(const QString& text, bool bigEndian)
{
    QByteArray bytes;
    for (const QChar c : text) {
        const auto high = static_cast<char>(c.unicode() >> 8U);
        const auto low = static_cast<char>(c.unicode() & 0xffU);
        bytes += bigEndian ? high : low;
        bytes += bigEndian ? low : high;
    }
    return bytes;
}

QByteArray jsonEscaped(const QString& text)
{
    QByteArray bytes;
    for (const QChar c : text)
        bytes += c.unicode() < 128 ? QByteArray(1, static_cast<char>(c.unicode()))
                                   : "\\u" + QByteArray::number(c.unicode(), 16).rightJustified(4, '0');
    return bytes;
}

} // namespace

Scanner::Scanner()
    : m_starts(1U << 24U, false)
{
}

void Scanner::add(const QString& what, const QByteArray& needle)
{
    if (needle.size() < shortest)
        return;
    const auto [from, to] = m_byStart.equal_range(firstFour(needle.constData()));
    for (auto known = from; known != to; ++known)
        if (m_needles[known->second].bytes == needle)
            return;
    m_starts[firstThree(needle.constData())] = true;
    m_byStart.emplace(firstFour(needle.constData()), m_needles.size());
    m_needles.push_back({what, needle});
}

void Scanner::addBytes(const QString& what, const QByteArray& bytes)
{
    add(what, bytes);
    // The ledger holds digests as hex, where three letters of a word are found by chance (seen once).
    if (bytes.size() >= 5) {
        add(what + " (hex)", bytes.toHex());
        add(what + " (HEX)", bytes.toHex().toUpper());
    }
    // Base64 of it inside something longer: where it starts decides the letters, and the ends belong to
    // neighbours.
    for (int before = 0; before < 3; ++before) {
        const QByteArray coded = (QByteArray(before, 'x') + bytes).toBase64(QByteArray::OmitTrailingEquals);
        const QByteArray inner = coded.mid(before == 0 ? 0 : before + 1);
        const QByteArray safe = inner.left(inner.size() - 2);
        if (safe.size() >= 8)
            add(what + " (base64)", safe);
    }
}

void Scanner::addSpelling(const QString& what, const QString& text)
{
    addBytes(what, text.toUtf8());
    add(what + " (UTF-16LE)", utf16(text, false));
    add(what + " (UTF-16BE)", utf16(text, true));
    add(what + " (JSON)", jsonEscaped(text));
    add(what + " (%)", QUrl::toPercentEncoding(text));
}

void Scanner::addText(const QString& what, const QString& text)
{
    for (const QString& writing : writings(text))
        addSpelling(what, writing);
    const QStringList words = text.split(QRegularExpression(QStringLiteral("[\\s,]+")), Qt::SkipEmptyParts);
    for (const QString& word : words)
        for (const QString& writing : writings(word))
            addSpelling(what + ", a word of it", writing);
}

void Scanner::addDay(const QString& what, int day, int month, int year)
{
    const auto two = [](int n) { return QStringLiteral("%1").arg(n, 2, 10, QLatin1Char('0')); };
    const QString d = two(day);
    const QString m = two(month);
    const QString y = QString::number(year);
    for (const char* between : {"", "/", "-", ".", " "}) {
        const QLatin1String s(between);
        for (const QStringList& order : {QStringList {d, m, y}, {y, m, d}, {m, d, y}, {d, m, y.right(2)}})
            addSpelling(what, order.join(s));
    }
}

void Scanner::addFile(const QString& what, const QByteArray& encoded)
{
    for (const double part : {0.3, 0.5, 0.7})
        addBytes(what, encoded.mid(static_cast<qsizetype>(part * static_cast<double>(encoded.size())), 32));
}

void Scanner::addPixels(const QString& what, std::span<const std::uint8_t> pixels)
{
    constexpr std::size_t run = 32;
    constexpr std::size_t enough = 12; // different values
    int taken = 0;
    for (std::size_t at = 0; at + run <= pixels.size() && taken < 40;
         at += std::max<std::size_t>(run, pixels.size() / 200)) {
        const auto piece = pixels.subspan(at, run);
        if (std::set<std::uint8_t>(piece.begin(), piece.end()).size() < enough)
            continue;
        add(what, QByteArray(reinterpret_cast<const char*>(piece.data()), static_cast<qsizetype>(run)));
        ++taken;
    }
}

void Scanner::addPictureSignatures()
{
    const std::pair<const char*, QByteArray> signatures[] {
        {"PNG", QByteArray::fromHex("89504e470d0a1a0a")},
        {"PNG chunk", QByteArray::fromHex("0000000d49484452")},
        {"JPEG (JFIF)", QByteArray::fromHex("ffd8ffe000104a464946")},
        {"JPEG 2000", QByteArray::fromHex("0000000c6a5020200d0a870a")},
        {"JPEG 2000 code stream", QByteArray::fromHex("ff4fff51002f")},
        {"ISO 19794-4",
            QByteArray("FIR\0"
                       "020\0",
                8)},
        {"ISO 19794-4",
            QByteArray("FIR\0"
                       "010\0",
                8)},
        {"ISO 19794-2", QByteArray("FMR\0 20\0", 8)},
        {"ISO 19794-5",
            QByteArray("FAC\0"
                       "010\0",
                8)},
        {"ISO 19794-5",
            QByteArray("FAC\0"
                       "030\0",
                8)},
        {"CBEFF", QByteArray("<BIRInfo")},
        {"zip of a packet", QByteArray("manifest.json")},
        {"form", QByteArray("\"name_full\"")},
    };
    for (const auto& [name, bytes] : signatures)
        add(QStringLiteral("signature of ") + QLatin1String(name), bytes);
}

std::vector<Scanner::Hit> Scanner::scan(const QString& file, const QByteArray& bytes)
{
    std::vector<Hit> hits;
    m_bytes += bytes.size();
    const char* const data = bytes.constData();
    for (qsizetype at = 0; at + shortest <= bytes.size(); ++at) {
        if (!m_starts[firstThree(data + at)])
            continue;
        const auto [from, to] = m_byStart.equal_range(firstFour(data + at));
        for (auto known = from; known != to; ++known) {
            const Needle& needle = m_needles[known->second];
            if (needle.bytes.size() <= bytes.size() - at
                && std::memcmp(
                       needle.bytes.constData(), data + at, static_cast<std::size_t>(needle.bytes.size()))
                    == 0)
                hits.push_back({file, at, needle.what});
        }
    }
    return hits;
}

std::vector<Scanner::Hit> Scanner::scanFolder(const QString& folder, const QStringList& except)
{
    std::vector<Hit> hits;
    QDirIterator files(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
        QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        if (std::any_of(
                except.begin(), except.end(), [&](const QString& not_) { return path.startsWith(not_); }))
            continue;
        const auto inName = scan(path + " (its name)", QFile::encodeName(path.mid(folder.size())));
        hits.insert(hits.end(), inName.begin(), inName.end());
        QFile file(path);
        if (!files.fileInfo().isFile() || !file.open(QFile::ReadOnly))
            continue;
        ++m_files;
        const auto found = scan(path, file.readAll());
        hits.insert(hits.end(), found.begin(), found.end());
    }
    return hits;
}

std::string told(const std::vector<Scanner::Hit>& hits)
{
    std::string lines;
    for (const Scanner::Hit& hit : hits)
        lines += hit.file.toStdString() + " at " + std::to_string(hit.at) + ": " + hit.what.toStdString()
            + '\n';
    return lines;
}

} // namespace station
