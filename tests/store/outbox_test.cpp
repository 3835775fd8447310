#include "core/store/drafts.h"
#include "core/store/ledger.h"
#include "core/store/outbox.h"
#include "core/store/packet_files.h"
#include "core/store/queue_rebuild.h"
#include "core/store/receipt_chain.h"
#include "core/store/storage.h"
#include "core/store/sweep.h"
#include "core/store/whole_file.h"
#include "core/vault/sealed.h"
#include "tests/support/store_bench.h"

#include <QCryptographicHash>

#include <catch2/catch.hpp>

#include <atomic>
#include <thread>
#include <vector>

using namespace station;
using namespace std::chrono_literals;

namespace {

struct OutboxBench : StoreBench {
    Secret dataKey = Secret::random(cellKeyBytes);
    OfficerId officer = OfficerId::create(clock.now());
    std::unique_ptr<Outbox> outbox = std::make_unique<Outbox>(*database, clock);

    PacketId openDraft()
    {
        return Drafts(*database, clock)
            .open({"cc-new-14", 1, officer, "00019K7Q", QDate(2026, 11, 27)}, dataKey)
            .value()
            .id;
    }
    static SealedPacket packet(PacketId id)
    {
        const QByteArray bytes = "sealed " + id.text().toUtf8();
        return {id, bytes, QCryptographicHash::hash(bytes, QCryptographicHash::Sha256)};
    }
    PacketId queued()
    {
        const PacketId id = openDraft();
        PacketFiles files(station);
        REQUIRE(files.keep(id, packet(id).bytes));
        REQUIRE(Drafts(*database, clock).moveToQueue(packet(id), {officer}));
        return id;
    }
    Receipt receipt(PacketId id, PacketState state, qint64 seq) const
    {
        return {state, state == PacketState::Rejected ? "photo-unusable" : "", seq, packet(id).sha256,
            "signed", {}};
    }
    /// The registry has listed all its receipts, and ours are among them.
    void confirm() { REQUIRE(ReceiptChain(*database, clock).reachedEnd({})); }
    PacketState state(PacketId id) const { return outbox->row(id).value().state; }
    QStringList events(PacketId id) const
    {
        QStringList words;
        const auto history = outbox->history(id).value();
        for (const HistoryEntry& entry : history)
            words.append(entry.event);
        return words;
    }
    void restart()
    {
        outbox.reset();
        reopen();
        outbox = std::make_unique<Outbox>(*database, clock);
    }
};

QByteArray der(char tag, const QByteArray& content)
{
    REQUIRE(content.size() < 128);
    return QByteArray(1, tag) + static_cast<char>(content.size()) + content;
}

/// What isWholePacket() asks for, and nothing inside.
QByteArray shapedAsPacket()
{
    const QByteArray authEnveloped = der(6, QByteArray::fromHex("2a864886f70d0109100117"));
    const QByteArray data = der(6, QByteArray::fromHex("2a864886f70d010701"));
    const QByteArray aes256Gcm = der(6, QByteArray::fromHex("60864801650304012e"));
    const QByteArray content = der(0x30, data + der(0x30, aes256Gcm));
    const QByteArray body = der(2, QByteArray(1, '\0')) + der(0x31, {}) + content;
    return der(0x30, authEnveloped + der(char(0xa0), der(0x30, body)));
}

} // namespace

TEST_CASE("a packet goes forward step by step, each with its ledger row", "[outbox]")
{
    OutboxBench bench;
    const PacketId id = bench.queued();
    const qint64 size = bench.outbox->row(id)->size;
    REQUIRE(bench.outbox->announced({id}));
    REQUIRE(bench.outbox->acknowledged(id, 5));
    REQUIRE(bench.outbox->acknowledged(id, size));
    REQUIRE(bench.outbox->receipt(id, bench.receipt(id, PacketState::Received, 7)));
    REQUIRE(bench.outbox->receipt(id, bench.receipt(id, PacketState::Processing, 8)));
    REQUIRE(bench.outbox->receipt(id, bench.receipt(id, PacketState::Processed, 9)));
    CHECK(bench.state(id) == PacketState::Processed);
    CHECK(bench.outbox->row(id)->receiptSeq == 9);
    CHECK(bench.events(id)
        == QStringList {"case-opened", "sealed", "announced", "uploading", "offset", "offset", "received",
            "processing", "processed"});
    CHECK(bench.outbox->keptReceipt(id).value()->state == PacketState::Processed);
    CHECK(Ledger(*bench.database).verify());
}

