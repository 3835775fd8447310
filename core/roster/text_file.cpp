#include "core/roster/text_file.h"

#include <algorithm>
#include <array>
#include <string>

namespace station {
namespace {

constexpr qint64 piece = 1 << 20;

struct Mark {
    const char* bytes;
    qsizetype size;
    QStringConverter::Encoding encoding;
    const char* name;
};
// UTF-32's little-endian mark begins as UTF-16's does.
constexpr std::array marks {Mark {"\xFF\xFE\x00\x00", 4, QStringConverter::Utf32LE, "UTF-32LE"},
    Mark {"\xEF\xBB\xBF", 3, QStringConverter::Utf8, "UTF-8 with mark"},
    Mark {"\xFF\xFE", 2, QStringConverter::Utf16LE, "UTF-16LE"},
    Mark {"\xFE\xFF", 2, QStringConverter::Utf16BE, "UTF-16BE"}};

/// Without a mark: in headings and numbers every second byte of UTF-16 is zero.
Mark markless(const QByteArray& head)
{
    qsizetype zeros[2] {0, 0};
    for (qsizetype i = 0; i < head.size(); ++i)
        if (head[i] == '\0')
            ++zeros[i % 2];
    if (zeros[1] > head.size() / 5 && zeros[0] == 0)
        return {"", 0, QStringConverter::Utf16LE, "UTF-16LE"};
    if (zeros[0] > head.size() / 5 && zeros[1] == 0)
        return {"", 0, QStringConverter::Utf16BE, "UTF-16BE"};
    return {"", 0, QStringConverter::Utf8, "UTF-8"};
}

constexpr qsizetype mostTail = 4;

/// What the decoder would wait for without saying so.
bool endsInsideCharacter(const QByteArray& tail, const QString& encoding, qint64 size)
{
    if (!encoding.startsWith(QLatin1String("UTF-8")))
        return size % 2 != 0;
    qsizetype lead = tail.size() - 1;
    while (lead > 0 && (static_cast<unsigned char>(tail[lead]) & 0xC0U) == 0x80)
        --lead;
    if (lead < 0)
        return false;
    const auto c = static_cast<unsigned char>(tail[lead]);
    const qsizetype needs = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC0 ? 2 : 1;
    return tail.size() - lead < needs;
}

const char* wordsFor(const std::string& code)
{
    if (code == "encoding-tcvn3")
        return "the text is written for TCVN3 (ABC) fonts such as .VnTime";
    if (code == "encoding-windows1258")
        return "the text is in the code page windows-1258";
    return "the text is not in Unicode";
}

} // namespace

const char* guessedEncoding(const QByteArray& bytes)
{
    // TCVN3 has ă â ê ô ơ ư đ at A8..AE and all other marked letters from B5 on; windows-1258 has đ at F0, ư
    // at FD, ơ at F5, and its tones are marks of their own, after a letter: CC, D2, DE, EC, F2.
    int tcvn = 0;
    int windows = 0;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const auto c = static_cast<unsigned char>(bytes[i]);
        const auto before = i > 0 ? static_cast<unsigned char>(bytes[i - 1]) : 0;
        tcvn += c >= 0xA8 && c <= 0xAE ? 1 : 0;
        const bool afterLetter
            = (before >= 'A' && before <= 'Z') || (before >= 'a' && before <= 'z') || before >= 0xC0;
        const bool tone = c == 0xCC || c == 0xD2 || c == 0xDE || c == 0xEC || c == 0xF2;
        windows += (tone && afterLetter) || c == 0xF0 || c == 0xFD ? 1 : 0;
    }
    if (tcvn == 0 && windows == 0)
        return "encoding-unknown";
    return tcvn >= windows ? "encoding-tcvn3" : "encoding-windows1258";
}

Result<std::unique_ptr<TextFile>> TextFile::open(const QString& path)
{
    std::unique_ptr<TextFile> text(new TextFile(path));
    if (!text->m_file.open(QFile::ReadOnly))
        return fail(ErrorCode::StorageFailed,
            "cannot read " + path.toStdString() + ": " + text->m_file.errorString().toStdString());
    constexpr qint64 looked = 4096;
    const QByteArray head = text->m_file.peek(looked);
    const auto found = std::find_if(marks.begin(), marks.end(),
        [&](const Mark& mark) { return head.startsWith(QByteArrayView(mark.bytes, mark.size)); });
    const Mark mark = found != marks.end() ? *found : markless(head);
    if (!text->m_file.seek(mark.size))
        return fail(ErrorCode::StorageFailed, "cannot read " + path.toStdString());
    text->m_encoding = QString::fromLatin1(mark.name);
    text->m_decoder = QStringDecoder(mark.encoding, QStringConverter::Flag::ConvertInitialBom);
    return text;
}

Result<QString> TextFile::next()
{
    if (m_ended)
        return QString();
    const QByteArray bytes = m_file.read(piece);
    if (m_file.error() != QFile::NoError)
        return fail(
            ErrorCode::StorageFailed, "the file cannot be read: " + m_file.errorString().toStdString());
    QString text = m_decoder(bytes);
    if (m_decoder.hasError()) { // stays so: asked again, it is refused again
        const auto line = m_lines + 1 + text.left(text.indexOf(QChar::ReplacementCharacter)).count(u'\n');
        const std::string code
            = m_encoding.startsWith(QLatin1String("UTF-8")) ? guessedEncoding(bytes) : "encoding-unknown";
        return fail(ErrorCode::InvalidInput,
            code + ": " + wordsFor(code) + ", as line " + std::to_string(line) + " shows");
    }
    m_lines += text.count(u'\n');
    m_ended = bytes.size() < piece && m_file.atEnd();
    m_tail = (m_tail + bytes).right(mostTail);
    if (m_ended && endsInsideCharacter(m_tail, m_encoding, m_file.size()))
        return fail(ErrorCode::InvalidInput, "torn: the file ends inside a character");
    return text;
}

} // namespace station
