#include "app/station/case/case_presenter.h"
#include "app/station/case/person_presenter.h"
#include "tests/support/fake_case.h"

#include <QSignalSpy>

#include <catch2/catch.hpp>

using namespace station;

namespace {

const FixedClock noon {fromMs(1795780800000)}; // 27 November 2026

struct Bench {
    FakeKeeper keeper;
    OpenCase file {keeper, loadProcedures(QStringLiteral(":/procedures")).value(), noon};
    CasePresenter frame {file};
    PersonPresenter person {file};

    void open(const QString& id = QStringLiteral("cc-new-14"))
    {
        file.open(id);
        REQUIRE(keeper.answer("open"));
        person.setAgeGroups(frame.ageGroups());
    }
    void answerAll()
    {
        while (!keeper.asked.empty())
            REQUIRE(keeper.answer(QString(keeper.asked.front().first)));
    }
    const FieldView& field(const char* key)
    {
        for (const FieldView& each : person.view().fields)
            if (each.field.key == QLatin1String(key))
                return each;
        FAIL("no field " << key);
        return person.view().fields.front();
    }
};

} // namespace

TEST_CASE("the page moves on only when the step has been saved", "[case]")
{
    Bench bench;
    bench.open();
    QSignalSpy shown(&bench.frame, &CasePresenter::stepShown);
    bench.frame.next();
    CHECK(bench.frame.view().current == CaseStep::Person);
    CHECK(shown.isEmpty());

    SECTION("saved: the next step is shown")
    {
        REQUIRE(bench.keeper.answer("step"));
        CHECK(bench.frame.view().current == CaseStep::Portrait);
        CHECK(shown.size() == 1);
    }
    SECTION("a failed save says so and stays")
    {
        REQUIRE(bench.keeper.answer("step", fail(ErrorCode::StorageFull, "no room")));
        CHECK(bench.frame.view().current == CaseStep::Person);
        CHECK(shown.isEmpty());
        REQUIRE(bench.frame.view().trouble);
        CHECK(bench.frame.view().trouble->code == ErrorCode::StorageFull);
        bench.frame.next();
        CHECK_FALSE(bench.frame.view().trouble); // tried again
        REQUIRE(bench.keeper.answer("step"));
        CHECK(bench.frame.view().current == CaseStep::Portrait);
    }
    SECTION("pressed twice, it moves one step")
    {
        bench.frame.next();
        bench.frame.next();
        bench.answerAll();
        CHECK(bench.frame.view().current == CaseStep::Portrait);
        CHECK(bench.keeper.disk.step == CaseStep::Portrait);
    }
}

TEST_CASE("a value stands in the draft only after its save has come back", "[case]")
{
    Bench bench;
    bench.open();
    bench.person.fieldLeft(QStringLiteral("name_full"), QStringLiteral("  Lò  Văn Thử "));
    CHECK(bench.field("name_full").text == QStringLiteral("Lò Văn Thử"));
    CHECK(bench.file.draft().form.isEmpty());

    SECTION("saved")
    {
        REQUIRE(bench.keeper.answer("form"));
        CHECK(
            bench.file.draft().form.value(QStringLiteral("name_full")).text == QStringLiteral("Lò Văn Thử"));
    }
    SECTION("nothing typed is thrown away when a save fails, and it is tried again before the page goes on")
    {
        REQUIRE(bench.keeper.answer("form", fail(ErrorCode::StorageFailed, "I/O")));
        CHECK(bench.field("name_full").text == QStringLiteral("Lò Văn Thử"));
        CHECK(bench.file.draft().form.isEmpty());
        bool saved = false;
        bench.person.save([&](bool yes) { saved = yes; });
        CHECK_FALSE(saved);
        REQUIRE(bench.keeper.answer("form"));
        CHECK(saved);
        CHECK(bench.file.draft().form.contains(QStringLiteral("name_full")));
    }
    SECTION("an answer to a case that was laid aside changes nothing")
    {
        bench.file.close();
        REQUIRE(bench.keeper.answer("form"));
        CHECK_FALSE(bench.file.isOpen());
    }
}

TEST_CASE("the age group follows from the birth date", "[case]")
{
    Bench bench;
    bench.open();
    bench.person.fieldLeft(QStringLiteral("dob"), QStringLiteral("30/06/2015"));
    bench.answerAll();
    CHECK(bench.file.procedure().id == QStringLiteral("cc-new-6-14"));
    CHECK(bench.file.procedure().signer == Signer::Representative);
    bench.person.fieldLeft(QStringLiteral("dob"), QStringLiteral("01/02/2024"));
    bench.answerAll();
    CHECK(bench.file.procedure().id == QStringLiteral("cc-new-0-6"));
    REQUIRE(bench.frame.view().steps.size() == 2); // neither portrait nor fingers
    CHECK(bench.frame.view().steps.back().step == CaseStep::Review);
    bench.frame.next();
    bench.answerAll();
    CHECK(bench.frame.view().current == CaseStep::Review);
}

