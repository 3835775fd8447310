// The sheet against a count that reads only the sealed packets, as somebody at the registry would.
#include "core/store/drafts.h"
#include "tests/tally/working_days.h"

#include <QJsonArray>

#include <catch2/catch.hpp>

#include <functional>
#include <map>
#include <sqlite3.h>

using namespace station;
using namespace std::chrono_literals;

namespace {

using Count = std::map<QString, int>;

/// By the calendar, without our own rules of age.
QString ageOf(const QString& birth, QDate day)
{
    const QDate born = QDate::fromString(birth, Qt::ISODate);
    if (!born.isValid())
        return "?";
    return born.addYears(14) <= day ? "14-and-over" : born.addYears(6) <= day ? "6-to-14" : "under-6";
}

QDate dayOfPacket(const ReadPacket& packet)
{
    return QDate::fromString(packet.manifest["day"]["date"].toString(), Qt::ISODate);
}

QString exceptionOf(const ReadPacket& packet)
{
    bool missing = false;
    for (const auto& finger : packet.manifest["fingers"].toArray())
        missing = missing || !finger.toObject().contains("file");
    const bool waived = packet.manifest["portrait"].toObject().contains("waiver");
    return missing ? (waived ? "both" : "missing-fingers") : waived ? "waived-check" : "none";
}

Count countOf(const std::vector<ReadPacket>& packets, QDate from, QDate to,
    const std::function<QString(const ReadPacket&)>& key)
{
    Count count;
    for (const ReadPacket& packet : packets)
        if (dayOfPacket(packet) >= from && dayOfPacket(packet) <= to)
            ++count[key(packet)];
    return count;
}

Count groupsOf(const TallySheet& sheet)
{
    Count count;
    for (const TallyGroup& group : sheet.groups)
        count[group.key.value_or("?")] = group.counts.captured;
    return count;
}

QString wallDay(Instant at) { return QDateTime::fromMSecsSinceEpoch(toMs(at)).date().toString(Qt::ISODate); }

/// Three days: seven cases on the first two, one on the third.
struct ThreeDays : WorkingDays {
    QDate first;
    std::vector<PacketId> ids;

    ThreeDays()
    {
        const Circumstances home {Place::Home, "Đội 3", {an, binh}, "visit-1", {}};
        const Circumstances mobile {Place::Mobile, "2", {}, {}, {}};
        first = QDate::fromString(wallDay(clock.now()), Qt::ISODate);
        for (int day = 0; day < 2; ++day) {
            for (const Wish& wish : {Wish {}, Wish {"cc-new-14", "1994-03-15", home, 2, true},
                     Wish {"cc-new-6-14", "2016-05-01", mobile, 1, false},
                     Wish {"cc-new-6-14", "2013-01-02", home}, Wish {"cc-new-0-6", "2023-02-03", home},
                     Wish {"cc-exchange", "1994-03-15", {}, 0, true, "2020-04-01"},
                     Wish {"cc-exchange", "1994-03-15", {Place::Desk, {}, {}, {}, "disability"}, 0, false,
                         "2025-02-01"}})
                add(wish);
            clock.advance(24h);
        }
        REQUIRE(desk->signIn(binh, binhWords));
        add({});
    }
    void add(const Wish& wish)
    {
        clock.advance(1ms);
        const auto sealed = seal(wish);
        if (!sealed)
            FAIL(wish.procedure << " " << sealed.error().detail);
        ids.push_back(sealed->id);
    }
};

} // namespace

