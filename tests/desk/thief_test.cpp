#include "core/procedure/policy.h"
#include "tests/support/desk_bench.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <catch2/catch.hpp>

#include <sqlite3.h>

using namespace station;

namespace {

/// Somebody who has the disk, and no passphrase.
void onDisk(const QDir& station, const char* sql)
{
    sqlite3* handle = nullptr;
    REQUIRE(sqlite3_open(station.filePath("station.db").toUtf8().constData(), &handle) == SQLITE_OK);
    CHECK(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(handle);
}

QJsonObject manifestOf(const DeskBench& bench, PacketId id)
{
    QFile file(bench.packetPath(id));
    REQUIRE(file.open(QFile::ReadOnly));
    const auto opened = openPacket(
        file.readAll(), bench.registry.certificatePem, bench.registry.keyPem, bench.authority.caPem());
    REQUIRE(opened);
    return QJsonDocument::fromJson(opened->files.front().bytes).object();
}

/// The same bench, marked as a real station.
struct RealBench : DeskBench {
    RealBench()
    {
        desk.reset();
        onDisk(station, "UPDATE setting SET value = '0' WHERE key = 'practice'");
        REQUIRE(QFile::remove(station.filePath("station.keys")));
        restart();
    }
};

} // namespace

TEST_CASE("whoever deletes the officers from the disk sets up no station anew", "[thief]")
{
    DeskBench bench;
    bench.desk.reset();
    const bool trustToo = GENERATE(false, true);
    onDisk(
        bench.station, trustToo ? "DELETE FROM officer; DELETE FROM sealed_setting" : "DELETE FROM officer");
    REQUIRE(QFile::remove(bench.station.filePath("station.keys")));
    bench.start();
    REQUIRE(bench.desk->officers()->empty());
    CHECK(bench.desk->addOfficer("Anh S", Role::Supervisor, "a thief's words").error().code
        == ErrorCode::Damaged);
    CHECK(bench.desk->setRegistry(QUrl("https://localhost:1")).error().code == ErrorCode::Damaged);
    CHECK(bench.desk
              ->installIdentity(TestAuthority::identity(
                  bench.authority, bench.authority.station("station-1"), bench.registry))
              .error()
              .code
        == ErrorCode::Damaged);
    CHECK(bench.desk->officers()->empty());
}

TEST_CASE("a confirmation and a sign-off are put back beside no other form, portrait or finger", "[thief]")
{
    DeskBench bench;
    const PacketId id = bench.openFilledCase();
    Portrait portrait = samplePortrait(bench.clock.now());
    portrait.checks.front().pass = false;
    portrait.waiver = Waiver {"health", "in bed", bench.an, bench.clock.now()};
    REQUIRE(bench.desk->savePortrait(id, portrait));
    REQUIRE(bench.desk->signOff(id, bench.binh, DeskBench::binhWords));
    REQUIRE(bench.desk->saveConfirmation(id, sampleConfirmation(bench.an, bench.clock.now())));
    onDisk(bench.station,
        "CREATE TABLE aside AS SELECT * FROM draft_part WHERE part IN ('confirmation', 'sign-offs')");
    const auto putBack = [&] {
        onDisk(bench.station,
            "DELETE FROM draft_part WHERE part IN ('confirmation', 'sign-offs');"
            "INSERT INTO draft_part SELECT * FROM aside");
    };
    SECTION("as they were they are good: the control")
    {
        putBack();
        CHECK(bench.desk->finish(id));
    }
    SECTION("another name")
    {
        FormValues other = sampleForm();
        other["occupation"].text = "thợ may";
        REQUIRE(bench.desk->saveForm(id, other));
        putBack();
        CHECK_FALSE(bench.desk->resumeCase(id)->confirmation);
        CHECK(bench.desk->resumeCase(id)->signOffs.empty());
        CHECK(bench.desk->finish(id).error().code == ErrorCode::InvalidInput);
    }
    SECTION("another portrait")
    {
        portrait.croppedJpeg += "x";
        REQUIRE(bench.desk->savePortrait(id, portrait));
        putBack();
        CHECK(bench.desk->finish(id).error().code == ErrorCode::InvalidInput);
    }
    SECTION("another finger")
    {
        FingerEntry finger = sampleFinger(FingerPosition::RightThumb, bench.clock.now());
        finger.capture->png += "x";
        REQUIRE(bench.desk->saveFinger(id, finger));
        putBack();
        CHECK(bench.desk->finish(id).error().code == ErrorCode::InvalidInput);
    }
    CHECK(bench.desk->drafts()->size() + bench.desk->outbox().list({})->size() == 1);
}

TEST_CASE(
    "whoever takes a sealed case out of queue, folder and ledger is noticed at the next sign-in", "[thief]")
{
    DeskBench bench;
    const PacketId id = bench.openFilledCase();
    const qint64 before = bench.desk->ledgerHead()->seq;
    REQUIRE(bench.desk->finish(id));
    const bool taken = GENERATE(true, false);
    bench.desk.reset();
    if (taken) {
        onDisk(bench.station,
            ("DELETE FROM outbox; DELETE FROM ledger WHERE seq > " + std::to_string(before)
                + "; UPDATE ledger_head SET (seq, hash) = (SELECT seq, hash FROM ledger ORDER BY seq DESC "
                  "LIMIT 1)")
                .c_str());
        REQUIRE(QFile::remove(bench.packetPath(id)));
    }
    bench.start();
    CHECK(bench.desk->verifyLedger());
    CHECK_FALSE(bench.desk->checkStore().ledger);
    bench.signIn();
    CHECK(bench.desk->verifyLedger().has_value() == !taken);
    CHECK(bench.desk->checkStore().ledger.has_value() == taken);
}

TEST_CASE(
    "a real station makes no slot that is cheaper than moderate, whatever stands in the database", "[thief]")
{
    RealBench bench; // with slots of the cheapest kind
    REQUIRE(bench.desk->changePassphrase(bench.an, DeskBench::anWords, "An's other words"));
    sqlite3* handle = nullptr;
    REQUIRE(sqlite3_open(bench.station.filePath("station.db").toUtf8().constData(), &handle) == SQLITE_OK);
    sqlite3_stmt* query = nullptr;
    REQUIRE(sqlite3_prepare_v2(
                handle, "SELECT max(kdf_memory), max(kdf_passes) FROM officer", -1, &query, nullptr)
        == SQLITE_OK);
    REQUIRE(sqlite3_step(query) == SQLITE_ROW);
    CHECK(sqlite3_column_int64(query, 0) == static_cast<qint64>(KeyCost::moderate().memoryBytes));
    CHECK(sqlite3_column_int64(query, 1) == static_cast<qint64>(KeyCost::moderate().passes));
    sqlite3_finalize(query);
    sqlite3_close(handle);
}

TEST_CASE("a real station seals nothing that a practice device gave, and a practice station says what it is",
    "[thief]")
{
    const auto take = [](DeskBench& bench, PacketId id, const QString& camera, const QString& reader) {
        Portrait portrait = samplePortrait(bench.clock.now());
        portrait.camera = camera;
        FingerEntry finger = sampleFinger(FingerPosition::RightThumb, bench.clock.now());
        finger.capture->reader = reader;
        REQUIRE(bench.desk->savePortrait(id, portrait));
        REQUIRE(bench.desk->saveFinger(id, finger));
        REQUIRE(bench.desk->saveConfirmation(id, sampleConfirmation(bench.an, bench.clock.now())));
    };
    SECTION("real")
    {
        RealBench bench;
        const PacketId id = bench.openFilledCase();
        for (const auto& [camera, reader] : {std::pair("practice", "upek"), std::pair("camera", "practice"),
                 std::pair("camera", "virtual_image/0")}) {
            INFO(camera << ", " << reader);
            take(bench, id, camera, reader);
            CHECK(bench.desk->finish(id).error().code == ErrorCode::InvalidInput);
        }
        take(bench, id, "camera", "upek");
        REQUIRE(bench.desk->finish(id));
        CHECK_FALSE(manifestOf(bench, id)["station"].toObject().contains("practice"));
    }
    SECTION("practice")
    {
        DeskBench bench;
        const PacketId id = bench.openFilledCase();
        take(bench, id, "practice", "practice");
        REQUIRE(bench.desk->finish(id));
        CHECK(manifestOf(bench, id)["station"].toObject()["practice"] == true);
    }
}

TEST_CASE(
    "three fingers without a print, or all of them, need a supervisor whatever the reasons are", "[thief]")
{
    DeskBench bench;
    const PacketId id = bench.openFilledCase(); // one is bandaged
    const auto asked = [&] {
        QStringList fields;
        const auto waived = bench.desk->waivers(id).value();
        for (const WaivedCheck& check : waived)
            fields << check.field + ":" + check.kind + ":" + wordOf(check.by);
        return fields;
    };
    const auto except = [&](FingerPosition position, FingerExceptionReason reason) {
        FingerEntry finger = sampleException(position, bench.an, bench.clock.now());
        finger.exception->reason = reason;
        REQUIRE(bench.desk->saveFinger(id, finger));
    };
    except(FingerPosition::RightThumb, FingerExceptionReason::Amputated);
    CHECK(asked().isEmpty());
    except(FingerPosition::RightIndex, FingerExceptionReason::Amputated);
    CHECK(asked().size() == 3);
    CHECK(asked().front() == "finger-01:finger-reason:supervisor");
    for (const FingerPosition position : allFingers)
        except(position, FingerExceptionReason::Bandaged);
    CHECK(asked().size() == 10);
    REQUIRE(bench.desk->saveConfirmation(id, sampleConfirmation(bench.an, bench.clock.now())));
    CHECK(bench.desk->finish(id).error().detail == "finger-01: sign-off-missing");
}
