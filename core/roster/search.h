#pragma once

#include "core/roster/index.h"
#include "core/roster/person.h"
#include "core/store/roster_rows.h"

#include <QString>

#include <optional>
#include <vector>

namespace station {

struct RosterHit {
    RosterPerson person;
    std::vector<RosterMatch> matches; ///< why: which letters of which fields
};

struct RosterHits {
    std::vector<RosterHit> hits;
    int all = 0; ///< how many fit
    bool isCard = false; ///< what was typed was a card's QR code
};

/// The index of a roster, as fresh as the roster: it is made at the first question and made anew when an
/// import, by this or another program, came between. Threads: one.
class RosterSearch {
public:
    /// Makes or refreshes the index. Errors: as RosterRows::each.
    [[nodiscard]] Status prepare(
        const RosterRows& rows, const Secret& dataKey, const RosterProgress& progress = {});
    /// At most `most` people. A card's QR code finds whoever has its number, else its old number. Errors:
    /// InvalidInput "qr-…" for a code with bars that is none of a card.
    [[nodiscard]] Result<RosterHits> find(
        const QString& typed, std::size_t most, const RosterRows& rows, const Secret& dataKey);
    /// Zeroes the index.
    void forget() { m_index.reset(); }
    [[nodiscard]] const std::optional<RosterIndex>& index() const { return m_index; }

private:
    [[nodiscard]] Result<RosterHits> hitsFor(const std::vector<std::string>& words, std::size_t most,
        const RosterRows& rows, const Secret& dataKey) const;
    std::optional<RosterIndex> m_index;
    RosterRows::Marks m_marks;
};

/// What is kept, opened. Errors: Damaged.
[[nodiscard]] Result<RosterPerson> personFrom(const RosterRow& row);

} // namespace station
