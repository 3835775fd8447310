#include "core/vault/recovery_code.h"

#include <cctype>
#include <cstring>

namespace station {
namespace {

constexpr char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr int dataCharacters = 4;
constexpr int groupCharacters = dataCharacters + 1;
static_assert(recoveryBytes * 8 == recoveryGroups * dataCharacters * 5);

/// Times x in GF(32), polynomial x^5 + x^2 + 1.
constexpr unsigned timesX(unsigned value) { return ((value << 1U) ^ ((value & 16U) != 0U ? 37U : 0U)) & 31U; }

/// The check itself has weight 1, the characters x, x², x³, x⁴, the place x⁵: all different, so that no
/// single error and no exchange of two goes unseen.
unsigned checkOf(const unsigned* data, int place)
{
    auto sum = static_cast<unsigned>(place);
    for (int i = dataCharacters - 1; i >= 0; --i)
        sum = timesX(sum) ^ data[i];
    return timesX(sum);
}

int valueOf(char c)
{
    switch (c) {
    case 'O': return 0;
    case 'I':
    case 'L': return 1;
    default: break;
    }
    const char* at = c == '\0' ? nullptr : std::strchr(alphabet, c);
    return at == nullptr ? -1 : static_cast<int>(at - alphabet);
}

/// The characters that count, in upper case.
QByteArray bare(const QByteArray& typed)
{
    QByteArray characters;
    characters.reserve(typed.size());
    for (const char c : typed)
        if (c != '-' && std::isspace(static_cast<unsigned char>(c)) == 0)
            characters += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return characters;
}

bool readGroup(const QByteArray& characters, int place, unsigned* data)
{
    const qsizetype start = static_cast<qsizetype>(place - 1) * groupCharacters;
    if (characters.size() < start + groupCharacters)
        return false;
    for (int i = 0; i < groupCharacters; ++i) {
        const int value = valueOf(characters[start + i]);
        if (value < 0)
            return false;
        data[i] = static_cast<unsigned>(value);
    }
    return checkOf(data, place) == data[dataCharacters];
}

int firstWrong(const QByteArray& characters)
{
    unsigned data[groupCharacters] {};
    for (int place = 1; place <= recoveryGroups; ++place)
        if (!readGroup(characters, place, data))
            return place;
    return characters.size() > static_cast<qsizetype>(recoveryGroups) * groupCharacters ? recoveryGroups + 1
                                                                                        : 0;
}

/// Five bits at `index` of the code, most significant first.
unsigned symbolAt(const Secret& code, std::size_t index)
{
    unsigned value = 0;
    for (std::size_t bit = index * 5; bit < index * 5 + 5; ++bit)
        value = (value << 1U) | ((code.data()[bit / 8] >> (7U - bit % 8)) & 1U);
    return value;
}

void putSymbol(Secret& code, std::size_t index, unsigned value)
{
    for (std::size_t i = 0; i < 5; ++i) {
        const std::size_t bit = index * 5 + i;
        const unsigned one = (value >> (4U - i)) & 1U;
        code.data()[bit / 8] = static_cast<unsigned char>(code.data()[bit / 8] | (one << (7U - bit % 8)));
    }
}

} // namespace

QByteArray recoveryText(const Secret& code)
{
    QByteArray text;
    text.reserve(recoveryGroups * (groupCharacters + 1));
    for (int place = 1; place <= recoveryGroups; ++place) {
        unsigned data[dataCharacters] {};
        for (int i = 0; i < dataCharacters; ++i)
            data[i] = symbolAt(code, static_cast<std::size_t>((place - 1) * dataCharacters + i));
        if (place > 1)
            text += '-';
        for (const unsigned value : data)
            text += alphabet[value];
        text += alphabet[checkOf(data, place)];
    }
    return text;
}

Result<Secret> recoveryFrom(const QByteArray& typed)
{
    QByteArray characters = bare(typed);
    if (const int wrong = firstWrong(characters); wrong != 0) {
        wipe(characters);
        return fail(ErrorCode::InvalidInput,
            wrong > recoveryGroups ? "the recovery code is too long"
                                   : "group " + std::to_string(wrong) + " of the recovery code is mistyped");
    }
    Secret code(recoveryBytes);
    for (int place = 1; place <= recoveryGroups; ++place) {
        unsigned data[groupCharacters] {};
        static_cast<void>(readGroup(characters, place, data));
        for (int i = 0; i < dataCharacters; ++i)
            putSymbol(code, static_cast<std::size_t>((place - 1) * dataCharacters + i), data[i]);
    }
    wipe(characters);
    return code;
}

int firstWrongGroup(const QByteArray& typed)
{
    QByteArray characters = bare(typed);
    const int wrong = firstWrong(characters);
    wipe(characters);
    return wrong;
}

} // namespace station
