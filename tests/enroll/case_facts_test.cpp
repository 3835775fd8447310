#include "core/enroll/case_facts.h"
#include "tests/support/sample_case.h"

#include <catch2/catch.hpp>

using namespace station;

namespace {

const Instant noon = fromMs(1795780800000);

OfficerId officerAt(int ms) { return OfficerId::create(noon + std::chrono::milliseconds(ms)); }

} // namespace

TEST_CASE("the age group is that of whole years reached on the day of capture", "[facts]")
{
    const QDate today(2026, 11, 21);
    CHECK(ageGroupAt("2020-11-22", today) == AgeGroup::Under6);
    CHECK(ageGroupAt("2020-11-21", today) == AgeGroup::From6To14);
    CHECK(ageGroupAt("2012-11-22", today) == AgeGroup::From6To14);
    CHECK(ageGroupAt("2012-11-21", today) == AgeGroup::From14);
    CHECK(ageGroupAt("1926", today) == AgeGroup::From14);
    CHECK(ageGroupAt("2016", today) == AgeGroup::From6To14);
}

TEST_CASE("an age group that a partial birth date leaves open is not guessed", "[facts]")
{
    const QDate today(2026, 11, 21);
    CHECK(ageGroupAt("2012", today) == AgeGroup::Unknown);
    CHECK(ageGroupAt("2020-11", today) == AgeGroup::Unknown);
    CHECK(ageGroupAt("2020", today) == AgeGroup::Unknown);
    CHECK(ageGroupAt("", today) == AgeGroup::Unknown);
    CHECK(ageGroupAt("15/03/1994", today) == AgeGroup::Unknown);
    CHECK(ageGroupAt("1994-03-15", QDate()) == AgeGroup::Unknown);
}

TEST_CASE("a team has 2 to 4 officers, each once, and a name that is one", "[facts]")
{
    const auto with = [](const QString& team, std::vector<OfficerId> officers) {
        return checkCircumstances({Place::Home, team, std::move(officers), {}, {}});
    };
    const std::vector<OfficerId> five {officerAt(0), officerAt(1), officerAt(2), officerAt(3), officerAt(4)};
    CHECK(with("", {}));
    CHECK(with("Đội 3", {}));
    CHECK(with("3", {five[0], five[1]}));
    CHECK(with("3", {five[0], five[1], five[2], five[3]}));
    CHECK_FALSE(with("", {five[0], five[1]}));
    CHECK_FALSE(with("3", {five[0]}));
    CHECK_FALSE(with("3", five));
    CHECK_FALSE(with("3", {five[0], five[0]}));
    CHECK_FALSE(with("3", {five[0], OfficerId {}}));
    for (const char* name : {" 3", "3 ", "=1+1", "+3", "-3", "@3", "a\tb", "a\nb", "a,b", "a;b", "a/b"}) {
        CAPTURE(name);
        CHECK_FALSE(with(name, {}));
    }
    CHECK_FALSE(with(QString(41, 'a'), {}));
    CHECK(with(QString(40, 'a'), {}));
    for (const char* visit : {"1 2", "đ", "../1"})
        CHECK_FALSE(checkCircumstances({Place::Home, {}, {}, visit, {}}));
    CHECK(checkCircumstances({Place::Home, {}, {}, "0191a2b3-visit", {}}));
}
