#include "core/procedure/fees.h"

#include <catch2/catch.hpp>

using namespace station;

namespace {

const QDate lastHalf(2026, 12, 31);
const QDate firstWhole(2027, 1, 1);

FeeTable fees()
{
    const auto table = stationFees();
    if (!table)
        FAIL(table.error().detail);
    return *table;
}

std::optional<PartialDate> issued(const char* iso)
{
    const auto date = PartialDate::parseIso(iso);
    return date ? std::optional(*date) : std::nullopt;
}

FeeCase exchange(QDate day, const char* cardIssued, AgeRange age = {30, 30})
{
    return {"cc-exchange", day, issued(cardIssued), age, {}};
}

/// With one thing replaced.
QByteArray table(const char* old, const char* now)
{
    return QByteArray(R"({"id":"fees","version":1,"source":"s","currency":"VND","fees":[{"procedures":["p"],
"from":"2026-01-01","until":"2026-12-31","amount":5}],"exempt":[{"code":"child","age_below":16}]})")
        .replace(old, now);
}

} // namespace

TEST_CASE("an exchange costs half until 31/12/2026 and the whole from the day after", "[fees]")
{
    CHECK(feeFor(fees(), exchange(lastHalf, "2025-02-01")) == Fee {25'000, {}});
    CHECK(feeFor(fees(), exchange(firstWhole, "2025-02-01")) == Fee {50'000, {}});
    CHECK(feeFor(fees(), exchange(lastHalf, "2021-05-01")) == Fee {15'000, {}});
    CHECK(feeFor(fees(), exchange(firstWhole, "2021-05-01")) == Fee {30'000, {}});
    CHECK(feeFor(fees(), exchange(lastHalf, "2024-06-30")).due == 15'000);
    CHECK(feeFor(fees(), exchange(lastHalf, "2024-07-01")).due == 25'000);
}

TEST_CASE("a first card costs nothing, and that is no exemption", "[fees]")
{
    for (const char* id : {"cc-new-0-6", "cc-new-6-14", "cc-new-14"})
        CHECK(feeFor(fees(), {id, lastHalf, {}, AgeRange {3, 3}, "disability"}) == Fee {0, {}});
}

TEST_CASE("a fee that the table cannot say is not known, not nothing", "[fees]")
{
    CHECK(feeFor(fees(), exchange(lastHalf, "")) == Fee {std::nullopt, {}});
    CHECK(feeFor(fees(), exchange(lastHalf, "2024")) == Fee {std::nullopt, {}}); // before or after 1 July
    CHECK(feeFor(fees(), exchange(lastHalf, "2023")).due == 15'000);
    CHECK(feeFor(fees(), {"no-such", lastHalf, {}, {}, {}}) == Fee {std::nullopt, {}});
    CHECK(feeFor(fees(), exchange(QDate(2024, 1, 1), "2021-05-01")) == Fee {std::nullopt, {}});
}

TEST_CASE("children and old people are exempt by age, others where somebody says so", "[fees]")
{
    CHECK(feeFor(fees(), exchange(lastHalf, "2025-02-01", {15, 15})) == Fee {0, "child"});
    CHECK(feeFor(fees(), exchange(lastHalf, "2025-02-01", {16, 16})).exemption.isEmpty());
    CHECK(feeFor(fees(), exchange(lastHalf, "2025-02-01", {60, 60})) == Fee {0, "elderly"});
    CHECK(feeFor(fees(), exchange(lastHalf, "2025-02-01", {59, 60})).due == 25'000); // not sure
    FeeCase disabled = exchange(lastHalf, "");
    disabled.exemption = "disability";
    CHECK(feeFor(fees(), disabled) == Fee {0, "disability"});
    CHECK(fees().isDeclared("disability"));
    CHECK_FALSE(fees().isDeclared("child")); // the station finds it itself
    CHECK_FALSE(fees().isDeclared("rich"));
}

TEST_CASE("a table of fees that is wrong is refused", "[fees]")
{
    REQUIRE(parseFees(table("", "")));
    const std::pair<const char*, const char*> wrongs[] {{"2026-12-31", "2025-12-31"},
        {"2026-12-31", "2026-02-30"}, {"2026-01-01", "1.1.2026"}, {"\"amount\":5", "\"amount\":-5"},
        {"\"amount\":5", "\"amount\":2.5"}, {"\"amount\":5", "\"amount\":\"5\""}, {"VND", "USD"},
        {"[\"p\"]", "[]"}, {"\"from\":\"2026-01-01\",", ""}, {"age_below", "below"}, {"}]}", "}]"}};
    for (const auto& [old, now] : wrongs) {
        CAPTURE(old, now);
        const auto parsed = parseFees(table(old, now));
        REQUIRE_FALSE(parsed);
        CHECK(parsed.error().code == ErrorCode::InvalidInput);
    }
}
