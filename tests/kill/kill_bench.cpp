#include "tests/kill/kill_bench.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QThread>

#include <csignal>
#include <sqlite3.h>

namespace station {
namespace {

constexpr auto stationName = "station-kill";

void write(const QString& path, const QByteArray& bytes)
{
    REQUIRE(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    REQUIRE(file.open(QFile::WriteOnly));
    REQUIRE(file.write(bytes) == bytes.size());
}

QString program(const char* name) { return qEnvironmentVariable("STATION_BIN") + u'/' + QLatin1String(name); }

QProcessEnvironment preloaded(const QString& variable, const QString& value)
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LD_PRELOAD"), qEnvironmentVariable("STATION_KILL_AT_CALL"));
    environment.insert(QStringLiteral("ASAN_OPTIONS"),
        environment.value(QStringLiteral("ASAN_OPTIONS")) + QStringLiteral(":verify_asan_link_order=0"));
    environment.insert(variable, value);
    return environment;
}

Told toldBy(const QByteArray& out, bool killed)
{
    Told told;
    told.killed = killed;
    for (const QByteArray& line : out.split('\n')) {
        if (!line.endsWith('}')) // torn by the kill: not said
            continue;
        const QJsonObject said = QJsonDocument::fromJson(line).object();
        const QString step = said.value(QStringLiteral("step")).toString();
        if (step == QLatin1String("opened"))
            told.id = PacketId::parse(said.value(QStringLiteral("id")).toString());
        told.form = told.form || step == QLatin1String("form");
        told.portrait = told.portrait || step == QLatin1String("portrait");
        told.confirmed = told.confirmed || step == QLatin1String("confirmed");
        told.sealed = told.sealed || step == QLatin1String("sealed");
        if (step == QLatin1String("finger"))
            told.fingers.insert(said.value(QStringLiteral("position")).toInt());
    }
    return told;
}

bool has(const EnrollmentDraft& draft, int position)
{
    return std::any_of(draft.fingers.begin(), draft.fingers.end(),
        [&](const FingerEntry& finger) { return static_cast<int>(finger.position) == position; });
}

} // namespace

KillPlan KillPlan::fromEnvironment(int runs)
{
    KillPlan plan {runs, 1};
    if (qEnvironmentVariableIsSet("KILL_RUNS"))
        plan.runs = qEnvironmentVariableIntValue("KILL_RUNS");
    if (qEnvironmentVariableIsSet("KILL_SEED"))
        plan.seed = static_cast<unsigned>(qEnvironmentVariableIntValue("KILL_SEED"));
    return plan;
}

KillBench::KillBench()
{
    m_registry.start();
    REQUIRE(m_bench.desk->installIdentity(m_registry.identity(QLatin1String(stationName))));
    REQUIRE(m_bench.desk->setRegistry(m_registry.url()));
    m_bench.desk.reset();
    const QDir folder(m_bench.folder.path());
    write(folder.filePath("an"), DeskBench::anWords);
    write(folder.filePath("binh"), DeskBench::binhWords);
    QJsonObject form;
    const FormValues values = sampleForm();
    for (auto value = values.begin(); value != values.end(); ++value)
        form.insert(value.key(), value->text);
    write(folder.filePath("form.json"), QJsonDocument(form).toJson());
    write(folder.filePath("portrait.jpg"), samplePortrait(m_bench.clock.now()).sourceJpeg);
    for (const FingerPosition position : allFingers)
        write(folder.filePath(QString("fingers/%1.png").arg(static_cast<int>(position), 2, 10, QChar('0'))),
            sampleFinger(position, m_bench.clock.now()).capture->png);
}

QStringList KillBench::enrollArguments() const
{
    const QDir folder(m_bench.folder.path());
    return {"--station", m_bench.station.path(), "--json", "enroll", "--procedure", "cc-new-14", "--form",
        folder.filePath("form.json"), "--portrait", folder.filePath("portrait.jpg"), "--fingers",
        folder.filePath("fingers"), "--waive-portrait", "health", "--sign-off", "Bình",
        "--sign-off-passphrase-file", folder.filePath("binh"), "--officer", "An", "--passphrase-file",
        folder.filePath("an")};
}

QByteArray KillBench::run(const QStringList& arguments, const Death& death, bool* killed)
{
    QProcess process;
    process.setStandardErrorFile(QProcess::nullDevice());
    if (death.atCall > 0)
        process.setProcessEnvironment(
            preloaded(QStringLiteral("STATION_KILL_AT"), QString::number(death.atCall)));
    process.start(program("enrollctl"), arguments);
    REQUIRE(process.waitForStarted(10000));
    if (death.atCall == 0 && !process.waitForFinished(death.afterMs))
        ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
    REQUIRE((process.state() == QProcess::NotRunning || process.waitForFinished(60000)));
    *killed = process.exitStatus() == QProcess::CrashExit;
    return process.readAllStandardOutput();
}

Told KillBench::enroll(const Death& death)
{
    bool killed = false;
    const QByteArray out = run(enrollArguments(), death, &killed);
    Told told = toldBy(out, killed);
    INFO(out.toStdString());
    REQUIRE((killed || told.sealed)); // a run that was not killed must end well
    return told;
}

void KillBench::sync(const Death& death)
{
    bool killed = false;
    (void)run({"--station", m_bench.station.path(), "--json", "sync", "--once"}, death, &killed);
}

KillBench::WholeRun KillBench::wholeRun()
{
    const QString to = QDir(m_bench.folder.path()).filePath("calls");
    QProcess process;
    process.setStandardErrorFile(QProcess::nullDevice());
    process.setProcessEnvironment(preloaded(QStringLiteral("STATION_COUNT_TO"), to));
    QElapsedTimer took;
    took.start();
    process.start(program("enrollctl"), enrollArguments());
    REQUIRE(process.waitForFinished(60000));
    REQUIRE(process.exitCode() == 0);
    QFile file(to);
    REQUIRE(file.open(QFile::ReadOnly));
    const WholeRun run {file.readAll().trimmed().toLong(), static_cast<int>(took.elapsed())};
    REQUIRE(run.calls > 20);
    return run;
}

void KillBench::loseCase(PacketId id)
{
    m_bench.restart();
    REQUIRE(m_bench.desk->discardCase(id, QStringLiteral("lost")));
    m_bench.desk.reset();
}

void KillBench::losePacketFile()
{
    REQUIRE(!m_sealed.empty());
    REQUIRE(QFile::remove(m_bench.packetPath(*m_sealed.begin())));
}

void KillBench::loseFinger(PacketId id, int position)
{
    sqlite3* handle = nullptr;
    REQUIRE(sqlite3_open(m_bench.station.filePath("station.db").toUtf8().constData(), &handle) == SQLITE_OK);
    const QString sql = QStringLiteral("DELETE FROM draft_part WHERE draft_id = '%1' AND part = 'finger-%2'")
                            .arg(id.text())
                            .arg(position, 2, 10, QChar('0'));
    CHECK(sqlite3_exec(handle, sql.toUtf8().constData(), nullptr, nullptr, nullptr) == SQLITE_OK);
    CHECK(sqlite3_changes(handle) == 1);
    sqlite3_close(handle);
}

QString KillBench::brokenDraft(const EnrollmentDraft& draft, const Told& told) const
{
    if (told.form
        && draft.form.value(QStringLiteral("pin")).text != sampleForm().value(QStringLiteral("pin")).text)
        return QStringLiteral("the form that was accepted is lost");
    if (told.portrait && (!draft.portrait || draft.portrait->sourceJpeg.isEmpty()))
        return QStringLiteral("the portrait that was accepted is lost");
    for (const int position : told.fingers)
        if (!has(draft, position))
            return QStringLiteral("finger %1 that was accepted is lost").arg(position);
    if (told.confirmed && !draft.confirmation)
        return QStringLiteral("the confirmation that was accepted is lost");
    return {};
}

/// Every packet of the queue is one file with its hash; every file is of the queue; nothing was put aside.
QString KillBench::brokenFiles()
{
    const auto rows = m_bench.desk->outbox().list({std::nullopt, 0, 1'000'000});
    if (!rows)
        return QStringLiteral("the queue cannot be read");
    std::set<QString> expected;
    std::set<PacketId> ids;
    for (const QueueRow& row : *rows) {
        ids.insert(row.id);
        const QString path = m_bench.packetPath(row.id);
        QFile file(path);
        if (!file.open(QFile::ReadOnly))
            return QStringLiteral("the file of a sealed packet is lost");
        expected.insert(path);
        if (m_sealed.insert(row.id).second
            && QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256) != row.sha256)
            return QStringLiteral("the file of a sealed packet is torn");
    }
    if (ids != m_sealed)
        return QStringLiteral("a packet left the queue");
    QDirIterator files(m_bench.station.filePath("packets"), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        if (!expected.contains(files.next()))
            return QStringLiteral("a file without a row: ") + files.fileName();
    return {};
}

QString KillBench::brokenPromise(const Told& told)
{
    m_bench.start();
    if (const Status whole = m_bench.desk->verifyLedger(); !whole)
        return QStringLiteral("the ledger does not verify: ") + QString::fromStdString(whole.error().detail);
    if (QString broken = brokenFiles(); !broken.isEmpty())
        return broken;
    if (!m_bench.desk->signIn(m_bench.an, DeskBench::anWords))
        return QStringLiteral("nobody can sign in any more");
    const bool inQueue = m_sealed.contains(told.id);
    if (told.sealed && !inQueue)
        return QStringLiteral("a sealed case is lost");
    const auto drafts = m_bench.desk->drafts();
    if (!drafts)
        return QStringLiteral("the open cases cannot be read");
    const bool inDrafts = std::any_of(
        drafts->begin(), drafts->end(), [&](const DraftSummary& draft) { return draft.id == told.id; });
    if (inQueue && inDrafts)
        return QStringLiteral("a case is sealed and open at the same time");
    if (!told.id.isNull() && !inQueue && !inDrafts)
        return QStringLiteral("a case that was opened is lost");
    for (const DraftSummary& open : *drafts) {
        const auto draft = m_bench.desk->resumeCase(open.id);
        if (!draft)
            return QStringLiteral("an open case cannot be read");
        if (open.id == told.id)
            if (QString broken = brokenDraft(*draft, told); !broken.isEmpty())
                return broken;
        if (const Status done = complete(open.id); !done)
            return QStringLiteral("a case cannot be ended: ") + QString::fromStdString(done.error().detail);
    }
    if (QString broken = brokenFiles(); !broken.isEmpty())
        return broken;
    m_bench.desk.reset();
    return {};
}

/// What the officer would do next: what is missing is captured, the rest is used as it is.
Status KillBench::complete(PacketId id)
{
    auto draft = m_bench.desk->resumeCase(id);
    if (!draft)
        return failed(draft);
    EnrollmentDraft filled = *draft;
    fillSample(filled, m_bench.an, m_bench.clock.now());
    if (draft->form.value(QStringLiteral("pin")).text.isEmpty())
        if (const Status saved = m_bench.desk->saveForm(id, filled.form); !saved)
            return saved;
    if (!draft->portrait)
        if (const Status saved = m_bench.desk->savePortrait(id, *filled.portrait); !saved)
            return saved;
    for (const FingerEntry& finger : filled.fingers)
        if (!has(*draft, static_cast<int>(finger.position)))
            if (const Status saved = m_bench.desk->saveFinger(id, finger); !saved)
                return saved;
    const auto waived = m_bench.desk->waivers(id);
    if (!waived)
        return failed(waived);
    if (!waived->empty())
        if (const Status done = m_bench.desk->signOff(id, m_bench.binh, DeskBench::binhWords);
            !done && done.error().code != ErrorCode::InvalidInput) // signed before: nothing is open
            return done;
    const Status confirmed = m_bench.desk->saveConfirmation(id, *filled.confirmation);
    return confirmed ? m_bench.desk->finish(id).map([](const SealedCase&) {}) : confirmed;
}

QString KillBench::finishAndDeliver()
{
    bool killed = false;
    for (int pass = 0; pass < 100; ++pass) {
        (void)run({"--station", m_bench.station.path(), "--json", "sync", "--once"}, {0, 600'000}, &killed);
        m_bench.start();
        const auto totals = m_bench.desk->outbox().totals();
        const auto rows = m_bench.desk->outbox().list({PacketState::Processed, 0, 1'000'000});
        m_bench.desk.reset();
        if (!totals || !rows)
            return QStringLiteral("the queue cannot be read");
        if (static_cast<int>(rows->size()) == packets())
            break;
        QThread::msleep(50);
    }
    const QJsonObject counts = m_registry.show().value(QStringLiteral("packets")).toObject();
    int all = 0;
    for (const QJsonValue& count : counts)
        all += count.toInt();
    if (counts.value(QStringLiteral("processed")).toInt() != packets() || all != packets())
        return QStringLiteral("%1 packets were sealed, the registry has %2 (%3 processed)")
            .arg(packets())
            .arg(all)
            .arg(counts.value(QStringLiteral("processed")).toInt());
    if (m_registry.blobCount() != packets())
        return QStringLiteral("the registry's folder holds another number of packets");
    return {};
}

} // namespace station
