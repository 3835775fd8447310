#include "core/procedure/procedure.h"
#include "core/procedure/rule_book.h"

#include <catch2/catch.hpp>

#include <QSet>

using namespace station;

namespace {

std::vector<Procedure> product()
{
    const auto all = loadProcedures(QStringLiteral(":/procedures"));
    if (!all)
        FAIL(all.error().detail);
    return *all;
}

Procedure named(const char* id)
{
    const auto found = procedureInForce(product(), QLatin1String(id), QDate(2026, 11, 21));
    REQUIRE(found);
    return *found;
}

} // namespace

TEST_CASE("the product's procedures load, each with words in both languages", "[procedures]")
{
    for (const Procedure& procedure : product()) {
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
    const Procedure small = named("cc-new-0-6");
    CHECK_FALSE(small.portrait);
    CHECK_FALSE(small.fingers);
    CHECK(small.ageBelow == 6);
    for (const char* id : {"cc-new-6-14", "cc-new-14", "cc-exchange", "cc-exchange-6-14"}) {
        const Procedure procedure = named(id);
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
