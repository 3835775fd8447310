#include "core/tally/tally_json.h"
#include "tests/tally/tally_bench.h"

#include <QJsonArray>

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

using namespace station;

namespace {

TallySheet sheetOf(const std::vector<TallyRow>& rows, QDate from, QDate to, std::optional<TallyBy> by = {})
{
    const auto sheet = makeSheet(headOn(to), {from, to, by}, rows);
    if (!sheet)
        FAIL(sheet.error().detail);
    return *sheet;
}

int capturedIn(const TallySheet& sheet, const std::optional<QString>& key)
{
    const auto group = std::find_if(
        sheet.groups.begin(), sheet.groups.end(), [&](const TallyGroup& each) { return each.key == key; });
    return group == sheet.groups.end() ? 0 : group->counts.captured;
}

} // namespace

TEST_CASE(
    "what waited at a day's beginning and was captured is what was answered and waits at its end", "[tally]")
{
    const QDate tuesday = monday.addDays(1);
    const std::vector<TallyRow> rows {packetOn(monday), answered(monday, tuesday), answered(monday, monday),
        answered(tuesday, tuesday.addDays(1)), packetOn(tuesday.addDays(1)),
        answered(monday.addDays(-7), monday.addDays(-6))};
    const TallySheet sheet = sheetOf(rows, tuesday, tuesday);
    CHECK(sheet.flow == TallyFlow {tuesday, 2, 1, 1, 2});
    const TallySheet range = sheetOf(rows, monday, tuesday.addDays(1));
    CHECK(range.flow == TallyFlow {monday, 0, 5, 3, 2});
    REQUIRE(range.days.size() == 3);
    CHECK(range.days[1] == TallyFlow {tuesday, 2, 1, 1, 2});
}

TEST_CASE(
    "a packet that was answered before it was captured, by a clock set back, is answered that day", "[tally]")
{
    const TallySheet sheet = sheetOf({answered(monday, monday.addDays(-30))}, monday, monday);
    CHECK(sheet.flow == TallyFlow {monday, 0, 1, 1, 0});
    CHECK(sheetOf({answered(monday, monday.addDays(-30))}, monday.addDays(-30), monday.addDays(-30)).flow
        == TallyFlow {monday.addDays(-30), 0, 0, 0, 0});
}

TEST_CASE(
    "a packet sealed under a wrong clock is counted on the day that the wall showed, and named", "[tally]")
{
    TallyRow wrong = packetOn(monday);
    wrong.facts->clock = ClockTrust::Wrong;
    const TallyRow ahead = packetOn(monday.addDays(400));
    const TallySheet sheet = sheetOf({wrong, ahead, packetOn(monday)}, monday, monday);
    CHECK(sheet.total.captured == 2);
    REQUIRE(sheet.remarks.size() == 2);
    CHECK(sheet.remarks[0] == TallyRemark {wrong.id, wrong.caseNumber, monday, "clock-wrong"});
    CHECK(sheet.remarks[1] == TallyRemark {ahead.id, ahead.caseNumber, monday.addDays(400), "day-ahead"});
}

TEST_CASE(
    "a packet without facts is counted as unknown, on the day of its queue row, never guessed", "[tally]")
{
    TallyRow old = packetOn(monday);
    old.facts.reset();
    old.officer = OfficerId::create(noonOf(monday));
    const std::vector<TallyRow> rows {old, packetOn(monday)};
    for (const TallyBy by :
        {TallyBy::Unit, TallyBy::Team, TallyBy::Age, TallyBy::Place, TallyBy::Exception}) {
        CAPTURE(wordOf(by));
        const TallySheet sheet = sheetOf(rows, monday, monday, by);
        CHECK(sheet.groups.size() == 2);
        CHECK(capturedIn(sheet, std::nullopt) == 1);
        CHECK(sheet.groups.back().key == std::nullopt);
        CHECK(sheet.total.unknown == 1);
        CHECK(sheet.total.feeUnknown == 1);
    }
    CHECK(capturedIn(sheetOf(rows, monday, monday, TallyBy::Officer), old.officer.text()) == 1);
    CHECK(capturedIn(sheetOf(rows, monday, monday, TallyBy::Procedure), QString("cc-new-14")) == 2);
    const TallySheet sheet = sheetOf(rows, monday, monday);
    REQUIRE(sheet.remarks.size() == 1);
    CHECK(sheet.remarks.front().code == "facts-unknown");
}

TEST_CASE(
    "an age that the birth date does not give is not known, and a case without a team has none", "[tally]")
{
    TallyRow row = packetOn(monday);
    row.facts->age = AgeGroup::Unknown;
    CHECK(capturedIn(sheetOf({row}, monday, monday, TallyBy::Age), std::nullopt) == 1);
    CHECK(capturedIn(sheetOf({row}, monday, monday, TallyBy::Team), QString()) == 1);
    CHECK(sheetOf({row}, monday, monday, TallyBy::Team).total.unknown == 0);
}

