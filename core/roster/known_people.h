#pragma once

#include "core/roster/person.h"
#include "core/store/roster_rows.h"

#include <QHash>

#include <optional>
#include <unordered_map>
#include <vector>

namespace station {

/// A personal number as a key; nothing when it has not twelve digits.
[[nodiscard]] std::optional<quint64> numberKey(const QString& number);
/// Name, birth date and commune as a key.
[[nodiscard]] quint64 identityKey(const RosterFacts& facts);
/// What is compared first: two that differ say something else.
[[nodiscard]] quint64 factsKey(const RosterFacts& facts);

/// Whom the roster has already, by what an extract may name them with: some 40 bytes a person, no names.
class KnownPeople {
public:
    struct Person {
        qint64 id = 0;
        quint64 facts = 0; ///< factsKey
        bool hasNumber = false;
        bool isMissing = false;
        bool isSeen = false; ///< in the file that is being read
    };
    /// Errors: as RosterRows::each.
    [[nodiscard]] Status read(const RosterRows& rows, const Secret& dataKey, const RosterProgress& progress);

    [[nodiscard]] Person* byNumber(quint64 number);
    [[nodiscard]] std::vector<Person*> byIdentity(quint64 key);
    [[nodiscard]] const std::vector<Person>& all() const { return m_people; }

private:
    std::vector<Person> m_people;
    std::unordered_map<quint64, std::uint32_t> m_byNumber;
    std::unordered_multimap<quint64, std::uint32_t> m_byIdentity;
};

} // namespace station
