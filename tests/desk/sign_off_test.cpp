#include "core/store/queue_rebuild.h"
#include "core/store/storage.h"
#include "tests/support/desk_bench.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <catch2/catch.hpp>

using namespace station;
using namespace std::chrono_literals;

namespace {

/// An (supervisor) is at work; the portrait fails a check and was taken all the same. Bình and Chi are
/// officers.
struct SignOffBench : DeskBench {
    OfficerId chi;
    PacketId id;

    static constexpr auto chiWords = "Chi's long words";

    explicit SignOffBench(const QString& reason = "health")
    {
        chi = desk->addOfficer("Chi", Role::Officer, chiWords).value();
        id = openFilledCase();
        waive(reason);
    }
    void waive(const QString& reason)
    {
        Portrait portrait = samplePortrait(clock.now());
        portrait.checks.front().pass = false;
        portrait.waiver = Waiver {reason, "in bed", desk->signedIn()->id, clock.now()};
        REQUIRE(desk->savePortrait(id, portrait));
        confirm();
    }
    void confirm()
    {
        REQUIRE(desk->saveConfirmation(id, sampleConfirmation(desk->signedIn()->id, clock.now())));
    }
    [[nodiscard]] std::string finishing()
    {
        const auto done = desk->finish(id);
        return done ? "sealed" : done.error().detail;
    }
    [[nodiscard]] QJsonObject manifest() const
    {
        QFile file(packetPath(id));
        REQUIRE(file.open(QFile::ReadOnly));
        const auto opened
            = openPacket(file.readAll(), registry.certificatePem, registry.keyPem, authority.caPem());
        REQUIRE(opened);
        return QJsonDocument::fromJson(opened->files.front().bytes).object();
    }
};

} // namespace

TEST_CASE("a waived check is sealed only with a second officer's word, which goes into packet and ledger",
    "[sign-off]")
{
    SignOffBench bench;
    CHECK(bench.finishing() == "portrait: sign-off-missing");
    CHECK_FALSE(QFile::exists(bench.packetPath(bench.id)));
    const auto waived = bench.desk->waivers(bench.id).value();
    REQUIRE(waived.size() == 1);
    CHECK(waived.front().kind == "portrait-check");
    REQUIRE(bench.desk->signOff(bench.id, bench.binh, DeskBench::binhWords, {"portrait"}));
    CHECK(bench.desk->signedIn()->id == bench.an); // the officer at work stays
    CHECK(bench.desk->resumeCase(bench.id)->confirmation); // and so does the citizen's word
    REQUIRE(bench.finishing() == "sealed");
    CHECK(bench.desk->outbox().row(bench.id)->state == PacketState::Sealed);

    const QJsonObject manifest = bench.manifest();
    const QJsonObject signOff = manifest["signOffs"].toArray().at(0).toObject();
    CHECK(signOff["waiver"] == "portrait");
    CHECK(signOff["officer"] == bench.binh.text());
    CHECK(signOff["putOff"].isNull());
    CHECK(signOff["sha256"] == QString::fromLatin1(waived.front().digest.toHex()));
    CHECK(QJsonDocument(manifest["officers"].toArray()).toJson().contains("Bình"));
    const auto rows = bench.desk->ledger().value();
    const auto row = std::find_if(
        rows.begin(), rows.end(), [](const AuditRow& each) { return each.event == "signed-off"; });
    REQUIRE(row != rows.end());
    CHECK(row->actor == bench.binh.text());
    CHECK(row->detail == "portrait");
}

TEST_CASE("nobody signs off his own waiver", "[sign-off]")
{
    SignOffBench bench;
    const auto refused = [&](OfficerId who, const char* words) {
        const Status done = bench.desk->signOff(bench.id, who, words);
        return !done && done.error().code == ErrorCode::NotAllowed;
    };
    CHECK(refused(bench.an, DeskBench::anWords)); // at work, and has waived
    REQUIRE(bench.desk->signIn(bench.binh, DeskBench::binhWords));
    CHECK(refused(bench.an, DeskBench::anWords)); // no longer at work, but has waived
    CHECK(refused(bench.binh, DeskBench::binhWords)); // at work
    CHECK(bench.desk->signOff(bench.id, bench.chi, SignOffBench::chiWords));

    // The name that a caller writes into the waiver counts less than who has saved it.
    Portrait portrait = samplePortrait(bench.clock.now());
    portrait.checks.front().pass = false;
    portrait.waiver = Waiver {"health", {}, bench.chi, bench.clock.now()};
    REQUIRE(bench.desk->savePortrait(bench.id, portrait)); // by Bình
    REQUIRE(bench.desk->signIn(bench.an, DeskBench::anWords));
    CHECK(refused(bench.binh, DeskBench::binhWords));
    CHECK(refused(bench.chi, SignOffBench::chiWords));
}

