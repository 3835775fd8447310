#include "tests/support/desk_bench.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>
#include <future>
#include <sqlite3.h>
#include <utility>

using namespace station;
using namespace std::chrono_literals;

namespace {

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

bool holds(const QByteArray& bytes, const QString& text)
{
    const QByteArray utf16(reinterpret_cast<const char*>(text.utf16()), text.size() * 2);
    return bytes.contains(text.toUtf8()) || bytes.contains(utf16)
        || bytes.contains(text.normalized(QString::NormalizationForm_D).toUtf8());
}

/// Everything sealed that the database holds about drafts.
std::vector<QByteArray> cellsOf(const QDir& station)
{
    sqlite3* handle = nullptr;
    REQUIRE(sqlite3_open(station.filePath("station.db").toUtf8().constData(), &handle) == SQLITE_OK);
    sqlite3_stmt* query = nullptr;
    sqlite3_prepare_v2(
        handle, "SELECT wrapped_key FROM draft UNION ALL SELECT sealed FROM draft_part", -1, &query, nullptr);
    std::vector<QByteArray> cells;
    while (sqlite3_step(query) == SQLITE_ROW)
        cells.emplace_back(
            static_cast<const char*>(sqlite3_column_blob(query, 0)), sqlite3_column_bytes(query, 0));
    sqlite3_finalize(query);
    sqlite3_close(handle);
    return cells;
}

} // namespace

TEST_CASE("a whole case ends as a packet that the registry opens, and the draft is gone", "[desk]")
{
    DeskBench bench;
    const PacketId id = bench.openFilledCase();
    const auto sealed = bench.desk->finish(id);
    if (!sealed)
        FAIL(sealed.error().detail);
    CHECK(sealed->id == id);
    CHECK(bench.desk->drafts()->empty());
    CHECK(bench.desk->resumeCase(id).error().code == ErrorCode::NotFound);
    const auto row = bench.desk->outbox().row(id);
    REQUIRE(row);
    CHECK(row->state == PacketState::Sealed);
    CHECK(row->caseNumber == sealed->caseNumber);
    const QByteArray packet = bytesOf(bench.packetPath(id));
    CHECK(packet.size() == row->size);
    const auto opened
        = openPacket(packet, bench.registry.certificatePem, bench.registry.keyPem, bench.authority.caPem());
    if (!opened)
        FAIL(opened.error().detail);
    CHECK(opened->id == id);
    CHECK(opened->stationId == "station-1");
    CHECK(bench.desk->verifyLedger());
    const TodayCounts today = bench.desk->today().value();
    CHECK(today.captured == 1);
    CHECK(today.waiting == 1);
    CHECK(today.received == 0);
    CHECK(today.waitingBytes == row->size);
}

TEST_CASE("with a clock set back by a year work goes on, and every packet and the ledger say so", "[desk]")
{
    DeskBench bench;
    CHECK(bench.desk->clock()->trust == ClockTrust::Unchecked);
    bench.clock.set(bench.clock.now() - 24h * 365);
    bench.restart();
    const PacketId id = bench.openFilledCase();
    REQUIRE(bench.desk->finish(id));
    const auto opened = openPacket(bytesOf(bench.packetPath(id)), bench.registry.certificatePem,
        bench.registry.keyPem, bench.authority.caPem());
    REQUIRE(opened);
    const QJsonObject clock = QJsonDocument::fromJson(opened->files.front().bytes)["clock"].toObject();
    CHECK(clock["trust"] == "wrong");
    CHECK(clock["offset_ms"].isNull()); // the registry was not heard in this run of the computer
    CHECK(clock["floor"].toString().startsWith("2026-11-27T12:00:00"));
    const auto rows = bench.desk->ledger().value();
    const auto told = [&](const char* event) {
        return std::count_if(
            rows.begin(), rows.end(), [&](const AuditRow& row) { return row.event == QLatin1String(event); });
    };
    CHECK(told("clock-wrong") == 1);
    bench.clock.set(bench.clock.now() + 24h * 365);
    CHECK(bench.desk->clock()->trust == ClockTrust::Unchecked);
    CHECK(bench.desk->verifyLedger());
}

