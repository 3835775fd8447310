#include "core/enroll/validate.h"
#include "tests/procedure/forms.h"

#include <functional>

using namespace station;

namespace {

const OfficerId officer = OfficerId::create(fromMs(1));

FingerEntry print(FingerPosition position)
{
    FingerEntry entry {position, Impression::Plain, FingerCapture {}, std::nullopt};
    entry.capture->png = "png";
    entry.capture->quality = 60;
    return entry;
}

FingerEntry reason(FingerPosition position, FingerExceptionReason why, const char* note = "")
{
    FingerEntry entry {position, Impression::Plain, std::nullopt, FingerException {}};
    entry.exception->reason = why;
    entry.exception->note = QString::fromUtf8(note);
    entry.exception->officer = officer;
    return entry;
}

Portrait portrait()
{
    Portrait picture;
    picture.sourceJpeg = "jpeg";
    picture.croppedJpeg = "jpeg";
    picture.checks = {{"sharpness", true, 1, 0}, {"head-size", true, 1, 0}};
    return picture;
}

EnrollmentDraft draftFor(const char* procedure, const FormValues& form)
{
    EnrollmentDraft draft;
    draft.id = PacketId::create(fromMs(2));
    draft.procedureId = QLatin1String(procedure);
    draft.procedureVersion = procedureNamed(procedure).version;
    draft.form = form;
    draft.confirmation = Confirmation {false, QString::fromUtf8("Lò Văn Thử Nghiệm"), officer, fromMs(3)};
    return draft;
}

/// A draft of cc-new-14 with nothing left open.
EnrollmentDraft whole()
{
    EnrollmentDraft draft = draftFor("cc-new-14", grownUp());
    draft.portrait = portrait();
    for (const FingerPosition position : allFingers)
        draft.fingers.insert(static_cast<int>(position), print(position));
    return draft;
}

EnrollmentDraft wholeChild(const char* procedure, const char* dob)
{
    EnrollmentDraft draft = draftFor(procedure, childOf(dob, ""));
    draft.confirmation->byRepresentative = true;
    return draft;
}

QStringList open(const EnrollmentDraft& draft)
{
    Procedure procedure = procedureNamed(draft.procedureId.toLatin1().constData());
    procedure.signOff = {}; // who signs for a waiver is a matter of tests/desk/sign_off_test.cpp
    const QStringList points = said(openPoints(draft, procedure, today));
    // The one door to a packet agrees with the list, always.
    const auto valid = validate(draft, procedure, today);
    CHECK(valid.has_value() == points.isEmpty());
    if (!valid) {
        CHECK(valid.error().code == ErrorCode::InvalidInput);
        CHECK(points.first().startsWith(QString::fromStdString(valid.error().detail)));
    }
    return points;
}

QStringList with(const std::function<void(EnrollmentDraft&)>& change)
{
    EnrollmentDraft draft = whole();
    change(draft);
    return open(draft);
}

} // namespace

TEST_CASE("a whole draft has no open point and may be sealed", "[validate]")
{
    CHECK(open(whole()).isEmpty());
    const auto valid = validate(whole(), procedureNamed("cc-new-14"), today);
    REQUIRE(valid);
    CHECK(valid->draft().fingers.size() == 10);
    CHECK(valid->procedure().id == QStringLiteral("cc-new-14"));
}

TEST_CASE("an empty draft lists everything in page order", "[validate]")
{
    EnrollmentDraft draft = draftFor("cc-new-14", {});
    draft.confirmation.reset();
    const QStringList points = open(draft);
    REQUIRE(points.size() == 6 + 1 + 10 + 1);
    CHECK(points.first() == QStringLiteral("name_full: required"));
    CHECK(points.at(6) == QStringLiteral("portrait: portrait-missing"));
    CHECK(points.at(7) == QStringLiteral("finger-01: finger-missing"));
    CHECK(points.at(16) == QStringLiteral("finger-10: finger-missing"));
    CHECK(points.last() == QStringLiteral("confirmation: not-confirmed"));
}