TEST_CASE("every division of the sheet is what somebody counts who reads only the packets", "[tally]")
{
    ThreeDays bench;
    const auto packets = bench.packets();
    REQUIRE(packets.size() == 15);
    const std::pair<TallyBy, std::function<QString(const ReadPacket&)>> divisions[] {
        {TallyBy::Unit, [](const ReadPacket& p) { return p.manifest["station"]["commune"].toString(); }},
        {TallyBy::Team, [](const ReadPacket& p) { return p.manifest["team"]["name"].toString(); }},
        {TallyBy::Procedure, [](const ReadPacket& p) { return p.manifest["procedure"]["id"].toString(); }},
        {TallyBy::Place, [](const ReadPacket& p) { return p.manifest["place"].toString(); }},
        {TallyBy::Age,
            [](const ReadPacket& p) {
                return ageOf(p.person["fields"]["dob"]["text"].toString(), dayOfPacket(p));
            }},
        {TallyBy::Exception, exceptionOf},
        {TallyBy::Day, [](const ReadPacket& p) { return p.manifest["day"]["date"].toString(); }},
    };
    for (const auto& [by, key] : divisions) {
        for (const auto& [from, to] : {std::pair {bench.first, bench.first.addDays(2)},
                 {bench.first, bench.first}, {bench.first.addDays(1), bench.first.addDays(2)}}) {
            CAPTURE(wordOf(by), from.toString().toStdString());
            const Count expected = countOf(packets, from, to, key);
            CHECK(groupsOf(bench.sheet(from, to, by)) == expected);
            CHECK(expected.size() >= 1);
        }
    }
    CHECK(groupsOf(bench.sheet(bench.first, bench.first.addDays(2), TallyBy::Officer))
        == Count {{bench.an.text(), 14}, {bench.binh.text(), 1}});
}

