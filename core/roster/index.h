#pragma once

#include "core/roster/person.h"
#include "core/roster/wiped.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace station {

/// Who has a word that begins like this: names, hamlets, numbers, old numbers, phones of the whole roster, in
/// memory only. Some 70 bytes a person; no name stands in it as a whole, no number as text.
///
/// Words of letters are few, and each has a list of people; words of digits are many, and lie sorted in one
/// row, so that those with one beginning are neighbours. What each letter typed asks is answered with a bit
/// for each person. Zeroes are left where it was. Threads: one.
class RosterIndex {
public:
    /// @pre ids ascend
    void add(qint64 id, const std::array<std::string_view, rosterFieldCount>& facts, const QString& phone);
    /// After the last add().
    void finish();
    /// What an officer recorded since; found in addition to what was known.
    void addLater(qint64 id, const QString& phone);
    [[nodiscard]] std::size_t added() const { return m_later.size(); }

    struct Found {
        std::vector<qint64> ids; ///< those with whole words first, then by id
        int all = 0; ///< how many there are
    };
    /// Everybody who has, for each of the words, one that begins with it. No words: nobody.
    [[nodiscard]] Found find(const std::vector<std::string>& words, std::size_t most) const;
    [[nodiscard]] std::size_t people() const { return m_ids.size(); }
    [[nodiscard]] std::size_t bytes() const; ///< of memory, about

private:
    using Bits = std::vector<std::uint64_t>;
    struct Digits {
        std::uint64_t word = 0; ///< a digit and one in each four bits, from the left
        std::uint32_t person = 0;
    };
    struct Word {
        std::uint32_t start = 0; ///< in m_letters
        std::uint32_t size = 0;
        std::vector<std::uint32_t> people = {}; ///< ascending, without doubles
    };
    [[nodiscard]] std::string_view text(const Word& word) const
    {
        return {m_letters.data() + word.start, word.size};
    }
    void take(std::string_view word, std::uint32_t person);
    [[nodiscard]] std::size_t placeOf(std::string_view word); ///< in m_words, made when it is new
    void mark(std::string_view word, Bits& begins, Bits& whole) const;
    void markDigits(std::string_view word, Bits& begins, Bits& whole) const;

    std::vector<qint64> m_ids;
    WipedVector<Digits> m_digits;
    WipedVector<Digits> m_later; ///< not sorted
    WipedVector<char> m_letters; ///< of all words
    std::vector<Word> m_words; ///< sorted once finished
    std::unordered_multimap<std::size_t, std::uint32_t> m_making; ///< hash -> place in m_words
};

/// What of a person a search came upon.
struct RosterMatch {
    RosterField field = RosterField::Name;
    bool isRecorded = false; ///< the phone number that an officer recorded
    int start = 0; ///< in QChars
    int length = 0;

    friend bool operator==(const RosterMatch&, const RosterMatch&) = default;
};
/// Where each word stands in the person's fields. Empty when one of them stands nowhere: the index may know
/// more of somebody than is true any more.
[[nodiscard]] std::vector<RosterMatch> explained(
    const RosterPerson& person, const std::vector<std::string>& words);

/// What is typed as it is searched for. Digits with spaces, dots or hyphens between them are one number;
/// +84 begins as 0 does.
[[nodiscard]] std::vector<std::string> searchWords(const QString& typed);

} // namespace station