TEST_CASE("a sign-off is void as soon as anything else of the case is saved", "[sign-off]")
{
    SignOffBench bench;
    REQUIRE(bench.desk->signOff(bench.id, bench.binh, DeskBench::binhWords));
    FormValues form = sampleForm();
    SECTION("the same again changes nothing")
    {
        REQUIRE(bench.desk->saveForm(bench.id, form));
        CHECK(bench.finishing() == "sealed");
    }
    SECTION("a field")
    {
        form["occupation"].text = "thợ may";
        REQUIRE(bench.desk->saveForm(bench.id, form));
        bench.confirm();
        CHECK(bench.finishing() == "portrait: sign-off-missing");
    }
    SECTION("another portrait with the same waiver")
    {
        bench.clock.advance(1s);
        bench.waive("health");
        CHECK(bench.finishing() == "portrait: sign-off-missing");
        REQUIRE(bench.desk->signOff(bench.id, bench.binh, DeskBench::binhWords));
        CHECK(bench.finishing() == "sealed");
    }
}

TEST_CASE("a wrong passphrase of the second officer counts and delays like one at sign-in", "[sign-off]")
{
    SignOffBench bench;
    for (int i = 0; i < 3; ++i)
        CHECK(bench.desk->signOff(bench.id, bench.binh, "not these words").error().code
            == ErrorCode::WrongPassphrase);
    CHECK(
        bench.desk->signOff(bench.id, bench.binh, DeskBench::binhWords).error().code == ErrorCode::LockedOut);
    CHECK(bench.desk->signedIn()->id == bench.an);
    CHECK(bench.finishing() == "portrait: sign-off-missing");
    bench.restart();
    CHECK(
        bench.desk->signOff(bench.id, bench.binh, DeskBench::binhWords).error().code == ErrorCode::LockedOut);
    bench.clock.advance(6s);
    CHECK(bench.desk->signOff(bench.id, bench.binh, DeskBench::binhWords));
    CHECK(bench.desk->verifyLedger());
}

TEST_CASE("where the policy asks for a supervisor an officer's word does not do, unless there is no other "
          "supervisor",
    "[sign-off]")
{
    SignOffBench bench("other");
    // An waived and is the only supervisor: an officer stands in, and the packet says so.
    REQUIRE(bench.desk->signOff(bench.id, bench.binh, DeskBench::binhWords));
    CHECK(bench.finishing() == "sealed");
    CHECK(bench.manifest()["signOffs"].toArray().at(0).toObject()["standIn"] == true);

    REQUIRE(bench.desk->signIn(bench.binh, DeskBench::binhWords));
    bench.id = bench.openFilledCase();
    bench.waive("other");
    CHECK(bench.desk->signOff(bench.id, bench.chi, SignOffBench::chiWords).error().code
        == ErrorCode::NotAllowed);
    CHECK(bench.finishing() == "portrait: sign-off-missing");
    CHECK(bench.desk->signOff(bench.id, bench.an, DeskBench::anWords));
    CHECK(bench.finishing() == "sealed");
}

TEST_CASE("a packet that waits for approval still waits when its row was lost and is rebuilt", "[sign-off]")
{
    SignOffBench bench;
    REQUIRE(bench.desk->putOffSignOff(bench.id, "no-second-officer", {}));
    REQUIRE(bench.finishing() == "sealed");
    const auto loseRow = [&] {
        const auto other = Database::open(bench.station).value();
        REQUIRE(transaction(*other, [&]() -> Status {
            Query(*other, "DELETE FROM outbox").run();
            CHECK(rebuildQueue(*other, bench.clock, 0).rebuilt == 1);
            return {};
        }));
    };
    loseRow();
    CHECK(bench.desk->outbox().row(bench.id)->state == PacketState::Held);
    CHECK(bench.desk->outbox().row(bench.id)->problem == awaitsApproval);
    REQUIRE(bench.desk->signIn(bench.binh, DeskBench::binhWords));
    REQUIRE(bench.desk->approve(bench.id)); // An has waived, and no other supervisor is there
    loseRow();
    CHECK(bench.desk->outbox().row(bench.id)->state == PacketState::Sealed);
}

