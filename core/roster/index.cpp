#include "core/roster/index.h"

#include "core/person/names.h"
#include "core/roster/fold.h"

#include <algorithm>
#include <bit>
#include <functional>

namespace station {
namespace {

constexpr std::size_t mostDigits = 16; ///< four bits each
constexpr std::array searchedFields {
    RosterField::Name, RosterField::Number, RosterField::OldNumber, RosterField::Phone, RosterField::Hamlet};

bool isDigits(std::string_view word)
{
    return !word.empty() && word.size() <= mostDigits
        && std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::uint64_t packed(std::string_view digits)
{
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < mostDigits; ++i)
        word = (word << 4U) | (i < digits.size() ? static_cast<std::uint64_t>(digits[i] - '0' + 1) : 0);
    return word;
}
/// Behind everything that begins with these digits; 0: the end.
std::uint64_t behind(std::string_view digits)
{
    return packed(digits) + (std::uint64_t(1) << (4 * (mostDigits - digits.size())));
}

void set(std::vector<std::uint64_t>& bits, std::uint32_t place)
{
    bits[place / 64] |= std::uint64_t(1) << (place % 64);
}

bool begins(const FoldedWord& word, const std::string& with) { return word.text.starts_with(with); }

void explain(std::vector<RosterMatch>& matches, std::vector<bool>& found, RosterField field, bool isRecorded,
    const QString& text, const std::vector<std::string>& words)
{
    for (const FoldedWord& word : foldedWords(text))
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (!begins(word, words[i]))
                continue;
            found[i] = true;
            const int start = word.starts.front();
            const RosterMatch match {field, isRecorded, start, word.ends[words[i].size() - 1] - start};
            if (std::find(matches.begin(), matches.end(), match) == matches.end())
                matches.push_back(match);
        }
}

} // namespace

void RosterIndex::take(std::string_view word, std::uint32_t person)
{
    if (isDigits(word)) {
        m_digits.push_back({packed(word), person});
        return;
    }
    Word& known = m_words[placeOf(word)];
    if (known.people.empty() || known.people.back() != person)
        known.people.push_back(person);
}

std::size_t RosterIndex::placeOf(std::string_view word)
{
    const std::size_t hash = std::hash<std::string_view>()(word);
    const auto [first, last] = m_making.equal_range(hash);
    for (auto each = first; each != last; ++each)
        if (text(m_words[each->second]) == word)
            return each->second;
    m_making.emplace(hash, static_cast<std::uint32_t>(m_words.size()));
    m_words.push_back(
        {static_cast<std::uint32_t>(m_letters.size()), static_cast<std::uint32_t>(word.size())});
    m_letters.insert(m_letters.end(), word.begin(), word.end());
    return m_words.size() - 1;
}

void RosterIndex::add(
    qint64 id, const std::array<std::string_view, rosterFieldCount>& facts, const QString& phone)
{
    const auto person = static_cast<std::uint32_t>(m_ids.size());
    m_ids.push_back(id);
    for (const RosterField field : searchedFields)
        eachFoldedWord(
            facts[static_cast<std::size_t>(field)], [&](std::string_view word) { take(word, person); });
    eachFoldedWord(phone.toStdString(), [&](std::string_view word) { take(word, person); });
}

void RosterIndex::finish()
{
    std::sort(m_digits.begin(), m_digits.end(), [](const Digits& a, const Digits& b) {
        return a.word != b.word ? a.word < b.word : a.person < b.person;
    });
    m_making.clear();
    std::sort(
        m_words.begin(), m_words.end(), [this](const Word& a, const Word& b) { return text(a) < text(b); });
}

void RosterIndex::addLater(qint64 id, const QString& phone)
{
    const auto place = std::lower_bound(m_ids.begin(), m_ids.end(), id);
    if (place == m_ids.end() || *place != id)
        return;
    eachFoldedWord(phone.toStdString(), [&](std::string_view word) {
        if (isDigits(word))
            m_later.push_back({packed(word), static_cast<std::uint32_t>(place - m_ids.begin())});
    });
}