TEST_CASE("weeks are those of ISO 8601, also over the year's end", "[tally]")
{
    const TallySheet sheet
        = sheetOf({packetOn(QDate(2026, 12, 31)), packetOn(QDate(2027, 1, 3)), packetOn(QDate(2027, 1, 4))},
            QDate(2026, 12, 28), QDate(2027, 1, 10), TallyBy::Week);
    CHECK(capturedIn(sheet, QString("2026-W53")) == 2);
    CHECK(capturedIn(sheet, QString("2027-W01")) == 1);
}

TEST_CASE("exceptions, fees and duplicates are summed", "[tally]")
{
    TallyRow bent = packetOn(monday);
    bent.facts->exceptions.missing[static_cast<std::size_t>(FingerExceptionReason::Bent)] = 3;
    bent.facts->exceptions.weak = 1;
    bent.facts->fee = {25'000, {}};
    TallyRow waived = packetOn(monday);
    waived.facts->exceptions.waived = 1;
    waived.facts->fee = {0, "disability"};
    TallyRow unclear = answered(monday, monday, PacketState::Rejected);
    unclear.facts->fee = {std::nullopt, {}};
    unclear.problem = "rejected:duplicate";
    const TallySheet sheet
        = sheetOf({bent, waived, unclear, packetOn(monday)}, monday, monday, TallyBy::Exception);
    CHECK(sheet.total.exceptional == 2);
    CHECK(sheet.total.exceptions.fingersMissing() == 3);
    CHECK(sheet.total.exceptions.weak == 1);
    CHECK(sheet.total.exceptions.waived == 1);
    CHECK(sheet.total.fee == 25'000);
    CHECK(sheet.total.feeExempt == 1);
    CHECK(sheet.total.feeUnknown == 1);
    CHECK(sheet.total.duplicates == 1);
    CHECK(capturedIn(sheet, QString("both")) == 1);
    CHECK(capturedIn(sheet, QString("waived-check")) == 1);
    CHECK(capturedIn(sheet, QString("none")) == 2);
}

TEST_CASE("any range of any packets adds up, and consecutive ranges hand on what is open", "[tally]")
{
    std::mt19937 random(7);
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    for (int round = 0; round < 200; ++round) {
        std::vector<TallyRow> rows;
        for (int i = below(40); i > 0; --i) {
            const QDate day = monday.addDays(below(20));
            const QDate answerDay = monday.addDays(below(30) - 5);
            TallyRow row = below(2) == 0 ? packetOn(day)
                                         : answered(day, answerDay, static_cast<PacketState>(below(11)));
            if (below(5) == 0)
                row.facts.reset();
            if (below(6) == 0)
                row.state.reset();
            if (below(4) == 0)
                row.custody = Custody::Handed;
            rows.push_back(row);
        }
        const QDate from = monday.addDays(below(20) - 3);
        const QDate middle = from.addDays(below(10));
        const QDate to = middle.addDays(1 + below(10));
        const auto by = static_cast<TallyBy>(below(9));
        CAPTURE(round, wordOf(by));
        const TallySheet whole = sheetOf(rows, from, to, by);
        const TallySheet first = sheetOf(rows, from, middle, by);
        const TallySheet second = sheetOf(rows, middle.addDays(1), to, by);
        CHECK(first.flow.openAfter == second.flow.openBefore);
        CHECK(first.total.captured + second.total.captured == whole.total.captured);
        CHECK(first.flow.answered + second.flow.answered == whole.flow.answered);
    }
}

TEST_CASE("JSON says every number of the sheet", "[tally]")
{
    TallyRow old = packetOn(monday);
    old.facts.reset();
    const TallySheet sheet = sheetOf({old, answered(monday, monday)}, monday, monday, TallyBy::Place);
    const auto object = jsonOf(sheet);
    REQUIRE(object);
    CHECK((*object)["type"] == "enrollment-tally");
    CHECK((*object)["from"] == "2026-11-23");
    CHECK((*object)["by"] == "place");
    CHECK((*object)["station"]["unit"] == "00019");
    CHECK((*object)["total"]["captured"] == 2);
    CHECK((*object)["total"]["received"] == 1);
    CHECK((*object)["total"]["waiting"] == 1);
    CHECK((*object)["total"]["unknown"] == 1);
    CHECK((*object)["total"]["exceptions"]["byReason"]["amputated"] == 0);
    CHECK((*object)["flow"]["openAfter"] == 1);
    CHECK((*object)["groups"][0]["key"] == "desk");
    CHECK((*object)["groups"][1]["key"].isNull());
    CHECK((*object)["open"][0]["packetId"] == old.id.text());
    CHECK((*object)["open"][0]["state"] == "waiting");
    CHECK((*object)["remarks"][0]["remark"] == "facts-unknown");
}