TEST_CASE("fees are the table's on the day, halved until the end of 2026", "[tally]")
{
    ThreeDays bench;
    const TallySheet sheet = bench.sheet(bench.first, bench.first.addDays(2));
    CHECK(sheet.total.fee == 2 * 15'000); // one exchange of an old card a day
    CHECK(sheet.total.feeExempt == 2);
    CHECK(sheet.total.feeUnknown == 0);
    CHECK(sheet.total.exceptions.fingersMissing() == 6);
    CHECK(sheet.total.exceptions.waived == 4);
    CHECK(sheet.total.exceptional == 6);
}

TEST_CASE("the packet says where, by whom and at which visit it was taken", "[tally]")
{
    ThreeDays bench;
    const auto packets = bench.packets();
    const auto home = std::find_if(
        packets.begin(), packets.end(), [&](const ReadPacket& p) { return p.id == bench.ids[1]; });
    REQUIRE(home != packets.end());
    CHECK(home->manifest["place"] == "home");
    CHECK(home->manifest["team"]["name"] == "Đội 3");
    CHECK(home->manifest["team"]["officers"].toArray() == QJsonArray {bench.an.text(), bench.binh.text()});
    CHECK(home->manifest["visit"] == "visit-1");
    CHECK(home->manifest["officers"].toArray().size() == 2); // Bình is named, though An did it all
    const auto plain = std::find_if(
        packets.begin(), packets.end(), [&](const ReadPacket& p) { return p.id == bench.ids[0]; });
    CHECK(plain->manifest["place"] == "desk");
    CHECK(plain->manifest["team"].isNull());
    CHECK(plain->manifest["visit"].isNull());
}

TEST_CASE("the registry's words move packets from waiting to received and rejected, and the sheet adds up",
    "[tally]")
{
    ThreeDays bench;
    const QDate day = bench.first.addDays(2);
    bench.answer(bench.ids[0], PacketState::Processed);
    bench.answer(bench.ids[1], PacketState::Received);
    bench.answer(bench.ids[2], PacketState::Rejected, "other-station");
    bench.answer(bench.ids[3], PacketState::Resubmit, "photo-unusable");
    REQUIRE(bench.desk->hold(bench.ids[14], "question"));
    const TallySheet sheet = bench.sheet(bench.first, day);
    CHECK(sheet.total.captured == 15);
    CHECK(sheet.total.of(TallyStatus::Received) == 2);
    CHECK(sheet.total.of(TallyStatus::Rejected) == 1);
    CHECK(sheet.total.of(TallyStatus::Resubmit) == 1);
    CHECK(sheet.total.of(TallyStatus::Held) == 1);
    CHECK(sheet.total.of(TallyStatus::Waiting) == 10);
    CHECK(sheet.open.size() == 13);
    CHECK(bench.sheet(day, day).flow == TallyFlow {day, 14, 1, 4, 11});
    CHECK(bench.sheet(bench.first, bench.first).flow == TallyFlow {bench.first, 0, 7, 0, 7});
}

TEST_CASE("facts stand with the queue row or not at all", "[tally]")
{
    WorkingDays bench;
    const PacketId id = bench.fill({});
    const auto other = Database::open(bench.station).value();
    const SealedPacket packet {id, "bytes", QByteArray(32, 'x')};
    CaseFacts facts;
    facts.day = QDate(2026, 11, 27);
    const qint64 earlier = 0; // the case was changed since
    CHECK_FALSE(Drafts(*other, bench.clock).moveToQueue(packet, {bench.an}, {}, earlier, facts));
    CHECK(TallyFacts(*other).rows().value().empty());
    REQUIRE(bench.desk->finish(id));
    REQUIRE(bench.desk->finish(id)); // asked again, counted once
    CHECK(TallyFacts(*other).rows().value().size() == 1);
}

TEST_CASE("what a damaged database has lost of the facts is counted as unknown and named", "[tally]")
{
    ThreeDays bench;
    bench.desk.reset();
    sqlite3* handle = nullptr;
    REQUIRE(sqlite3_open(bench.station.filePath("station.db").toUtf8().constData(), &handle) == SQLITE_OK);
    const QString sql = QString("DELETE FROM tally_fact WHERE packet_id = '%1';"
                                "UPDATE tally_fact SET place = 'moon' WHERE packet_id = '%2';"
                                "DELETE FROM outbox WHERE id = '%3';")
                            .arg(bench.ids[0].text(), bench.ids[1].text(), bench.ids[2].text());
    REQUIRE(sqlite3_exec(handle, sql.toUtf8().constData(), nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(handle);
    REQUIRE(QFile::remove(bench.packetPath(bench.ids[2])));
    bench.restart();
    const TallySheet sheet = bench.sheet(bench.first, bench.first.addDays(2), TallyBy::Place);
    CHECK(sheet.total.captured == 15);
    CHECK(sheet.total.unknown == 2);
    CHECK(sheet.total.of(TallyStatus::Lost) == 1);
    CHECK(groupsOf(sheet) == Count {{"?", 2}, {"desk", 6}, {"home", 5}, {"mobile", 2}});
    CHECK(sheet.remarks.size() == 2);
    CHECK(groupsOf(bench.sheet(bench.first, bench.first.addDays(2), TallyBy::Officer))[bench.an.text()]
        == 13); // the ledger still knows who sealed the one without facts
}

TEST_CASE("circumstances outlast a restart, and those of no officer and no exemption are refused", "[tally]")
{
    WorkingDays bench;
    const PacketId id = bench.desk->openCase("cc-new-14")->id;
    const Circumstances home {Place::Home, "3", {bench.an, bench.binh}, "visit-7", "disability"};
    REQUIRE(bench.desk->saveCircumstances(id, home));
    const OfficerId nobody = OfficerId::create(bench.clock.now());
    for (const Circumstances& wrong : {Circumstances {Place::Home, "3", {bench.an, nobody}, {}, {}},
             Circumstances {Place::Home, "=3", {}, {}, {}}, Circumstances {Place::Home, {}, {}, {}, "child"},
             Circumstances {Place::Home, {}, {}, {}, "rich"}}) {
        const Status saved = bench.desk->saveCircumstances(id, wrong);
        REQUIRE_FALSE(saved);
        CHECK(saved.error().code == ErrorCode::InvalidInput);
    }
    bench.restart();
    CHECK(bench.desk->resumeCase(id)->circumstances == home);
}