TEST_CASE("finishing twice ends in the same packet", "[desk]")
{
    DeskBench bench;
    const PacketId id = bench.openFilledCase();
    const auto first = bench.desk->finish(id);
    REQUIRE(first);
    const QByteArray packet = bytesOf(bench.packetPath(id));
    bench.restart();
    const auto second = bench.desk->finish(id);
    REQUIRE(second);
    CHECK(second->caseNumber == first->caseNumber);
    CHECK(bytesOf(bench.packetPath(id)) == packet);
    CHECK(bench.desk->outbox().list({})->size() == 1);
}

TEST_CASE("everything saved is there after a restart, on the same step", "[desk]")
{
    DeskBench bench;
    const PacketId id = bench.openFilledCase();
    EnrollmentDraft expected;
    fillSample(expected, bench.an, bench.clock.now());
    bench.restart();
    const auto draft = bench.desk->resumeCase(id);
    REQUIRE(draft);
    CHECK(draft->form == expected.form);
    CHECK(draft->portrait == expected.portrait);
    CHECK(draft->fingers == expected.fingers);
    CHECK(draft->confirmation == expected.confirmation);
    CHECK(draft->step == CaseStep::Review);
    CHECK(draft->openedBy == bench.an);
    const auto drafts = bench.desk->drafts();
    REQUIRE(drafts);
    REQUIRE(drafts->size() == 1);
    CHECK(drafts->front().personName == "NGUYỄN THỊ MINH ÁNH");
    CHECK(drafts->front().fingersDone == 10);
}