TEST_CASE("a valid draft's form is in stored form, whoever wrote it", "[validate]")
{
    EnrollmentDraft draft = whole();
    put(draft.form, "dob", "15/3/1994");
    put(draft.form, "name_full", "  Lò  Văn Thử Nghiệm ");
    const auto valid = validate(draft, procedureNamed("cc-new-14"), today);
    REQUIRE(valid);
    CHECK(valid->draft().form.value("dob").text == QStringLiteral("1994-03-15"));
    CHECK(valid->draft().form.value("name_full").text == QString::fromUtf8("Lò Văn Thử Nghiệm"));
}

TEST_CASE("a warning is open until its value is kept as declared; an error can't be kept", "[validate]")
{
    EnrollmentDraft draft = whole();
    put(draft.form, "pin", "012194999001");
    CHECK(open(draft) == QStringList {"sex: warning-open (W) pin-sex-mismatch 2"});
    draft.form["sex"].keptAsDeclared = true;
    CHECK(open(draft).isEmpty());
    put(draft.form, "phone", "12");
    draft.form["phone"].keptAsDeclared = true;
    CHECK(open(draft) == QStringList {"phone: phone-format"});
}

TEST_CASE("each of the ten fingers ends as a print or as a reason, never silently missing", "[validate]")
{
    for (const FingerPosition position : allFingers) {
        const int key = static_cast<int>(position);
        const QString field = QStringLiteral("finger-%1").arg(key, 2, 10, QLatin1Char('0'));
        CHECK(with([&](EnrollmentDraft& d) { d.fingers.remove(key); })
            == QStringList {field + ": finger-missing"});
        CHECK(with([&](EnrollmentDraft& d) { d.fingers[key].capture.reset(); })
            == QStringList {field + ": finger-missing"});
        CHECK(with([&](EnrollmentDraft& d) { d.fingers[key].capture->png.clear(); })
            == QStringList {field + ": finger-missing"});
        CHECK(with([&](EnrollmentDraft& d) {
            d.fingers[key] = reason(position, FingerExceptionReason::Amputated);
        }).isEmpty());
    }
}

TEST_CASE("a print of another finger or impression does not stand for the one asked", "[validate]")
{
    CHECK(with([](EnrollmentDraft& d) { d.fingers[3].position = FingerPosition::LeftMiddle; })
        == QStringList {"finger-03: finger-missing"});
    CHECK(with([](EnrollmentDraft& d) { d.fingers[3].impression = Impression::Rolled; })
        == QStringList {"finger-03: finger-missing"});
    CHECK(with([](EnrollmentDraft& d) { d.fingers.insert(11, print(FingerPosition::RightThumb)); })
        == QStringList {"finger-11: finger-not-allowed"});
}

TEST_CASE("a reason names who answers for it, and 'other' says what it is", "[validate]")
{
    CHECK(with([](EnrollmentDraft& d) {
        d.fingers[7] = reason(FingerPosition::LeftIndex, FingerExceptionReason::Other, " ");
    }) == QStringList {"finger-07: finger-note-missing"});
    CHECK(with([](EnrollmentDraft& d) {
        d.fingers[7] = reason(FingerPosition::LeftIndex, FingerExceptionReason::Other, "burnt");
    }).isEmpty());
    CHECK(with([](EnrollmentDraft& d) {
        d.fingers[7] = reason(FingerPosition::LeftIndex, FingerExceptionReason::Bandaged);
        d.fingers[7].exception->officer = {};
    }) == QStringList {"finger-07: finger-officer-missing"});
}

TEST_CASE("a poor print with the reason why it is poor passes", "[validate]")
{
    CHECK(with([](EnrollmentDraft& d) {
        d.fingers[1].capture->quality = 3;
        d.fingers[1].exception = reason(FingerPosition::RightThumb, FingerExceptionReason::Worn).exception;
    }).isEmpty());
}

