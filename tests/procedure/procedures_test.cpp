#include "core/person/number_prefixes.h"
#include "core/procedure/rule_book.h"
#include "tests/procedure/forms.h"

#include <algorithm>

using namespace station;

TEST_CASE("the product's procedures load, each with words in both languages", "[procedures]")
{
    for (const Procedure& procedure : productProcedures()) {
        INFO(procedure.id.toStdString());
        for (const Words& words : {procedure.title, procedure.says}) {
            CHECK_FALSE(words.byLanguage.value(QStringLiteral("vi")).isEmpty());
            CHECK_FALSE(words.byLanguage.value(QStringLiteral("en")).isEmpty());
        }
        CHECK_FALSE(procedure.source.isEmpty());
        for (const FieldDefinition& field : procedure.fields) {
            INFO(field.key.toStdString());
            CHECK_FALSE(field.label.byLanguage.value(QStringLiteral("vi")).isEmpty());
            CHECK_FALSE(field.label.byLanguage.value(QStringLiteral("en")).isEmpty());
            CHECK(field.hint.byLanguage.contains(QStringLiteral("vi"))
                == field.hint.byLanguage.contains(QStringLiteral("en")));
        }
    }
}

TEST_CASE("no biometrics and no photo under six, all of it from six on", "[procedures]")
{
    const Procedure small = procedureNamed("cc-new-0-6");
    CHECK_FALSE(small.portrait);
    CHECK_FALSE(small.fingers);
    CHECK(small.ageBelow == 6);
    for (const char* id : {"cc-new-6-14", "cc-new-14", "cc-exchange", "cc-exchange-6-14"}) {
        const Procedure procedure = procedureNamed(id);
        INFO(id);
        CHECK(procedure.portrait);
        REQUIRE(procedure.fingers);
        CHECK(procedure.fingers->id == QStringLiteral("ten-single"));
        CHECK(procedure.ageFrom.value_or(0) >= 6);
    }
}

TEST_CASE("the plan ten-single asks ten plain prints, each finger once, in ISO order", "[procedures]")
{
    const auto plan = fingerPlan(QStringLiteral("ten-single"));
    REQUIRE(plan);
    REQUIRE(plan->steps.size() == 10);
    for (std::size_t i = 0; i < 10; ++i) {
        CHECK(plan->steps[i].position == allFingers.at(i));
        CHECK(plan->steps[i].impression == Impression::Plain);
    }
}

TEST_CASE("a child's card is confirmed by the representative, a grown-up signs herself", "[procedures]")
{
    for (const char* id : {"cc-new-0-6", "cc-new-6-14", "cc-exchange-6-14"})
        CHECK(procedureNamed(id).signer == Signer::Representative);
    for (const char* id : {"cc-new-14", "cc-exchange"})
        CHECK(procedureNamed(id).signer == Signer::Citizen);
    CHECK(procedureNamed("cc-exchange").milestones == std::vector<int> {14, 25, 40, 60});
}

TEST_CASE("a form asks at most a dozen things that must be answered", "[procedures]")
{
    for (const Procedure& procedure : productProcedures()) {
        int required = 0;
        for (const FieldDefinition& field : procedure.fields)
            required += field.required ? 1 : 0;
        INFO(procedure.id.toStdString());
        CHECK(required <= 12);
    }
}

TEST_CASE("every country that a number's prefix means is in the list of countries", "[procedures]")
{
    const auto countries = codeList(QStringLiteral("countries-iso3166"));
    REQUIRE(countries);
    for (int prefix = 101; prefix <= 295; ++prefix) {
        const QString country = countryOfPrefix(QString::number(prefix));
        const bool known = std::any_of(countries->begin(), countries->end(),
            [&](const Choice& choice) { return choice.code == country; });
        if (!known)
            FAIL(prefix << " is " << country.toStdString());
    }
    SUCCEED();
}

TEST_CASE("the ethnic groups are the 54 of 1979 in their own order", "[procedures]")
{
    const auto groups = codeList(QStringLiteral("ethnic-groups-1979"));
    REQUIRE(groups);
    REQUIRE(groups->size() == 54);
    CHECK(groups->at(3).label.in(QStringLiteral("vi")) == QStringLiteral("Hoa"));
    CHECK(groups->at(4).label.in(QStringLiteral("vi")) == QString::fromUtf8("Khơ-me"));
    CHECK(groups->at(5).label.in(QStringLiteral("vi")) == QString::fromUtf8("Mường"));
}
