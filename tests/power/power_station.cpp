#include "tests/power/power_station.h"

#include "core/store/receipt_chain.h"
#include "core/store/sweep.h"
#include "tests/support/sample_case.h"
#include "tests/support/store_bench.h"

#include <QFileInfo>
#include <QLoggingCategory>

#include <catch2/catch.hpp>

#include <algorithm>
#include <sqlite3.h>

namespace station {
namespace {

/// What the sync records goes past the desk, which hands the queue out for reading: here over the desk's own
/// database, whose disk is the one that is cut.
Outbox& syncsOutbox(Desk& desk) { return const_cast<Outbox&>(desk.outbox()); }

constexpr auto officerWords = "An's long words";
constexpr auto procedureId = "cc-new-14";
constexpr auto purgeStep = "purge";

/// As bytesFree() of a disk with room: the history is kept where there is little.
struct RoomyFiles final : WatchedFiles {
    qint64 bytesFree(const QString&) const override { return 1'000'000'000'000; }
} roomyFiles;

/// SQLite asks it for every statement; "ignore" makes the program's own PRAGMA a word without effect.
int ignoreSynchronous(void*, int action, const char* name, const char*, const char*, const char*)
{
    const bool pragma = action == SQLITE_PRAGMA && qstrcmp(name, "synchronous") == 0;
    return pragma ? SQLITE_IGNORE : SQLITE_OK;
}

extern "C" int openedWithNormalSync(sqlite3* handle, char**, const void*)
{
    sqlite3_exec(handle, "PRAGMA synchronous=NORMAL", nullptr, nullptr, nullptr);
    return sqlite3_set_authorizer(handle, ignoreSynchronous, nullptr);
}

void letSyncBeNormal(bool normal)
{
    sqlite3_reset_auto_extension();
    if (normal)
        sqlite3_auto_extension(reinterpret_cast<void (*)()>(openedWithNormalSync));
}

/// A place where fsync costs nothing, if there is one: what it promises is the journal's business.
QString fastFolder()
{
    const QString memory = QStringLiteral("/dev/shm");
    return QFileInfo(memory).isWritable() ? memory + QStringLiteral("/power-XXXXXX")
                                          : QDir::tempPath() + QStringLiteral("/power-XXXXXX");
}

/// Sign-ins and the sweep write rows of their own behind those that were answered.
bool beginsWith(const std::vector<QByteArray>& rows, const std::vector<QByteArray>& first)
{
    return rows.size() >= first.size() && std::equal(first.begin(), first.end(), rows.begin());
}

Receipt receiptOf(const PacketView& packet, PacketState state)
{
    return {state, {}, packet.receiptSeq + 1, packet.sha256, "signed", {}};
}

} // namespace

PowerStation::PowerStation(std::mt19937* random)
    : m_folder(fastFolder())
    , m_station(QDir(m_folder.path()).canonicalPath() + QStringLiteral("/station"))
    , m_random(random)
    , m_portrait(samplePortrait(m_clock.now()))
{
    for (const FingerPosition position : allFingers)
        m_fingers.insert(static_cast<int>(position), sampleFinger(position, m_clock.now()));
    DiskWatch::install();
    QLoggingCategory::setFilterRules(
        QStringLiteral("station.store.warning=false")); // the sweep tells of every cut
    REQUIRE(Desk::create(
        m_station, {{}, "Trạm thử", "00019", QUrl("https://127.0.0.1:8443"), true}, m_clock, cheapCost));
    auto desk = Desk::open(m_station, m_clock, roomyFiles);
    REQUIRE(desk);
    REQUIRE((*desk)->installIdentity(
        TestAuthority::identity(m_authority, m_authority.station("station-1"), m_authority.registry())));
    m_officer = (*desk)->addOfficer("An", Role::Supervisor, officerWords).value();
    REQUIRE((*desk)->addOfficer("Bình", Role::Officer, "Bình's long words", officerWords));
    REQUIRE((*desk)->signIn(m_officer, officerWords));
    makeOthers(**desk);
    desk->reset();
    m_start = DiskImage::of(m_station);
}

/// The plain way begins without packets/: a station's first packet makes the folder.
void PowerStation::makeOthers(Desk& desk)
{
    const auto open = desk.openCase(procedureId);
    REQUIRE(open);
    REQUIRE(desk.saveForm(open->id, sampleForm()));
    REQUIRE(desk.savePortrait(open->id, m_portrait));
    m_others.insert(open->id.text());
    if (m_random == nullptr)
        return;
    const auto waiting = desk.openCase(procedureId);
    REQUIRE(waiting);
    EnrollmentDraft filled = *waiting;
    fillSample(filled, m_officer, m_clock.now());
    REQUIRE(desk.saveForm(waiting->id, filled.form));
    REQUIRE(desk.savePortrait(waiting->id, *filled.portrait));
    for (const FingerEntry& finger : filled.fingers)
        REQUIRE(desk.saveFinger(waiting->id, finger));
    REQUIRE(desk.saveConfirmation(waiting->id, *filled.confirmation));
    REQUIRE(desk.finish(waiting->id));
    m_others.insert(waiting->id.text());
}

Result<std::unique_ptr<Desk>> PowerStation::open(Conditions conditions)
{
    letSyncBeNormal(!conditions.fullSync);
    std::optional<SealingLock> somebodyElse;
    if (!conditions.sweeps)
        if (auto taken = SealingLock::tryTake(m_station))
            somebodyElse.emplace(std::move(*taken));
    auto desk = Desk::open(m_station, m_clock, roomyFiles);
    if (!desk)
        return desk;
    auto in = (*desk)->signIn(m_officer, officerWords);
    if (!in
        && in.error().code == ErrorCode::LockedOut) { // a try that the power cut short counts as a wrong one
        m_clock.advance(std::chrono::hours(1));
        in = (*desk)->signIn(m_officer, officerWords);
    }
    if (!in)
        return failed(in);
    if (sometimes(2)) {
        auto second = Database::open(m_station, roomyFiles);
        if (!second)
            return failed(second);
        m_sync = std::move(*second);
        m_outbox = std::make_unique<Outbox>(*m_sync, m_clock);
    }
    return desk;
}

void PowerStation::closeSync()
{
    m_outbox.reset();
    m_sync.reset();
}

PoweredRun PowerStation::run(const DiskImage& disk, int steps, Conditions conditions)
{
    PoweredRun run;
    disk.putInto(m_station);
    run.journal = std::make_unique<DiskJournal>(m_station);
    DiskWatch::set(run.journal.get());
    auto desk = open(conditions);
    const auto answered = [&](const QString& step) {
        const auto view = desk ? look(**desk, m_station) : failed(desk);
        if (view)
            run.answers.push_back({run.journal->length(), step, *view});
        else
            run.broken.push_back(step.toStdString() + ": " + view.error().detail);
        return view.has_value();
    };
    bool goesOn = answered(QStringLiteral("open"));
    if (goesOn)
        run.broken = brokenDatabase(**desk, m_station);
    m_restarted = false;
    for (int done = 0; goesOn && done != steps; ++done) {
        m_clock.advance(std::chrono::milliseconds(1));
        const Step step = next(run.answers.back().view);
        if (step.work) {
            if (const Status worked = step.work(**desk); !worked)
                run.broken.push_back(step.name.toStdString() + ": " + worked.error().detail);
        } else {
            closeSync();
            desk->reset();
            desk = open(conditions);
        }
        goesOn = answered(step.name) && (steps >= 0 || step.name != QLatin1String(purgeStep));
    }
    DiskWatch::set(nullptr);
    letSyncBeNormal(false);
    closeSync();
    return run;
}

bool PowerStation::sometimes(unsigned oneIn) { return m_random != nullptr && (*m_random)() % oneIn == 0; }

PowerStation::Step PowerStation::next(const StationView& view)
{
    if (sometimes(25))
        return {QStringLiteral("restart"), {}};
    for (const auto& [id, draft] : view.drafts)
        if (!m_others.contains(id))
            return nextOfDraft(PacketId::parse(id), draft);
    for (const auto& [id, packet] : view.packets)
        if (!m_others.contains(id) && packet.state != PacketState::Purged)
            return nextOfPacket(PacketId::parse(id), packet);
    return {QStringLiteral("case"),
        [](Desk& desk) { return desk.openCase(procedureId).map([](const EnrollmentDraft&) {}); }};
}

PowerStation::Step PowerStation::nextOfDraft(PacketId id, const DraftView& draft)
{
    const Instant now = m_clock.now();
    if (sometimes(40))
        return {QStringLiteral("discard"), [=](Desk& desk) { return desk.discardCase(id, "duplicate"); }};
    if (draft.form.isEmpty() || sometimes(12)) {
        FormValues form = sampleForm();
        form["occupation"].text = QStringLiteral("nghề %1").arg(toMs(now) % 100000);
        return {QStringLiteral("form"), [=](Desk& desk) { return desk.saveForm(id, form); }};
    }
    if (!draft.portrait || sometimes(30)) {
        Portrait portrait = m_portrait;
        portrait.at = now;
        return {QStringLiteral("portrait"), [=](Desk& desk) { return desk.savePortrait(id, portrait); }};
    }
    // The little finger and one more: from three without a print on a second officer signs.
    const auto lacksOther = [&](FingerPosition position) {
        return std::any_of(draft.fingers.begin(), draft.fingers.end(), [&](const FingerEntry& each) {
            return !each.capture && each.position != position && each.position != FingerPosition::LeftLittle;
        });
    };
    for (const FingerEntry& print : m_fingers) {
        if (draft.fingers.contains(static_cast<int>(print.position)) && !sometimes(100))
            continue;
        FingerEntry finger = print;
        if (print.position == FingerPosition::LeftLittle || (sometimes(5) && !lacksOther(print.position)))
            finger = sampleException(print.position, m_officer, now);
        else
            finger.capture->at = now;
        return {QStringLiteral("finger %1").arg(static_cast<int>(print.position)),
            [=](Desk& desk) { return desk.saveFinger(id, finger); }};
    }
    if (draft.step != CaseStep::Review)
        return {QStringLiteral("step"), [=](Desk& desk) { return desk.saveStep(id, CaseStep::Review); }};
    if (!draft.confirmation)
        return {QStringLiteral("confirmation"), [=, by = m_officer](Desk& desk) {
                    return desk.saveConfirmation(id, sampleConfirmation(by, now));
                }};
    return {
        QStringLiteral("finish"), [=](Desk& desk) { return desk.finish(id).map([](const SealedCase&) {}); }};
}

/// As sync does when the registry has listed all its receipts; nothing is purged before.
Status PowerStation::seeRegistryWhole()
{
    auto database = Database::open(m_station, roomyFiles);
    if (!database)
        return failed(database);
    return ReceiptChain(**database, m_clock).reachedEnd({}).map([](int) {});
}

Outbox& PowerStation::outbox(Desk& desk) { return m_sync ? *m_outbox : syncsOutbox(desk); }

PowerStation::Step PowerStation::nextOfPacket(PacketId id, const PacketView& packet)
{
    const auto receipt = [&](PacketState state) {
        return Step {QLatin1String(nameOf(state)), [this, id, word = receiptOf(packet, state)](Desk& desk) {
                         return outbox(desk).receipt(id, word);
                     }};
    };
    const auto acknowledged = [&](qint64 offset) {
        return Step {QStringLiteral("offset %1").arg(offset),
            [=, this](Desk& desk) { return outbox(desk).acknowledged(id, offset); }};
    };
    switch (packet.state) {
    case PacketState::Sealed:
        if (m_random == nullptr && !std::exchange(m_restarted, true))
            return {QStringLiteral("restart"), {}};
        return {QStringLiteral("announced"), [=, this](Desk& desk) { return outbox(desk).announced({id}); }};
    case PacketState::Announced: return acknowledged(packet.size / 2);
    case PacketState::Uploading:
        return packet.offset < packet.size ? acknowledged(packet.size) : receipt(PacketState::Received);
    case PacketState::Received: return receipt(PacketState::Processing);
    case PacketState::Processing: return receipt(PacketState::Processed);
    case PacketState::Processed:
        return {QLatin1String(purgeStep), [this](Desk& desk) {
                    return seeRegistryWhole().and_then(
                        [&] { return outbox(desk).purge(std::chrono::days(0)).map([](int) {}); });
                }};
    case PacketState::Purged:
    case PacketState::Rejected:
    case PacketState::Resubmit:
    case PacketState::Conflict:
    case PacketState::Held: break; // nothing here leads to them: a loss that the views have told already
    }
    return {QStringLiteral("restart"), {}};
}

std::vector<std::string> lostBetween(const PoweredRun& before, int n, const PoweredRun& after)
{
    std::vector<std::string> lost = after.broken;
    if (after.answers.empty())
        return lost;
    const StationView& found = after.answers.front().view;
    std::size_t last = 0;
    while (last + 1 < before.answers.size() && before.answers[last + 1].touches <= n)
        ++last;
    const auto& answered = before.answers[last];
    const bool onItsWay = answered.touches < n && last + 1 < before.answers.size();
    if (!found.showsTheSameAs(answered.view)
        && !(onItsWay && found.showsTheSameAs(before.answers[last + 1].view)))
        lost.push_back(
            "after '" + answered.step.toStdString() + "' was answered: " + difference(answered.view, found));
    if (answered.touches <= n && !beginsWith(found.ledger, answered.view.ledger))
        lost.push_back("after '" + answered.step.toStdString() + "' was answered: ledger rows are gone");
    const auto promises = brokenPromises(found);
    lost.insert(lost.end(), promises.begin(), promises.end());
    return lost;
}

} // namespace station
