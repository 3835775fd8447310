#include "core/roster/fold.h"

#include "core/person/names.h"

#include <QString>

#include <array>
#include <cstring>
#include <string.h>

namespace station {
namespace {

constexpr char32_t tabled = 0x2000; ///< Latin with all its marks ends below

struct Fold {
    enum class Kind : std::uint8_t { Parts, Drops, Letters };
    Kind kind = Kind::Parts;
    std::uint8_t size = 0;
    std::array<char, 6> bytes {};
};

bool isApostrophe(char32_t c) { return c == U'\'' || c == 0x2018 || c == 0x2019 || c == 0x02BC; }

Fold foldOf(char32_t c)
{
    if (isApostrophe(c))
        return {Fold::Kind::Drops, 0, {}};
    const QString letter = QString::fromUcs4(&c, 1);
    const QString key = searchKey(letter);
    if (key.isEmpty())
        return {QChar::isSpace(c) ? Fold::Kind::Parts : Fold::Kind::Drops, 0, {}};
    const QByteArray utf8 = key.toUtf8();
    Fold fold;
    if (!QChar::isLetterOrNumber(c) || utf8.size() > static_cast<qsizetype>(fold.bytes.size()))
        return fold;
    fold.kind = Fold::Kind::Letters;
    fold.size = static_cast<std::uint8_t>(utf8.size());
    std::memcpy(fold.bytes.data(), utf8.constData(), fold.size);
    return fold;
}

const Fold& foldFor(char32_t c)
{
    static const std::vector<Fold> table = [] {
        std::vector<Fold> folds;
        folds.reserve(tabled);
        for (char32_t each = 0; each < tabled; ++each)
            folds.push_back(foldOf(each));
        return folds;
    }();
    if (c < tabled)
        return table[c];
    static thread_local Fold rare;
    rare = foldOf(c);
    return rare;
}

/// Reads one character of well-formed UTF-8; anything else reads as a space.
char32_t next(std::string_view utf8, std::size_t& at)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(utf8[i]); };
    const unsigned char lead = byte(at);
    const std::size_t more = lead < 0x80 ? 0 : lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 4;
    if (more > 3 || at + more >= utf8.size() + (more == 0 ? 1 : 0)) {
        ++at;
        return U' ';
    }
    char32_t c = more == 0 ? lead : lead & (0x3FU >> more);
    for (std::size_t i = 1; i <= more; ++i)
        c = (c << 6U) | (byte(at + i) & 0x3FU);
    at += more + 1;
    return c;
}

} // namespace

void FoldedWord::wipe()
{
    explicit_bzero(text.data(), text.size());
    text.clear();
}

std::vector<FoldedWord> foldedWords(QStringView text)
{
    std::vector<FoldedWord> words;
    FoldedWord word;
    const auto end = [&] {
        if (!word.text.empty())
            words.push_back(std::move(word));
        word = {};
    };
    for (qsizetype at = 0; at < text.size();) {
        const bool pair
            = text.at(at).isHighSurrogate() && at + 1 < text.size() && text.at(at + 1).isLowSurrogate();
        const char32_t c
            = pair ? QChar::surrogateToUcs4(text.at(at), text.at(at + 1)) : text.at(at).unicode();
        const qsizetype size = pair ? 2 : 1;
        const Fold& fold = foldFor(c);
        if (fold.kind == Fold::Kind::Parts)
            end();
        for (std::size_t i = 0; i < fold.size; ++i) {
            word.text += fold.bytes[i];
            word.starts.push_back(static_cast<int>(at));
            word.ends.push_back(static_cast<int>(at + size));
        }
        if (fold.kind == Fold::Kind::Drops && !word.ends.empty())
            word.ends.back() = static_cast<int>(at + size); // a mark belongs to the letter before
        at += size;
    }
    end();
    return words;
}

void eachFoldedWord(std::string_view utf8, const std::function<void(std::string_view)>& take)
{
    std::string word;
    word.reserve(64);
    const auto end = [&] {
        if (!word.empty())
            take(word);
        explicit_bzero(word.data(), word.size());
        word.clear();
    };
    for (std::size_t at = 0; at < utf8.size();) {
        const Fold& fold = foldFor(next(utf8, at));
        if (fold.kind == Fold::Kind::Parts)
            end();
        word.append(fold.bytes.data(), fold.size);
    }
    end();
}

} // namespace station