TEST_CASE("the citizen's data is never in the clear in the database, its log or the packet files", "[desk]")
{
    DeskBench bench;
    const auto noneIn = [&](const QString& path) {
        const QByteArray bytes = bytesOf(path);
        for (const QString& secret : sampleSecrets()) {
            CAPTURE(path.toStdString(), secret.toStdString());
            CHECK_FALSE(holds(bytes, secret));
        }
        return bytes.size();
    };
    const PacketId id = bench.openFilledCase();
    CHECK(noneIn(bench.station.filePath("station.db")) + noneIn(bench.station.filePath("station.db-wal"))
        > 50'000);
    REQUIRE(bench.desk->finish(id));
    noneIn(bench.station.filePath("station.db"));
    noneIn(bench.station.filePath("station.db-wal"));
    CHECK(noneIn(bench.packetPath(id)) > 0);
}

TEST_CASE("after sealing the draft's key and parts are nowhere on the disk", "[desk]")
{
    DeskBench bench;
    const PacketId id = bench.openFilledCase();
    const auto cells = cellsOf(bench.station);
    REQUIRE(cells.size() == 14); // key, form, portrait, ten fingers, confirmation
    REQUIRE(bench.desk->finish(id));
    for (const QByteArray& cell : cells)
        for (const char* name : {"station.db", "station.db-wal"})
            CHECK_FALSE(bytesOf(bench.station.filePath(name)).contains(cell.left(60)));
}

TEST_CASE("locked, nothing sealed is read or written, and the queue goes on", "[desk]")
{
    DeskBench bench;
    const PacketId id = bench.openFilledCase();
    bench.desk->lock();
    CHECK_FALSE(bench.desk->signedIn());
    CHECK(bench.desk->openCase("cc-new-14").error().code == ErrorCode::NotSignedIn);
    CHECK(bench.desk->resumeCase(id).error().code == ErrorCode::NotSignedIn);
    CHECK(bench.desk->saveForm(id, {}).error().code == ErrorCode::NotSignedIn);
    CHECK(bench.desk->saveStep(id, CaseStep::Person).error().code == ErrorCode::NotSignedIn);
    CHECK(bench.desk->discardCase(id, "test").error().code == ErrorCode::NotSignedIn);
    CHECK(bench.desk->finish(id).error().code == ErrorCode::NotSignedIn);
    REQUIRE(bench.desk->drafts());
    CHECK(bench.desk->drafts()->front().personName.isEmpty());
    CHECK(bench.desk->today());
    CHECK(bench.desk->outbox().list({}));
    bench.signIn();
    CHECK(bench.desk->finish(id));
}

TEST_CASE("another officer goes on with the case, and both are in the packet", "[desk]")
{
    DeskBench bench;
    const PacketId id = bench.openFilledCase();
    REQUIRE(bench.desk->signIn(bench.binh, DeskBench::binhWords));
    REQUIRE(bench.desk->saveFinger(
        id, sampleException(FingerPosition::RightThumb, bench.binh, bench.clock.now())));
    REQUIRE(bench.desk->saveConfirmation(id, sampleConfirmation(bench.binh, bench.clock.now())));
    REQUIRE(bench.desk->finish(id));
    const auto opened = openPacket(bytesOf(bench.packetPath(id)), bench.registry.certificatePem,
        bench.registry.keyPem, bench.authority.caPem());
    REQUIRE(opened);
    const QString manifest = QString::fromUtf8(opened->files.front().bytes);
    CHECK(manifest.contains("\"An\""));
    CHECK(manifest.contains("\"Bình\""));
}

TEST_CASE("a change after the citizen confirmed makes the confirmation void; saving the same again does not",
    "[desk]")
{
    DeskBench bench;
    const PacketId id = bench.openFilledCase();
    REQUIRE(bench.desk->saveForm(id, sampleForm()));
    CHECK(bench.desk->resumeCase(id)->confirmation);
    FormValues changed = sampleForm();
    changed["occupation"].text = "thợ may";
    REQUIRE(bench.desk->saveForm(id, changed));
    CHECK_FALSE(bench.desk->resumeCase(id)->confirmation);
    const auto refused = bench.desk->finish(id);
    REQUIRE_FALSE(refused);
    CHECK(refused.error() == Error {ErrorCode::InvalidInput, "confirmation: not-confirmed"});
    CHECK_FALSE(QFile::exists(bench.packetPath(id)));
}

TEST_CASE("an unfinished case is refused with its first open point, and stays as it was", "[desk]")
{
    DeskBench bench;
    const auto draft = bench.desk->openCase("cc-new-14");
    REQUIRE(draft);
    CHECK(bench.desk->finish(draft->id).error().code == ErrorCode::InvalidInput);
    CHECK(bench.desk->resumeCase(draft->id));
    CHECK(bench.desk->outbox().list({})->empty());
    CHECK(bench.desk->finish(PacketId::create(bench.clock.now())).error().code == ErrorCode::NotFound);
}

TEST_CASE("a procedure without biometrics destroys those that were taken", "[desk]")
{
    DeskBench bench;
    const PacketId id = bench.openFilledCase();
    REQUIRE(bench.desk->saveProcedure(id, "cc-new-0-6"));
    const auto draft = bench.desk->resumeCase(id);
    REQUIRE(draft);
    CHECK(draft->procedureId == "cc-new-0-6");
    CHECK_FALSE(draft->portrait);
    CHECK(draft->fingers.isEmpty());
    CHECK_FALSE(draft->confirmation);
    CHECK(draft->form == sampleForm());
    CHECK(bench.desk->saveProcedure(id, "no-such").error().code == ErrorCode::NotFound);
}

TEST_CASE("a discarded case is gone, and the ledger says why", "[desk]")
{
    DeskBench bench;
    const PacketId id = bench.openFilledCase();
    for (const QString& name : {QStringLiteral("Bà Ánh đã về"), QStringLiteral("ANH"), QString()})
        CHECK(bench.desk->discardCase(id, name).error().code
            == ErrorCode::InvalidInput); // no free words in the ledger
    REQUIRE(bench.desk->discardCase(id, "citizen-left"));
    CHECK(bench.desk->drafts()->empty());
    CHECK(bench.desk->discardCase(id, "citizen-left").error().code == ErrorCode::NotFound);
    CHECK(bench.desk->ledger()->back().event == "case-discarded");
    CHECK(bench.desk->ledger()->back().detail == "citizen-left");
}

TEST_CASE("without an identity nothing is sealed and the draft stays", "[desk]")
{
    DeskBench bench;
    const PacketId id = bench.openFilledCase();
    QFile::remove(bench.station.filePath("identity/registry.pem"));
    CHECK(bench.desk->finish(id).error().code == ErrorCode::SealingFailed);
    CHECK(bench.desk->resumeCase(id));
    CHECK(bench.desk->outbox().list({})->empty());
}

TEST_CASE("an identity of another CA or with a foreign key is refused and the old one stays", "[desk]")
{
    DeskBench bench;
    const TestAuthority stranger("Stranger");
    const QByteArray before = bytesOf(bench.station.filePath("identity/station.pem"));
    CHECK(bench.desk
              ->installIdentity(
                  TestAuthority::identity(bench.authority, stranger.station("station-9"), bench.registry))
              .error()
              .code
        == ErrorCode::InvalidInput);
    CHECK(bytesOf(bench.station.filePath("identity/station.pem")) == before);
    CHECK(bench.desk->info().id == "station-1");
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    CHECK((QFile::permissions(bench.station.filePath("identity/station.key")) & others)
        == QFile::Permissions());
}

TEST_CASE("a station is what it was made as, and is not made twice", "[desk]")
{
    DeskBench bench;
    CHECK(bench.desk->info().name == "Trạm thử");
    CHECK(bench.desk->info().practice);
    CHECK(Desk::create(bench.station, bench.desk->info(), bench.clock, cheapCost).error().code
        == ErrorCode::InvalidInput);
    REQUIRE(bench.desk->setRegistry(QUrl("https://localhost:9")));
    CHECK(bench.desk->setRegistry(QUrl("http://localhost:9")).error().code == ErrorCode::InvalidInput);
    bench.restart();
    CHECK(bench.desk->info().registry == QUrl("https://localhost:9"));
    QTemporaryDir empty;
    CHECK(Desk::open(QDir(empty.path()), bench.clock).error().code == ErrorCode::NotFound);
    CHECK(Desk::create(QDir(empty.filePath("x")), {{}, "", "00019", {}, false}, bench.clock).error().code
        == ErrorCode::InvalidInput);
    CHECK(Desk::create(QDir(empty.filePath("x")), {{}, "n", "12a", {}, false}, bench.clock).error().code
        == ErrorCode::InvalidInput);
    CHECK_FALSE(QDir(empty.filePath("x")).exists());
}

TEST_CASE("today begins at local midnight", "[desk]")
{
    DeskBench bench;
    REQUIRE(bench.desk->finish(bench.openFilledCase()));
    bench.clock.advance(24h);
    CHECK(bench.desk->today()->captured == 0);
    CHECK(bench.desk->today()->waiting == 1);
    REQUIRE(bench.desk->finish(bench.openFilledCase()));
    CHECK(bench.desk->today()->captured == 1);
}

TEST_CASE("case numbers of a day count up, and begin anew on the next", "[desk]")
{
    DeskBench bench;
    const QString first = bench.desk->openCase("cc-new-14")->caseNumber;
    const QString second = bench.desk->openCase("cc-new-14")->caseNumber;
    CHECK(first.section('-', 2, 2) == "0001");
    CHECK(second.section('-', 2, 2) == "0002");
    CHECK(first.section('-', 0, 1) == second.section('-', 0, 1));
    bench.clock.advance(24h);
    CHECK(bench.desk->openCase("cc-new-14")->caseNumber.section('-', 2, 2) == "0001");
}

namespace {

/// A clock that lets another process act at the n-th look.
class InterruptedClock final : public Clock {
public:
    explicit InterruptedClock(const Clock& real)
        : m_real(real)
    {
    }
    std::function<void()> atNextLook;

    [[nodiscard]] Instant now() const override
    {
        if (atNextLook)
            std::exchange(const_cast<InterruptedClock*>(this)->atNextLook, {})();
        return m_real.now();
    }

private:
    const Clock& m_real;
};

} // namespace

TEST_CASE("two processes that finish the same case at once leave one packet, and it is the one in the queue",
    "[desk]")
{
    DeskBench bench;
    const PacketId id = bench.openFilledCase();
    InterruptedClock clock(bench.clock);
    const auto second = Desk::open(bench.station, clock);
    REQUIRE(second);
    REQUIRE((*second)->signIn(bench.an, DeskBench::anWords));

    std::future<Result<SealedCase>> first;
    clock.atNextLook = [&] {
        first = std::async(std::launch::async, [&] { return bench.desk->finish(id); });
        first.wait_for(std::chrono::seconds(1)); // it waits for us, or has gone ahead
    };
    const auto done = (*second)->finish(id);
    REQUIRE(first.valid());
    CHECK(first.get());
    CHECK(done);
    const auto row = bench.desk->outbox().row(id);
    REQUIRE(row);
    QFile file(bench.packetPath(id));
    REQUIRE(file.open(QFile::ReadOnly));
    CHECK(QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256) == row->sha256);
}