TEST_CASE("a birth date that would destroy captures is asked about first", "[case]")
{
    Bench bench;
    bench.open();
    bench.file.saveFinger({FingerPosition::RightThumb, {}, {}, {}});
    bench.file.savePortrait({});
    bench.answerAll();
    bench.person.fieldLeft(QStringLiteral("dob"), QStringLiteral("01/02/2024"));
    bench.answerAll();
    CHECK(bench.file.procedure().id == QStringLiteral("cc-new-14"));
    REQUIRE(bench.person.view().destroying);
    bool went = true;
    bench.person.proceed([&](bool clean) { went = clean; });
    bench.answerAll();
    CHECK_FALSE(went);

    SECTION("the date was wrong: everything is still there")
    {
        bench.person.fieldLeft(QStringLiteral("dob"), QStringLiteral("01/02/1994"));
        bench.answerAll();
        CHECK_FALSE(bench.person.view().destroying);
        CHECK(bench.file.draft().portrait);
        CHECK(bench.file.draft().fingers.size() == 1);
    }
    SECTION("the date is right: they are gone from the case")
    {
        bench.person.destroyCaptures();
        bench.answerAll();
        CHECK(bench.file.procedure().id == QStringLiteral("cc-new-0-6"));
        CHECK_FALSE(bench.person.view().destroying);
        CHECK_FALSE(bench.file.draft().portrait);
        CHECK(bench.file.draft().fingers.isEmpty());
    }
}

TEST_CASE("the form may be left without an error and with every warning answered", "[case]")
{
    Bench bench;
    bench.open();
    std::optional<bool> clean;
    const auto proceed = [&] {
        clean.reset();
        bench.person.proceed([&](bool yes) { clean = yes; });
        bench.answerAll();
    };
    proceed();
    REQUIRE(clean);
    CHECK_FALSE(*clean);
    CHECK(bench.person.view().summary);

    const std::pair<const char*, const char*> typed[] {{"name_full", "Lò Văn Thử"}, {"pin", "012194999001"},
        {"dob", "15/03/1994"}, {"sex", "1"}, {"ethnicity", "01"}, {"nationality", "VN"},
        {"permanent_residence", "Bản Mẫu 1, xã Phong Thổ, tỉnh Lai Châu"}};
    for (const auto& [key, text] : typed)
        bench.person.fieldLeft(QString::fromLatin1(key), QString::fromUtf8(text));
    bench.answerAll();
    proceed();
    CHECK_FALSE(*clean); // the number says female
    REQUIRE_FALSE(bench.field("sex").findings.empty());
    CHECK(bench.field("sex").findings.front().severity == Severity::Warning);

    bench.person.keepAsDeclared(QStringLiteral("sex"));
    proceed();
    CHECK(*clean);
    CHECK_FALSE(bench.person.view().summary);
    CHECK(bench.keeper.disk.form.value(QStringLiteral("sex")).keptAsDeclared);
}

TEST_CASE("a scanned card fills what is empty and says where it differs", "[case]")
{
    const auto card = QStringLiteral(
        "012094999001||Lò Văn Thử Nghiệm|15031994|Nam|Bản Mẫu 1, xã Phong Thổ, tỉnh Lai Châu|20082024");
    Bench bench;
    SECTION("before there is a case it waits for one")
    {
        bench.person.cardScanned(card);
        CHECK(bench.person.view().card == CardState::Read);
        bench.open();
        bench.answerAll();
        CHECK(bench.field("name_full").text == QStringLiteral("Lò Văn Thử Nghiệm"));
        CHECK(bench.field("name_full").provenance == Provenance::CardQr);
        CHECK(bench.field("dob").text == QStringLiteral("15/03/1994"));
        CHECK(bench.keeper.disk.form.value(QStringLiteral("pin")).provenance == Provenance::CardQr);
    }
    SECTION("what was declared stays, the card's word stands beside it and can be taken")
    {
        bench.open();
        bench.person.fieldLeft(QStringLiteral("name_full"), QStringLiteral("Lò Văn Khác"));
        bench.person.cardScanned(card);
        bench.answerAll();
        CHECK(bench.field("name_full").text == QStringLiteral("Lò Văn Khác"));
        CHECK(bench.field("name_full").cardText == QStringLiteral("Lò Văn Thử Nghiệm"));
        bench.person.useCard(QStringLiteral("name_full"));
        bench.answerAll();
        CHECK(bench.field("name_full").text == QStringLiteral("Lò Văn Thử Nghiệm"));
        CHECK(bench.field("name_full").cardText.isEmpty());
    }
    SECTION("typed over, it is declared again")
    {
        bench.open();
        bench.person.cardScanned(card);
        bench.person.fieldLeft(QStringLiteral("name_full"), QStringLiteral("Lò Văn Khác"));
        bench.answerAll();
        CHECK(bench.field("name_full").provenance == Provenance::Declared);
    }
    SECTION("what is no card changes nothing")
    {
        bench.open();
        bench.person.cardScanned(QStringLiteral("a|b|c|d|e|f|g"));
        CHECK(bench.person.view().card == CardState::Unreadable);
        CHECK(bench.keeper.asked.empty());
    }
}

TEST_CASE("a change after the confirmation asks for another confirmation", "[case]")
{
    Bench bench;
    bench.open();
    bench.file.saveConfirmation({false, QStringLiteral("A"), {}, noon.now()});
    bench.answerAll();
    REQUIRE(bench.file.draft().confirmation);
    bench.person.fieldLeft(QStringLiteral("name_full"), QStringLiteral("B"));
    bench.answerAll();
    CHECK_FALSE(bench.file.draft().confirmation);
}

TEST_CASE("sealing that fails leaves the case open where it was", "[case]")
{
    Bench bench;
    bench.open();
    bench.frame.seal();
    CHECK(bench.frame.view().stage == CaseStage::Sealing);
    bench.frame.seal(); // a second press asks nothing
    CHECK(bench.keeper.asked.size() == 1);
    REQUIRE(bench.keeper.answer("finish", fail(ErrorCode::SealingFailed, "no key")));
    CHECK(bench.frame.view().stage == CaseStage::Working);
    CHECK(bench.file.isOpen());
    REQUIRE(bench.frame.view().trouble);
}
