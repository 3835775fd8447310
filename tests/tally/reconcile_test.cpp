#include "core/tally/tally_json.h"
#include "tests/tally/tally_bench.h"

#include <catch2/catch.hpp>

#include <functional>

using namespace station;

namespace {

/// Two days with one packet in each state, and one from before.
TallySheet soundSheet()
{
    std::vector<TallyRow> rows {packetOn(monday.addDays(-1)), answered(monday, monday),
        answered(monday, monday.addDays(1)), packetOn(monday),
        answered(monday, monday.addDays(1), PacketState::Rejected)};
    for (const PacketState state : {PacketState::Held, PacketState::Conflict, PacketState::Resubmit}) {
        rows.push_back(packetOn(monday.addDays(1)));
        rows.back().state = state;
    }
    rows.push_back(packetOn(monday.addDays(1)));
    rows.back().custody = Custody::Handed;
    rows.push_back(packetOn(monday.addDays(1)));
    rows.back().state.reset();
    const auto sheet = makeSheet(headOn(monday.addDays(2)), {monday, monday.addDays(1), TallyBy::Day}, rows);
    if (!sheet)
        FAIL(sheet.error().detail);
    return *sheet;
}

} // namespace

TEST_CASE("captured is received, waiting, handed over, held, in conflict, asked for anew, rejected and lost",
    "[tally]")
{
    const TallySheet sheet = soundSheet();
    CHECK(sheet.total.captured == 9);
    CHECK(sheet.total.of(TallyStatus::Received) == 2);
    for (const TallyStatus each : {TallyStatus::Waiting, TallyStatus::Handed, TallyStatus::Held,
             TallyStatus::Conflict, TallyStatus::Resubmit, TallyStatus::Rejected, TallyStatus::Lost}) {
        CAPTURE(wordOf(each));
        CHECK(sheet.total.of(each) == 1);
    }
    CHECK(sheet.open.size() == 8); // with the one from before
    CHECK(reconcile(sheet));
    CHECK(jsonOf(sheet));
}

TEST_CASE("a sheet that does not add up is an error, not a print", "[tally]")
{
    using Wrong = std::pair<const char*, std::function<void(TallySheet&)>>;
    const Wrong wrongs[] {
        {"one more captured", [](TallySheet& s) { ++s.total.captured; }},
        {"one more waiting", [](TallySheet& s) { ++s.total.byStatus[1]; }},
        {"one more of a group", [](TallySheet& s) { ++s.groups.front().counts.captured; }},
        {"a group's waiting counted as received",
            [](TallySheet& s) {
                --s.groups.front().counts.byStatus[1];
                ++s.groups.front().counts.byStatus[0];
            }},
        {"a group left out", [](TallySheet& s) { s.groups.pop_back(); }},
        {"a group twice", [](TallySheet& s) { s.groups.push_back(s.groups.front()); }},
        {"groups of no division", [](TallySheet& s) { s.by.reset(); }},
        {"one more answered", [](TallySheet& s) { ++s.flow.answered; }},
        {"one more open before",
            [](TallySheet& s) {
                ++s.flow.openBefore;
                ++s.flow.openAfter;
            }},
        {"a day that forgets what was left",
            [](TallySheet& s) {
                --s.days.back().openBefore;
                --s.days.back().openAfter;
            }},
        {"a day left out", [](TallySheet& s) { s.days.pop_back(); }},
        {"an open packet not named", [](TallySheet& s) { s.open.pop_back(); }},
        {"an open packet named twice", [](TallySheet& s) { s.open.push_back(s.open.back()); }},
        {"an open packet named as another",
            [](TallySheet& s) { s.open.back().status = TallyStatus::Waiting; }},
        {"more unknown than captured", [](TallySheet& s) { s.total.unknown = s.total.captured + 1; }},
        {"more exceptional than known", [](TallySheet& s) { s.total.exceptional = s.total.captured + 1; }},
        {"a fee of less than nothing", [](TallySheet& s) { s.total.fee = -1; }},
        {"fees of no group", [](TallySheet& s) { s.total.fee = 25'000; }},
        {"fingers of no group", [](TallySheet& s) { s.total.exceptions.missing[0] = 1; }},
    };
    for (const auto& [what, change] : wrongs) {
        CAPTURE(what);
        TallySheet sheet = soundSheet();
        change(sheet);
        const Status sound = reconcile(sheet);
        REQUIRE_FALSE(sound);
        CHECK(sound.error().code == ErrorCode::Damaged);
        CHECK_FALSE(jsonOf(sheet));
    }
}

TEST_CASE("a packet that is there twice is counted by nobody", "[tally]")
{
    const TallyRow row = packetOn(monday);
    const auto sheet = makeSheet(headOn(monday), {monday, monday, {}}, {row, row});
    REQUIRE_FALSE(sheet);
    CHECK(sheet.error().code == ErrorCode::Damaged);
    CHECK(QString::fromStdString(sheet.error().detail).contains(row.id.text()));
}

TEST_CASE("a range that is none is refused", "[tally]")
{
    for (const auto& [from, to] : {std::pair {monday, monday.addDays(-1)}, {QDate(), monday},
             {monday, QDate()}, {monday, monday.addDays(longestTallyRange)}}) {
        const auto sheet = makeSheet(headOn(monday), {from, to, {}}, {});
        REQUIRE_FALSE(sheet);
        CHECK(sheet.error().code == ErrorCode::InvalidInput);
    }
    CHECK(makeSheet(headOn(monday), {monday, monday.addDays(longestTallyRange - 1), {}}, {}));
}