TEST_CASE("under six nothing biometric is asked and nothing may be in the draft", "[validate]")
{
    EnrollmentDraft draft = wholeChild("cc-new-0-6", "2024-01-02");
    CHECK(open(draft).isEmpty());
    draft.portrait = portrait();
    draft.fingers.insert(2, print(FingerPosition::RightIndex));
    CHECK(open(draft) == QStringList {"portrait: portrait-not-allowed", "finger-02: finger-not-allowed"});
}

TEST_CASE(
    "a portrait needs its pictures, and a failed check needs a waiver that says why and who", "[validate]")
{
    CHECK(with([](EnrollmentDraft& d) { d.portrait.reset(); }) == QStringList {"portrait: portrait-missing"});
    CHECK(with([](EnrollmentDraft& d) { d.portrait->croppedJpeg.clear(); })
        == QStringList {"portrait: portrait-missing"});
    CHECK(with([](EnrollmentDraft& d) { d.portrait->sourceJpeg.clear(); })
        == QStringList {"portrait: portrait-missing"});

    EnrollmentDraft draft = whole();
    draft.portrait->checks[0].pass = false;
    CHECK(open(draft) == QStringList {"portrait: portrait-check-failed sharpness"});
    draft.portrait->waiver = Waiver {{}, "ill in bed", officer, fromMs(4)};
    CHECK(open(draft) == QStringList {"portrait: portrait-check-failed sharpness"});
    draft.portrait->waiver->reason = QStringLiteral("health");
    CHECK(open(draft).isEmpty());
    draft.portrait->waiver->officer = {};
    CHECK(open(draft) == QStringList {"portrait: portrait-check-failed sharpness"});
    draft.portrait->waiver = Waiver {"other", "  ", officer, fromMs(4)};
    CHECK(open(draft) == QStringList {"portrait: waiver-note-missing"});
}

TEST_CASE("somebody must have confirmed, before an officer, by name", "[validate]")
{
    CHECK(with([](EnrollmentDraft& d) { d.confirmation.reset(); })
        == QStringList {"confirmation: not-confirmed"});
    CHECK(with([](EnrollmentDraft& d) { d.confirmation->officer = {}; })
        == QStringList {"confirmation: not-confirmed"});
    CHECK(with([](EnrollmentDraft& d) { d.confirmation->signerName = " "; })
        == QStringList {"confirmation: signer-missing"});
    CHECK(with([](EnrollmentDraft& d) {
        d.confirmation->byRepresentative = true;
    }).isEmpty()); // Art. 23(3): any age
}

TEST_CASE("where a representative signs, nobody else can", "[validate]")
{
    EnrollmentDraft draft = wholeChild("cc-new-0-6", "2024-01-02");
    draft.confirmation->byRepresentative = false;
    CHECK(open(draft) == QStringList {"confirmation: representative-must-confirm"});
}

TEST_CASE("a draft of another procedure or of a version not yet in force is not sealed", "[validate]")
{
    const Procedure procedure = procedureNamed("cc-new-14");
    EnrollmentDraft draft = whole();
    draft.procedureVersion = 7;
    CHECK(said(openPoints(draft, procedure, today)) == QStringList {"procedure: procedure-mismatch"});
    draft = whole();
    draft.procedureId = QStringLiteral("cc-exchange");
    CHECK(said(openPoints(draft, procedure, today)) == QStringList {"procedure: procedure-mismatch"});
    CHECK_FALSE(validate(draft, procedure, today));
    CHECK(said(openPoints(whole(), procedure, procedure.effectiveFrom.addDays(-1)))
              .contains("procedure: procedure-not-in-force"));
    CHECK_FALSE(said(openPoints(whole(), procedure, procedure.effectiveFrom))
                    .contains("procedure: procedure-not-in-force"));
}
