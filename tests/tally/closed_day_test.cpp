// A day is closed, signed, changed since, and altered by whoever should not.
#include "core/enroll/signed_document.h"
#include "core/tally/tally_json.h"
#include "tests/tally/tally_bench.h"
#include "tests/tally/working_days.h"

#include <QJsonArray>

#include <catch2/catch.hpp>

#include <functional>
#include <sqlite3.h>

using namespace station;
using namespace std::chrono_literals;

namespace {

struct ClosedBench : WorkingDays {
    QDate day {QDateTime::fromMSecsSinceEpoch(toMs(clock.now())).date()};
    std::vector<PacketId> ids;

    ClosedBench()
    {
        for (const Place place : {Place::Desk, Place::Home, Place::Home}) {
            clock.advance(1ms);
            const auto sealed = seal({"cc-new-14", "1994-03-15", {place, {}, {}, {}, {}}});
            REQUIRE(sealed);
            ids.push_back(sealed->id);
        }
        answer(ids[0], PacketState::Received);
    }
    ClosedDay close()
    {
        const auto closed = desk->tally().close(day);
        if (!closed)
            FAIL(closed.error().detail);
        return *closed;
    }
    RestatedDay restated()
    {
        const TallySheet made = sheet(day, day);
        REQUIRE(made.closed.size() == 1);
        return made.closed.front();
    }
    void tamper(const QString& sql)
    {
        desk.reset();
        sqlite3* handle = nullptr;
        REQUIRE(sqlite3_open(station.filePath("station.db").toUtf8().constData(), &handle) == SQLITE_OK);
        CHECK(sqlite3_exec(handle, sql.toUtf8().constData(), nullptr, nullptr, nullptr) == SQLITE_OK);
        sqlite3_close(handle);
        restart();
    }
};

struct Signed {
    TestAuthority authority;
    StationIdentity identity
        = TestAuthority::identity(authority, authority.station("station-1"), authority.registry());