TEST_CASE("a call that would move a packet backwards changes nothing and is no error", "[outbox]")
{
    OutboxBench bench;
    const PacketId id = bench.queued();
    REQUIRE(bench.outbox->receipt(id, bench.receipt(id, PacketState::Processed, 9)));
    const auto rows = Ledger(*bench.database).rows()->size();
    CHECK(bench.outbox->announced({id}));
    CHECK(bench.outbox->acknowledged(id, 1));
    CHECK(bench.outbox->receipt(id, bench.receipt(id, PacketState::Received, 7)));
    CHECK(bench.outbox->receipt(id, bench.receipt(id, PacketState::Processed, 9)));
    CHECK(bench.outbox->conflict(id, "other bytes"));
    CHECK(bench.outbox->postpone(id, bench.clock.now() + 1h, {ErrorCode::RegistryRefused, "x"}));
    CHECK(bench.outbox->hold(id, "officer"));
    CHECK(bench.outbox->retry(id));
    CHECK(bench.state(id) == PacketState::Processed);
    CHECK(Ledger(*bench.database).rows()->size() == rows);
}

TEST_CASE(
    "what the registry has signed against moves to conflict from wherever it was, and its file stays until "
    "a receipt for these bytes",
    "[outbox]")
{
    OutboxBench bench;
    const PacketId id = bench.queued();
    REQUIRE(bench.outbox->receipt(id, bench.receipt(id, PacketState::Processed, 9)));
    bench.confirm();
    REQUIRE(bench.outbox->contradicted(id, "receipt for other bytes"));
    CHECK(bench.state(id) == PacketState::Conflict);
    CHECK(bench.outbox->row(id)->problem == "conflict");
    CHECK(bench.outbox->row(id)->receiptSeq == 0);
    const auto rows = Ledger(*bench.database).rows()->size();
    REQUIRE(bench.outbox->contradicted(id, "receipt for other bytes")); // once is enough
    CHECK(Ledger(*bench.database).rows()->size() == rows);
    CHECK(bench.outbox->purge(std::chrono::days(0)) == 0);
    CHECK(PacketFiles(bench.station).read(id, OutboxBench::packet(id).sha256));
    REQUIRE(bench.outbox->retry(id));
    CHECK(bench.state(id) == PacketState::Sealed);
    REQUIRE(bench.outbox->receipt(id, bench.receipt(id, PacketState::Processed, 9)));
    bench.confirm();
    CHECK(bench.outbox->purge(std::chrono::days(0)) == 1);
    REQUIRE(bench.outbox->contradicted(id, "receipt for other bytes")); // no bytes to be in conflict about
    CHECK(bench.state(id) == PacketState::Purged);
}