TEST_CASE("alone at the bedside the case is sealed, and its packet waits for a supervisor", "[sign-off]")
{
    SignOffBench bench;
    REQUIRE(bench.desk->signIn(bench.binh, DeskBench::binhWords));
    bench.waive("cannot-sit"); // now it is Bình's
    CHECK(bench.desk->putOffSignOff(bench.id, "no-time", {}).error().code == ErrorCode::InvalidInput);
    REQUIRE(bench.desk->putOffSignOff(bench.id, "no-second-officer", "home visit"));
    REQUIRE(bench.finishing() == "sealed");
    CHECK(bench.manifest()["signOffs"].toArray().at(0).toObject()["putOff"] == "no-second-officer");
    const auto row = bench.desk->outbox().row(bench.id).value();
    CHECK(row.state == PacketState::Held);
    CHECK(row.problem == awaitsApproval);
    CHECK(bench.desk->today()->needsYou == 1);
    CHECK(bench.desk->outbox().due(bench.clock.now() + 24h, 10)->empty());

    CHECK(bench.desk->retry(bench.id).error().code == ErrorCode::NotAllowed);
    CHECK(bench.desk->approve(bench.id).error().code == ErrorCode::NotAllowed);
    REQUIRE(bench.desk->signIn(bench.chi, SignOffBench::chiWords));
    CHECK(bench.desk->approve(bench.id).error().code == ErrorCode::NotAllowed); // there is a supervisor
    CHECK(bench.desk->outbox().row(bench.id)->state == PacketState::Held);
    bench.restart(); // An
    REQUIRE(bench.desk->approve(bench.id));
    CHECK(bench.desk->outbox().row(bench.id)->state == PacketState::Sealed);
    CHECK(bench.desk->outbox().due(bench.clock.now(), 10)->size() == 1);
    CHECK(bench.desk->ledger()->back().event == "approved");
    CHECK(bench.desk->ledger()->back().actor == bench.an.text());
    CHECK(bench.desk->approve(bench.id).error().code == ErrorCode::InvalidInput);
}

TEST_CASE(
    "the only supervisor's own waiver is approved by another officer: no packet waits for ever", "[sign-off]")
{
    SignOffBench bench("other");
    REQUIRE(bench.desk->putOffSignOff(bench.id, "no-second-officer", {}));
    REQUIRE(bench.finishing() == "sealed");
    CHECK(bench.desk->approve(bench.id).error().code == ErrorCode::NotAllowed); // An, his own
    bench.desk->lock();
    CHECK(bench.desk->approve(bench.id).error().code == ErrorCode::NotSignedIn);
    REQUIRE(bench.desk->signIn(bench.chi, SignOffBench::chiWords));
    CHECK(bench.desk->approve(bench.id));
    CHECK(bench.desk->outbox().row(bench.id)->state == PacketState::Sealed);
}

TEST_CASE("what is weak or missing by somebody's judgement is signed off as the policy says", "[sign-off]")
{
    SignOffBench bench;
    const auto waivedFingers = [&] {
        QStringList fields;
        const auto waived = bench.desk->waivers(bench.id).value();
        for (const WaivedCheck& check : waived)
            fields << check.field + ":" + check.kind + ":" + wordOf(check.by);
        fields.removeFirst(); // the portrait
        return fields;
    };
    CHECK(waivedFingers().isEmpty()); // bandaged is plain to see
    FingerEntry weak = sampleFinger(FingerPosition::RightIndex, bench.clock.now());
    weak.capture->quality = 24;
    REQUIRE(bench.desk->saveFinger(bench.id, weak));
    FingerEntry refused = sampleException(FingerPosition::LeftThumb, bench.an, bench.clock.now());
    refused.exception->reason = FingerExceptionReason::Refused;
    REQUIRE(bench.desk->saveFinger(bench.id, refused));
    CHECK(waivedFingers()
        == QStringList {"finger-02:weak-print:officer", "finger-06:finger-reason:supervisor"});
    weak.capture->quality = 25;
    REQUIRE(bench.desk->saveFinger(bench.id, weak));
    CHECK(waivedFingers() == QStringList {"finger-06:finger-reason:supervisor"});
}