    static ClosedDay day()
    {
        ClosedDay closed;
        closed.rows = {packetOn(monday), answered(monday, monday), packetOn(monday.addDays(-3))};
        closed.rows[0].facts->exceptions.missing[2] = 1;
        closed.rows[0].facts->team = "Đội 3";
        closed.rows[1].facts->fee = {25'000, {}};
        closed.rows[2].facts.reset();
        closed.sheet = makeSheet(headOn(monday), {monday, monday, {}}, closed.rows).value();
        closed.closedBy = OfficerId::create(noonOf(monday));
        closed.closedByName = "An";
        closed.auditHead = QByteArray(32, 'h');
        return closed;
    }
    /// Signed by us as it is, after somebody changed what stands inside.
    Result<ClosedDay> opened(const std::function<void(QJsonObject&)>& change) const
    {
        const auto der = signDay(day(), identity);
        REQUIRE(der);
        QJsonObject object = QJsonDocument::fromJson(openDocument(*der, authority.caPem())->content).object();
        change(object);
        const auto changed = signDocument(QJsonDocument(object).toJson(QJsonDocument::Compact), identity);
        REQUIRE(changed);
        return openDay(*changed, authority.caPem());
    }
    static void inPacket(QJsonObject& object, int index, const std::function<void(QJsonObject&)>& change)
    {
        QJsonArray packets = object["packets"].toArray();
        QJsonObject packet = packets[index].toObject();
        change(packet);
        packets[index] = packet;
        object["packets"] = packets;
    }
};

void setFact(QJsonObject& packet, const char* key, const QJsonValue& value)
{
    QJsonObject facts = packet["facts"].toObject();
    facts[QLatin1String(key)] = value;
    packet["facts"] = facts;
}

} // namespace

TEST_CASE("a closed day is signed with everything it counts, and reads back as it was", "[tally]")
{
    const Signed bench;
    const ClosedDay day = Signed::day();
    const auto read = openDay(signDay(day, bench.identity).value(), bench.authority.caPem());
    if (!read)
        FAIL(read.error().detail);
    CHECK(read->sheet.total == day.sheet.total);
    CHECK(read->sheet.flow == day.sheet.flow);
    CHECK(read->sheet.flow.openBefore == 1);
    CHECK(read->closedBy == day.closedBy);
    CHECK(read->closedByName == "An");
    REQUIRE(read->rows.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(read->rows[i].facts == day.rows[i].facts);
        CHECK(countsOf(read->rows[i]) == countsOf(day.rows[i]));
        CHECK(answeredOn(read->rows[i], 0) == answeredOn(day.rows[i], 0));
    }
}

TEST_CASE("a document that one byte was changed in is refused", "[tally]")
{
    const Signed bench;
    const QByteArray der = signDay(Signed::day(), bench.identity).value();
    REQUIRE(openDay(der, bench.authority.caPem()));
    for (qsizetype at = 0; at < der.size(); at += 37) {
        QByteArray altered = der;
        altered[at] = static_cast<char>(altered[at] ^ 1);
        const auto read = openDay(altered, bench.authority.caPem());
        if (read) // a byte that nothing is signed over, e.g. the spelling of an algorithm's absent parameters
            CHECK(read->contentSha256 == openDay(der, bench.authority.caPem())->contentSha256);
        else
            CHECK(read.error().code == ErrorCode::Damaged);
    }
    CHECK_FALSE(openDay(der.left(der.size() / 2), bench.authority.caPem()));
    CHECK_FALSE(openDay({}, bench.authority.caPem()));
    CHECK_FALSE(openDay(der, TestAuthority("Another CA").caPem()));
    CHECK_FALSE(openDay(QByteArray(largestDayDocument + 1, '0'), bench.authority.caPem()));
}

TEST_CASE("a document whose values are missing, impossible or not those of its packets is refused", "[tally]")
{
    const Signed bench;
    REQUIRE(bench.opened([](QJsonObject&) {}));
    const auto total = [](QJsonObject& o, const char* key, int value) {
        QJsonObject counts = o["total"].toObject();
        counts[QLatin1String(key)] = value;
        o["total"] = counts;
    };
    const auto packet = [](const char* key, const QJsonValue& value) {
        return [=](QJsonObject& o) {
            Signed::inPacket(o, 0, [&](QJsonObject& p) { p[QLatin1String(key)] = value; });
        };
    };
    const auto fact = [](const char* key, const QJsonValue& value) {
        return
            [=](QJsonObject& o) { Signed::inPacket(o, 0, [&](QJsonObject& p) { setFact(p, key, value); }); };
    };
    const std::pair<const char*, std::function<void(QJsonObject&)>> wrongs[] {
        {"type", [](QJsonObject& o) { o["type"] = "enrollment-bundle"; }},
        {"version", [](QJsonObject& o) { o["version"] = 2; }},
        {"another day", [](QJsonObject& o) { o["day"] = "2026-11-24"; }},
        {"no day", [](QJsonObject& o) { o["day"] = "2026-02-30"; }},
        {"another station",
            [](QJsonObject& o) {
                o["station"] = QJsonObject {{"id", "station-2"}};
            }},
        {"no station", [](QJsonObject& o) { o.remove("station"); }},
        {"no moment", [](QJsonObject& o) { o["closedAt"] = "yesterday"; }},
        {"nobody closed it", [](QJsonObject& o) { o.remove("closedBy"); }},
        {"no audit head", [](QJsonObject& o) { o["auditHead"] = "00"; }},
        {"one more captured", [&](QJsonObject& o) { total(o, "captured", 3); }},
        {"one more received", [&](QJsonObject& o) { total(o, "received", 2); }},
        {"a fee", [&](QJsonObject& o) { total(o, "fee", 50'000); }},
        {"no flow", [](QJsonObject& o) { o.remove("flow"); }},
        {"a packet left out",
            [](QJsonObject& o) {
                QJsonArray packets = o["packets"].toArray();
                packets.removeLast();
                o["packets"] = packets;
            }},
        {"a packet twice",
            [](QJsonObject& o) {
                QJsonArray packets = o["packets"].toArray();
                packets.append(packets[0]);
                o["packets"] = packets;
            }},
        {"no id", packet("packetId", "")},
        {"an id spelled otherwise", packet("packetId", "{00000000-0000-7000-8000-000000000001}")},
        {"an unknown state", packet("state", "flying")},
        {"a number for a case number", packet("caseNumber", 7)},
        {"a long case number", packet("caseNumber", QString(201, 'x'))},
        {"facts that are a text", packet("facts", "none")},
        {"an unknown place", fact("place", "moon")},
        {"an unknown age", fact("age", "old")},
        {"eleven fingers", fact("exceptions", QJsonObject {{"amputated", 11}})},
        {"a fee below nothing", fact("fee", -1)},
        {"half a fee", fact("fee", 0.5)},
        {"a day that cannot be", fact("day", "2026-13-01")},
    };
    for (const auto& [what, change] : wrongs) {
        CAPTURE(what);
        const auto read = bench.opened(change);
        REQUIRE_FALSE(read);
        CHECK(read.error().code == ErrorCode::Damaged);
    }
}

TEST_CASE("a supervisor closes a day once; it verifies, and the ledger names it", "[tally]")
{
    ClosedBench bench;
    const ClosedDay closed = bench.close();
    CHECK(closed.sheet.total.captured == 3);
    CHECK(closed.sheet.total.of(TallyStatus::Received) == 1);
    CHECK(closed.closedByName == "An");
    CHECK(bench.desk->tally().verify(bench.day)->contentSha256 == closed.contentSha256);
    const auto document = bench.desk->tally().document(bench.day);
    REQUIRE(document);
    CHECK(bench.desk->tally().verify(*document)->contentSha256 == closed.contentSha256);
    CHECK(bench.desk->tally().close(bench.day).error().code == ErrorCode::InvalidInput);
    CHECK(bench.desk->tally().close(bench.day.addDays(1)).error().code == ErrorCode::InvalidInput);
    CHECK(bench.desk->tally().verify(bench.day.addDays(-1)).error().code == ErrorCode::NotFound);
    CHECK(bench.desk->verifyLedger());
    const auto rows = bench.desk->ledger().value();
    CHECK(rows.back().event == "tally-closed");
    CHECK(rows.back().detail.contains(QString::fromLatin1(closed.contentSha256.toHex())));
    CHECK(rows.back().actor == bench.an.text());
}

TEST_CASE("what changes after a day was closed is a line with its reason, never another number", "[tally]")
{
    ClosedBench bench;
    bench.close();
    CHECK(bench.restated().lines.empty());
    bench.clock.advance(24h);
    bench.answer(bench.ids[1], PacketState::Processed);
    bench.answer(bench.ids[2], PacketState::Rejected, "photo-unusable");
    const RestatedDay day = bench.restated();
    CHECK(day.closed.of(TallyStatus::Received) == 1);
    CHECK(day.closed.of(TallyStatus::Waiting) == 2);
    CHECK(day.now.of(TallyStatus::Received) == 2);
    REQUIRE(day.lines.size() == 2);
    CHECK(day.lines[0].id == bench.ids[1]);
    CHECK(day.lines[0].was == TallyStatus::Waiting);
    CHECK(day.lines[0].now == TallyStatus::Received);
    CHECK(day.lines[0].reason == "late-receipt");
    CHECK(day.lines[1].reason == "late-answer");
    CHECK(day.lines[1].problem == "rejected:photo-unusable");
    CHECK(bench.desk->tally().verify(bench.day)->sheet.total.of(TallyStatus::Received) == 1);
}

TEST_CASE("a case captured on a closed day, by a clock that was set back, is a line of it", "[tally]")
{
    ClosedBench bench;
    const Instant then = bench.clock.now();
    bench.close();
    bench.clock.advance(48h);
    bench.clock.set(then);
    const auto sealed = bench.seal({});
    REQUIRE(sealed);
    const RestatedDay day = bench.restated();
    REQUIRE(day.lines.size() == 1);
    CHECK(day.lines[0].id == sealed->id);
    CHECK_FALSE(day.lines[0].was);
    CHECK(day.lines[0].reason == "captured-after-closing");
    CHECK(day.closed.captured == 3);
    CHECK(day.now.captured == 4);
}

TEST_CASE("packets held, let go and lost since are told by their reason", "[tally]")
{
    ClosedBench bench;
    REQUIRE(bench.desk->hold(bench.ids[1], "question"));
    bench.close();
    REQUIRE(bench.desk->retry(bench.ids[1]));
    REQUIRE(bench.desk->hold(bench.ids[2], "question"));
    CHECK(bench.restated().lines[0].reason == "released");
    CHECK(bench.restated().lines[1].reason == "held");
    REQUIRE(QFile::remove(bench.packetPath(bench.ids[2])));
    bench.tamper(QString("DELETE FROM outbox WHERE id = '%1'").arg(bench.ids[2].text()));
    CHECK(bench.restated().lines[1].reason == "lost");
}

TEST_CASE(
    "a closed day that somebody exchanged on the disk is named as broken, and nothing is guessed", "[tally]")
{
    ClosedBench bench;
    bench.close();
    const ClosedDay closed = bench.desk->tally().verify(bench.day).value();
    ClosedDay other = closed; // as whoever has the station's key would sign it
    other.rows.pop_back();
    other.sheet = makeSheet(closed.sheet, {bench.day, bench.day, {}}, other.rows).value();
    const auto identity = readIdentity(QDir(bench.station.filePath("identity"))).value();
    const QByteArray der = signDay(other, identity).value();
    const QByteArray sha = openDay(der, identity.registryCaPem)->contentSha256;
    bench.tamper(QString("UPDATE tally_day SET document = x'%1', content_sha256 = x'%2'")
                     .arg(QString::fromLatin1(der.toHex()), QString::fromLatin1(sha.toHex())));
    CHECK(bench.desk->tally().verify(bench.day).error().code == ErrorCode::Damaged);
    const TallySheet sheet = bench.sheet(bench.day, bench.day);
    REQUIRE(sheet.closed.size() == 1);
    CHECK(sheet.closed.front().isBroken);
    CHECK(sheet.total.captured == 3);
    CHECK((*jsonOf(sheet))["closed"].toArray().at(0).toObject().value("broken") == true);
}

TEST_CASE("restated lines that do not lead to what is counted now are an error", "[tally]")
{
    const ClosedDay closed = Signed::day();
    std::vector<TallyRow> now = closed.rows;
    now[0].state = PacketState::Held;
    const auto restated = restate(closed, now);
    REQUIRE(restated);
    REQUIRE(restated->lines.size() == 1);
    const std::function<void(RestatedDay&)> wrongs[] {[](RestatedDay& d) { d.lines.clear(); },
        [](RestatedDay& d) { d.lines.push_back(d.lines.front()); },
        [](RestatedDay& d) { d.lines.front().now = TallyStatus::Received; },
        [](RestatedDay& d) { d.lines.front().was.reset(); }, [](RestatedDay& d) { ++d.now.captured; }};
    for (const auto& change : wrongs) {
        RestatedDay day = *restated;
        change(day);
        const Status sound = reconcile(day);
        REQUIRE_FALSE(sound);
        CHECK(sound.error().code == ErrorCode::Damaged);
    }
}