void RosterIndex::markDigits(std::string_view word, Bits& begins, Bits& whole) const
{
    const std::uint64_t first = packed(word);
    const std::uint64_t end = behind(word);
    const auto isIn = [&](const Digits& each) { return each.word >= first && (end == 0 || each.word < end); };
    auto each = std::lower_bound(m_digits.begin(), m_digits.end(), first,
        [](const Digits& digits, std::uint64_t key) { return digits.word < key; });
    for (; each != m_digits.end() && isIn(*each); ++each) {
        set(begins, each->person);
        if (each->word == first)
            set(whole, each->person);
    }
    for (const Digits& later : m_later)
        if (isIn(later))
            set(begins, later.person);
}

void RosterIndex::mark(std::string_view word, Bits& begins, Bits& whole) const
{
    if (isDigits(word))
        markDigits(word, begins, whole);
    auto each = std::lower_bound(m_words.begin(), m_words.end(), word,
        [this](const Word& known, std::string_view key) { return text(known) < key; });
    for (; each != m_words.end() && text(*each).starts_with(word); ++each) {
        const bool isWhole = each->size == word.size();
        for (const std::uint32_t person : each->people) {
            set(begins, person);
            if (isWhole)
                set(whole, person);
        }
    }
}

RosterIndex::Found RosterIndex::find(const std::vector<std::string>& words, std::size_t most) const
{
    Found found;
    const std::size_t blocks = (m_ids.size() + 63) / 64;
    if (words.empty() || blocks == 0)
        return found;
    Bits begins(blocks, ~std::uint64_t(0));
    Bits whole(blocks, ~std::uint64_t(0));
    for (const std::string& word : words) {
        Bits b(blocks);
        Bits w(blocks);
        mark(word, b, w);
        for (std::size_t i = 0; i < blocks; ++i) {
            begins[i] &= b[i];
            whole[i] &= w[i];
        }
    }
    const auto collect = [&](auto&& bitsAt) {
        for (std::size_t i = 0; i < blocks && found.ids.size() < most; ++i)
            for (std::uint64_t bits = bitsAt(i); bits != 0 && found.ids.size() < most; bits &= bits - 1)
                found.ids.push_back(m_ids[i * 64 + static_cast<std::size_t>(std::countr_zero(bits))]);
    };
    for (const std::uint64_t block : begins)
        found.all += std::popcount(block);
    collect([&](std::size_t i) { return begins[i] & whole[i]; });
    collect([&](std::size_t i) { return begins[i] & ~whole[i]; });
    return found;
}

std::size_t RosterIndex::bytes() const
{
    std::size_t sum = m_letters.capacity() + m_ids.capacity() * sizeof(qint64)
        + (m_digits.capacity() + m_later.capacity()) * sizeof(Digits);
    for (const Word& word : m_words)
        sum += sizeof(Word) + word.people.capacity() * sizeof(std::uint32_t);
    return sum;
}

std::vector<RosterMatch> explained(const RosterPerson& person, const std::vector<std::string>& words)
{
    std::vector<RosterMatch> matches;
    std::vector<bool> found(words.size(), false);
    for (const RosterField field : searchedFields)
        explain(matches, found, field, false, person.facts[field], words);
    explain(
        matches, found, RosterField::Phone, true, person.record.fields.value(QStringLiteral("phone")), words);
    if (!std::all_of(found.begin(), found.end(), [](bool is) { return is; }))
        return {};
    return matches;
}

std::vector<std::string> searchWords(const QString& typed)
{
    QString text = normalisedText(typed);
    const QString digits = normalisedDigits(text.startsWith(u'+') ? text.mid(1) : text);
    const bool isNumber = !digits.isEmpty()
        && std::all_of(digits.begin(), digits.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (isNumber && text.startsWith(u"+84"))
        return {'0' + digits.mid(2).toStdString()};
    if (isNumber)
        return {digits.toStdString()};
    std::vector<std::string> words;
    for (FoldedWord& word : foldedWords(text))
        words.push_back(std::move(word.text));
    return words;
}

} // namespace station