TEST_CASE("an offset the registry lost is taken back: its word is the truth", "[outbox]")
{
    OutboxBench bench;
    const PacketId id = bench.queued();
    REQUIRE(bench.outbox->acknowledged(id, 10));
    REQUIRE(bench.outbox->acknowledged(id, 4));
    CHECK(bench.outbox->row(id)->offset == 4);
    CHECK(bench.outbox->acknowledged(id, 100'000).error().code == ErrorCode::InvalidInput);
    CHECK(bench.outbox->acknowledged(id, -1).error().code == ErrorCode::InvalidInput);
}

TEST_CASE("a receipt for other bytes changes nothing", "[outbox]")
{
    OutboxBench bench;
    const PacketId id = bench.queued();
    Receipt wrong = bench.receipt(id, PacketState::Processed, 9);
    wrong.sha256 = QByteArray(32, 'x');
    CHECK(bench.outbox->receipt(id, wrong).error().code == ErrorCode::Damaged);
    CHECK(bench.outbox->receipt(id, bench.receipt(id, PacketState::Sealed, 9)).error().code
        == ErrorCode::InvalidInput);
    CHECK(bench.state(id) == PacketState::Sealed);
    CHECK_FALSE(bench.outbox->keptReceipt(id).value());
}

TEST_CASE("rejected and resubmit wait for a person, and a later word of the registry stands", "[outbox]")
{
    OutboxBench bench;
    const PacketId id = bench.queued();
    REQUIRE(bench.outbox->receipt(id, bench.receipt(id, PacketState::Rejected, 5)));
    CHECK(bench.outbox->row(id)->problem == "rejected:photo-unusable");
    CHECK(bench.outbox->totals()->needsYou == 1);
    CHECK(bench.outbox->due(bench.clock.now(), 10)->empty());
    REQUIRE(bench.outbox->receipt(id, bench.receipt(id, PacketState::Processed, 4)));
    CHECK(bench.state(id) == PacketState::Rejected);
    REQUIRE(bench.outbox->receipt(id, bench.receipt(id, PacketState::Processed, 6)));
    CHECK(bench.state(id) == PacketState::Processed);
    CHECK(bench.outbox->row(id)->problem.isEmpty());
}

TEST_CASE("a held packet stays until it is released, and goes back to where it was", "[outbox]")
{
    OutboxBench bench;
    const PacketId id = bench.queued();
    REQUIRE(bench.outbox->acknowledged(id, 5));
    CHECK(bench.outbox->hold(id, "Ánh's case").error().code == ErrorCode::InvalidInput);
    REQUIRE(bench.outbox->hold(id, "officer"));
    CHECK(bench.outbox->row(id)->problem == "held:officer");
    CHECK(bench.outbox->due(bench.clock.now() + 24h, 10)->empty());
    CHECK(bench.outbox->acknowledged(id, 6));
    CHECK(bench.outbox->row(id)->offset == 5);
    REQUIRE(bench.outbox->retry(id));
    CHECK(bench.state(id) == PacketState::Uploading);
    CHECK(bench.outbox->due(bench.clock.now(), 10)->size() == 1);
    REQUIRE(bench.outbox->hold(id, "officer"));
    REQUIRE(bench.outbox->receipt(
        id, bench.receipt(id, PacketState::Received, 3))); // the registry had it all along
    CHECK(bench.state(id) == PacketState::Received);
}

TEST_CASE("a postponed packet is due later and not before, and counts one attempt", "[outbox]")
{
    OutboxBench bench;
    const PacketId id = bench.queued();
    REQUIRE(bench.outbox->postpone(id, bench.clock.now() + 30s, {ErrorCode::RegistryRefused, "no"}));
    CHECK(bench.outbox->due(bench.clock.now() + 29s, 10)->empty());
    REQUIRE(bench.outbox->due(bench.clock.now() + 30s, 10)->size() == 1);
    CHECK(bench.outbox->row(id)->attempts == 1);
    REQUIRE(bench.outbox->retry(id));
    CHECK(bench.outbox->due(bench.clock.now(), 10)->size() == 1);
}

TEST_CASE("a clock set back or forward by a year holds no packet up for longer than a day", "[outbox]")
{
    OutboxBench bench;
    const Instant right = bench.clock.now();
    const auto wrong = GENERATE(24h * 365, -24h * 365);
    bench.clock.set(right + wrong);
    const PacketId id = bench.queued();
    REQUIRE(bench.outbox->postpone(id, bench.clock.now() + 24h, {ErrorCode::RegistryRefused, "no"}));
    CHECK(bench.outbox->due(bench.clock.now(), 10)->empty());
    bench.clock.set(right);
    CHECK(bench.outbox->due(right + 24h, 10)->size() == 1);
    CHECK(bench.outbox->due(right, 10)->size() == 1); // its time is out of all reason: at once
}

TEST_CASE("no packet is postponed for longer than a day, whatever is asked for", "[outbox]")
{
    OutboxBench bench;
    const PacketId id = bench.queued();
    REQUIRE(bench.outbox->postpone(id, bench.clock.now() + 24h * 30, {ErrorCode::RegistryRefused, "no"}));
    CHECK(bench.outbox->due(bench.clock.now() + 24h - 1ms, 10)->empty());
    CHECK(bench.outbox->due(bench.clock.now() + 24h, 10)->size() == 1);
}

TEST_CASE(
    "the registry's newest word is the one that came last, also when the clock was set back", "[outbox]")
{
    OutboxBench bench;
    const PacketId id = bench.queued();
    REQUIRE(bench.outbox->receipt(id, bench.receipt(id, PacketState::Received, 3)));
    bench.clock.set(bench.clock.now() - 24h * 365);
    REQUIRE(bench.outbox->receipt(id, bench.receipt(id, PacketState::Processed, 4)));
    CHECK(bench.outbox->keptReceipt(id).value()->state == PacketState::Processed);
}

TEST_CASE("the oldest packet is due first", "[outbox]")
{
    OutboxBench bench;
    const PacketId first = bench.queued();
    const PacketId second = bench.queued();
    const auto due = bench.outbox->due(bench.clock.now(), 10);
    REQUIRE(due->size() == 2);
    CHECK(due->front().id == first);
    CHECK(due->back().id == second);
    CHECK(bench.outbox->due(bench.clock.now(), 1)->size() == 1);
    CHECK(bench.outbox->list({{}, 0, 1})->front().id == second);
    CHECK(bench.outbox->list({{}, 1, 5})->front().id == first);
    CHECK(bench.outbox->list({PacketState::Held, 0, 5})->empty());
}

TEST_CASE("an unknown packet is said", "[outbox]")
{
    OutboxBench bench;
    const PacketId id = PacketId::create(bench.clock.now());
    CHECK(bench.outbox->row(id).error().code == ErrorCode::NotFound);
    CHECK(bench.outbox->announced({id}).error().code == ErrorCode::NotFound);
    CHECK(bench.outbox->receipt(id, {}).error().code == ErrorCode::NotFound);
    CHECK(bench.outbox->hold(id, "x").error().code == ErrorCode::NotFound);
    CHECK(bench.outbox->history(id)->empty());
}

TEST_CASE("one unknown packet in a manifest announces none", "[outbox]")
{
    OutboxBench bench;
    const PacketId id = bench.queued();
    CHECK_FALSE(bench.outbox->announced({id, PacketId::create(bench.clock.now())}));
    CHECK(bench.state(id) == PacketState::Sealed);
}

TEST_CASE("a packet's file goes only by purge, only when processed, and only after the days", "[outbox]")
{
    OutboxBench bench;
    const PacketId id = bench.queued();
    const PacketId other = bench.queued();
    const PacketFiles files(bench.station);
    REQUIRE(bench.outbox->receipt(id, bench.receipt(id, PacketState::Processed, 9)));
    REQUIRE(bench.outbox->receipt(other, bench.receipt(other, PacketState::Received, 10)));
    bench.clock.advance(29 * 24h);
    bench.confirm();
    CHECK(bench.outbox->purge(std::chrono::days(30)) == 0);
    CHECK(QFile::exists(files.path(id)));
    bench.clock.advance(24h);
    CHECK(bench.outbox->purge(std::chrono::days(30)) == 0); // the registry was not asked since
    bench.confirm();
    CHECK(bench.outbox->purge(std::chrono::days(30)) == 1);
    CHECK_FALSE(QFile::exists(files.path(id)));
    CHECK(QFile::exists(files.path(other)));
    CHECK(bench.state(id) == PacketState::Purged);
    CHECK(bench.outbox->keptReceipt(id).value());
    CHECK(bench.outbox->purge(std::chrono::days(30)) == 0);
}

TEST_CASE("the sweep removes unfinished files, and a packet file whose draft still stands", "[sweep]")
{
    OutboxBench bench;
    const PacketId open = bench.openDraft();
    PacketFiles files(bench.station);
    REQUIRE(files.keep(open, "sealed, then the power went"));
    QFile torn(files.path(open) + ".tmp");
    REQUIRE(torn.open(QFile::WriteOnly));
    torn.close();
    const auto report = sweep(*bench.database, bench.clock);
    REQUIRE(report);
    CHECK(report->unfinished == 1);
    CHECK(report->orphans == 1);
    CHECK(files.all().empty());
    CHECK(Drafts(*bench.database, bench.clock).read(open, bench.dataKey));
}

TEST_CASE("a packet file that a recovery could not read is put aside when its draft is open, and what was "
          "corrected in the draft since stands",
    "[sweep]")
{
    OutboxBench bench;
    const PacketId id = bench.openDraft();
    PacketFiles files(bench.station);
    const QByteArray older = shapedAsPacket();
    REQUIRE(files.keep(id, older));
    const bool wasAccepted = GENERATE(false, true);
    REQUIRE(transaction(*bench.database, [&] {
        Ledger ledger(*bench.database);
        if (wasAccepted)
            ledger.append(bench.clock.now(), "sealed", id.text(),
                sealedDetail(older.size(), QCryptographicHash::hash(older, QCryptographicHash::Sha256)), {});
        ledger.append(bench.clock.now(), "packet-unreadable", id.text(), {}, {});
    }));
    const auto report = sweep(*bench.database, bench.clock);
    REQUIRE(report);
    CHECK(report->orphans == 0);
    CHECK(report->requeued == (wasAccepted ? 1 : 0));
    CHECK(report->quarantined == (wasAccepted ? 0 : 1));
    CHECK(bench.outbox->row(id).has_value() == wasAccepted);
    CHECK(Drafts(*bench.database, bench.clock).read(id, bench.dataKey).has_value() != wasAccepted);
    CHECK(wholeFile(wasAccepted ? files.path(id) : files.quarantinePath(id), 1000) == older);
}

TEST_CASE("the sweep never deletes a packet that nobody can explain", "[sweep]")
{
    OutboxBench bench;
    const PacketId id = PacketId::create(bench.clock.now());
    PacketFiles files(bench.station);
    REQUIRE(files.keep(id, "of another life"));
    CHECK(sweep(*bench.database, bench.clock)->quarantined == 1);
    QFile kept(bench.station.filePath("packets/quarantine/" + id.text() + ".p7m"));
    REQUIRE(kept.open(QFile::ReadOnly));
    CHECK(kept.readAll() == "of another life");
    CHECK(sweep(*bench.database, bench.clock)->quarantined == 0);
}

TEST_CASE("the sweep leaves queued packets alone, and holds a row whose file is gone", "[sweep]")
{
    OutboxBench bench;
    const PacketId id = bench.queued();
    const PacketId lost = bench.queued();
    PacketFiles files(bench.station);
    REQUIRE(QFile::remove(files.path(lost)));
    CHECK(sweep(*bench.database, bench.clock)->missing == 1);
    CHECK(bench.state(id) == PacketState::Sealed);
    CHECK(files.read(id, OutboxBench::packet(id).sha256) == OutboxBench::packet(id).bytes);
    CHECK(bench.outbox->row(lost)->problem == "held:file-missing");
}

TEST_CASE("the sweep does nothing while another process is sealing", "[sweep]")
{
    OutboxBench bench;
    const PacketId open = bench.openDraft();
    PacketFiles files(bench.station);
    REQUIRE(files.keep(open, "its row comes in a moment"));
    {
        const auto sealing = SealingLock::take(bench.station);
        REQUIRE(sealing);
        CHECK(sweep(*bench.database, bench.clock)->orphans == 0);
        CHECK(QFile::exists(files.path(open)));
    }
    CHECK(sweep(*bench.database, bench.clock)->orphans == 1);
}

TEST_CASE("two who follow the registry's list at once void no good receipt", "[outbox]")
{
    OutboxBench bench;
    const auto hash = QCryptographicHash::hash("signed", QCryptographicHash::Sha256);
    for (int seq = 1; seq <= 4; ++seq) {
        const PacketId id = bench.queued();
        REQUIRE(bench.outbox->receipt(id, bench.receipt(id, PacketState::Processed, seq)));
    }
    ReceiptChain a(*bench.database, bench.clock);
    ReceiptChain b(*bench.database, bench.clock);
    const ChainPoint begin = a.point().value();
    REQUIRE(b.followed(begin, {{1, hash}, {2, hash}, {3, hash}, {4, hash}}).value() == 0);
    const ChainPoint end = b.point().value(); // and b asks for more
    CHECK(a.followed(begin, {{1, hash}, {2, hash}}).value() == 0); // a's page is older
    CHECK(b.point()->seq == 4);
    CHECK(b.reachedEnd(end).value() == 0);
    CHECK(a.reachedEnd(begin).value() == 0); // nor does an empty page of a's
    REQUIRE(a.rewound());
    CHECK(b.reachedEnd(end).value() == 0);
    CHECK(bench.outbox->list({PacketState::Processed, 0, 10})->size() == 4);
    CHECK(a.reachedEnd(a.point().value()).value() == 4); // asked from 0: nothing is listed any more
}

TEST_CASE("a receipt that the registry no longer lists is void and no proof, and its packet waits again",
    "[outbox]")
{
    OutboxBench bench;
    const PacketId kept = bench.queued();
    const PacketId lost = bench.queued();
    const auto hash = QCryptographicHash::hash("signed", QCryptographicHash::Sha256);
    REQUIRE(bench.outbox->receipt(kept, bench.receipt(kept, PacketState::Processed, 1)));
    REQUIRE(bench.outbox->receipt(lost, bench.receipt(lost, PacketState::Processed, 2)));
    ReceiptChain chain(*bench.database, bench.clock);
    REQUIRE(chain.followed({}, {{1, hash}, {2, hash}}).value() == 0);
    SECTION("another one stands under its number")
    {
        REQUIRE(chain.rewound());
        CHECK(chain.point()->seq == 0);
        CHECK(chain.followed({}, {{1, hash}, {2, QByteArray(32, 'x')}}).value() == 1);
    }
    SECTION("the list ends before it")
    {
        REQUIRE(chain.rewound());
        CHECK(chain.followed({}, {{1, hash}}).value() == 0);
        CHECK(chain.reachedEnd(chain.point().value()).value() == 1);
    }
    CHECK(bench.state(kept) == PacketState::Processed);
    CHECK(bench.state(lost) == PacketState::Sealed);
    CHECK(bench.outbox->row(lost)->offset == 0);
    CHECK(bench.outbox->keptReceipt(lost).value()); // kept for ever
    CHECK(bench.events(lost).last() == "wanted-again");
    CHECK(bench.outbox->due(bench.clock.now(), 10)->size() == 1);
    bench.outbox.reset();
    bench.tamper(
        "UPDATE outbox SET state = 'processed', purging = 1"); // and nobody may purge on its strength
    bench.restart();
    CHECK(bench.outbox->finishPurge() == 1);
    CHECK(QFile::exists(PacketFiles(bench.station).path(lost)));
}

TEST_CASE("a purge cut short is ended by the sweep", "[sweep]")
{
    OutboxBench bench;
    const PacketId id = bench.queued();
    REQUIRE(bench.outbox->receipt(id, bench.receipt(id, PacketState::Processed, 9)));
    bench.outbox.reset();
    bench.tamper("UPDATE outbox SET purging = 1");
    bench.restart();
    CHECK(sweep(*bench.database, bench.clock)->purged == 1);
    CHECK(bench.state(id) == PacketState::Purged);
    CHECK_FALSE(QFile::exists(PacketFiles(bench.station).path(id)));
}

TEST_CASE("a state without its processed receipt purges nothing, whoever wrote it there", "[outbox]")
{
    OutboxBench bench;
    const PacketId id = bench.queued();
    REQUIRE(bench.outbox->receipt(id, bench.receipt(id, PacketState::Received, 9)));
    bench.outbox.reset();
    bench.tamper("UPDATE outbox SET state = 'processed', state_ms = 0");
    bench.restart();
    bench.confirm();
    CHECK(bench.outbox->purge(std::chrono::days(0)) == 0);
    CHECK(sweep(*bench.database, bench.clock)->purged == 0);
    CHECK(QFile::exists(PacketFiles(bench.station).path(id)));
}

TEST_CASE("a newer word of the registry takes back a purge that was cut short", "[outbox]")
{
    OutboxBench bench;
    const PacketId id = bench.queued();
    REQUIRE(bench.outbox->receipt(id, bench.receipt(id, PacketState::Processed, 9)));
    bench.outbox.reset();
    bench.tamper("UPDATE outbox SET purging = 1");
    bench.restart();
    REQUIRE(bench.outbox->receipt(id, bench.receipt(id, PacketState::Resubmit, 10)));
    REQUIRE(bench.outbox->receipt(id, bench.receipt(id, PacketState::Processed, 11)));
    CHECK(sweep(*bench.database, bench.clock)->purged == 0); // its days begin again
    CHECK(QFile::exists(PacketFiles(bench.station).path(id)));
}

TEST_CASE("a packet file that was changed is not handed out", "[packet-files]")
{
    OutboxBench bench;
    const PacketId id = bench.queued();
    const PacketFiles files(bench.station);
    QFile file(files.path(id));
    REQUIRE(file.open(QFile::Append));
    file.write("x");
    file.close();
    CHECK(files.read(id, OutboxBench::packet(id).sha256).error().code == ErrorCode::Damaged);
    CHECK(files.read(PacketId::create(bench.clock.now()), {}).error().code == ErrorCode::NotFound);
    CHECK(files.path(id).contains("/packets/" + id.text().right(2) + "/"));
}

TEST_CASE("a draft's parts moved to another draft do not open", "[drafts]")
{
    OutboxBench bench;
    Drafts drafts(*bench.database, bench.clock);
    const PacketId a = bench.openDraft();
    const PacketId b = bench.openDraft();
    FormValues form {{"name_full", {"A", Provenance::Declared, false}}};
    REQUIRE(drafts.saveForm(a, form, bench.dataKey, {bench.officer}));
    REQUIRE(drafts.saveForm(b, form, bench.dataKey, {bench.officer}));
    bench.outbox.reset();
    bench.tamper(("UPDATE draft_part SET sealed = (SELECT sealed FROM draft_part WHERE draft_id = '"
        + a.text() + "') WHERE draft_id = '" + b.text() + "'")
                     .toUtf8()
                     .constData());
    bench.restart();
    Drafts again(*bench.database, bench.clock);
    CHECK(again.read(b, bench.dataKey).error().code == ErrorCode::Damaged);
    CHECK(again.read(a, bench.dataKey)->form == form);
    bench.outbox.reset();
    bench.tamper(
        ("UPDATE draft SET wrapped_key = (SELECT wrapped_key FROM draft WHERE id = '" + a.text() + "')")
            .toUtf8()
            .constData());
    bench.restart();
    CHECK(Drafts(*bench.database, bench.clock).read(b, bench.dataKey).error().code == ErrorCode::Damaged);
}

TEST_CASE("another data key opens no draft", "[drafts]")
{
    OutboxBench bench;
    const PacketId id = bench.openDraft();
    Drafts drafts(*bench.database, bench.clock);
    CHECK(drafts.read(id, Secret::random(cellKeyBytes)).error().code == ErrorCode::Damaged);
    CHECK(drafts.saveForm(id, {}, Secret::random(cellKeyBytes), {bench.officer}).error().code
        == ErrorCode::Damaged);
}

TEST_CASE("an urgent packet is due before older ones, until it is not urgent any more", "[outbox]")
{
    OutboxBench bench;
    const PacketId older = bench.queued();
    bench.clock.advance(std::chrono::seconds(1));
    const PacketId newer = bench.queued();
    const auto first = [&] { return bench.outbox->due(bench.clock.now(), 1).value().front().id; };
    CHECK(first() == older);
    REQUIRE(bench.outbox->setUrgent(newer, true, bench.officer));
    CHECK(first() == newer);
    bench.restart();
    CHECK(first() == newer);
    REQUIRE(bench.outbox->setUrgent(newer, true, bench.officer)); // again: no second row
    CHECK(bench.events(newer).count("urgent") == 1);
    REQUIRE(bench.outbox->setUrgent(newer, false, bench.officer));
    CHECK(first() == older);
    REQUIRE(bench.outbox->receipt(older, bench.receipt(older, PacketState::Received, 1)));
    REQUIRE(bench.outbox->setUrgent(older, true, bench.officer));
    CHECK(bench.outbox->row(older)->priority == 0); // nothing left to hurry
}

TEST_CASE("writers on several threads, each with a connection of its own, lose no row and keep one ledger",
    "[outbox]")
{
    constexpr int writers = 4;
    constexpr int each = 8;
    OutboxBench bench;
    std::vector<PacketId> ids;
    for (int i = 0; i < writers * each; ++i)
        ids.push_back(bench.queued());
    const auto before = static_cast<qsizetype>(Ledger(*bench.database).rows()->size());
    std::atomic<int> refused {0};
    {
        std::vector<std::jthread> threads;
        for (int writer = 0; writer < writers; ++writer)
            threads.emplace_back([&, writer] { // Catch's own words are for one thread
                const auto own = Database::open(bench.station);
                if (!own) {
                    refused += each;
                    return;
                }
                Outbox outbox(**own, bench.clock);
                for (int i = 0; i < each; ++i) {
                    const int at = writer * each + i;
                    const PacketId id = ids[static_cast<std::size_t>(at)];
                    if (!outbox.announced({id}) || !outbox.acknowledged(id, 5)
                        || !outbox.receipt(id, bench.receipt(id, PacketState::Processed, at + 1)))
                        ++refused;
                }
            });
    }
    CHECK(refused == 0);
    for (const PacketId id : ids)
        CHECK(bench.state(id) == PacketState::Processed);
    CHECK(static_cast<qsizetype>(Ledger(*bench.database).rows()->size()) == before + 4 * writers * each);
    CHECK(Ledger(*bench.database).verify());
}
