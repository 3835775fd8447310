#include "core/biometrics/image_codec.h"
#include "core/desk/desk.h"
#include "core/store/database.h"
#include "core/store/officers.h"
#include "core/store/settings.h"
#include "core/vault/vault.h"
#include "tests/at_rest/scanner.h"
#include "tests/end_to_end/job_bench.h"
#include "tests/support/process_memory.h"
#include "tests/support/sanitizers.h"

#include <catch2/catch.hpp>

#include <cstdio>
#include <map>

using namespace station;

namespace {

const QString name = QStringLiteral("Lò Văn Thử Nghiệm");
const QString number = QStringLiteral("012094999001");

QByteArray utf16(const QString& text)
{
    return QByteArray(reinterpret_cast<const char*>(text.utf16()), text.size() * 2);
}

/// What the window knows while a case is open, to be looked for in its memory.
class Secrets {
public:
    void words(const char* what, const QString& text)
    {
        m_scanner.addBytes(QLatin1String(what), text.toUtf8());
        m_scanner.addBytes(QLatin1String(what), utf16(text));
    }
    /// Keys and pictures, as a desk of the same officer finds them on the disk.
    void readFrom(const QDir& station)
    {
        const SystemClock clock;
        const auto database = Database::open(station);
        REQUIRE(database);
        Officers officers(**database, clock);
        Vault vault(officers, clock, KeyCost::moderate(), Settings(**database).all()->value("station-code"));
        const auto known = officers.officers().value();
        REQUIRE(vault.signIn(known.front().info.id, JobBench::words));
        const Secret& key = **vault.dataKey();
        m_scanner.addBytes("data key",
            QByteArray(reinterpret_cast<const char*>(key.data()), static_cast<qsizetype>(key.size())));

        const auto desk = Desk::open(station, clock);
        REQUIRE(desk);
        REQUIRE((*desk)->signIn(known.front().info.id, JobBench::words));
        const auto drafts = (*desk)->drafts().value();
        REQUIRE(drafts.size() == 1);
        const auto draft = (*desk)->resumeCase(drafts.front().id).value();
        for (const FingerEntry& finger : draft.fingers)
            picture("print", finger.capture->png, decodeGrey(finger.capture->png)->pixels());
        for (const QByteArray& jpeg : {draft.portrait->sourceJpeg, draft.portrait->croppedJpeg}) {
            const auto decoded = decodeColour(jpeg);
            picture("portrait", jpeg, decoded->pixels());
        }
    }
    /// How often each kind lies in the memory of the process.
    std::map<QString, int> in(pid_t process)
    {
        std::map<QString, int> found;
        m_where.clear();
        ProcessMemory memory(process);
        memory.visit([&](const QByteArray& mapping, quint64, const QByteArray& bytes) {
            for (const Scanner::Hit& hit : m_scanner.scan(QString::fromUtf8(mapping), bytes)) {
                ++found[hit.what];
                m_where[hit.what + " in " + QString::fromUtf8(mapping.mid(mapping.indexOf(' ')))] += 1;
            }
        });
        m_searched = memory.searched();
        return found;
    }
    [[nodiscard]] std::string where() const
    {
        std::string lines;
        for (const auto& [what, times] : m_where)
            lines += what.toStdString() + ": " + std::to_string(times) + '\n';
        return lines;
    }
    [[nodiscard]] qint64 searched() const { return m_searched; }
    [[nodiscard]] qsizetype needles() const { return m_scanner.needles(); }

private:
    void picture(const char* what, const QByteArray& file, std::span<const std::uint8_t> pixels)
    {
        m_scanner.addFile(QLatin1String(what) + QLatin1String(" (file)"), file);
        m_scanner.addPixels(QLatin1String(what) + QLatin1String(" (pixels)"), pixels);
    }

    Scanner m_scanner;
    std::map<QString, int> m_where;
    qint64 m_searched = 0;
};

int sum(const std::map<QString, int>& found, const char* kind)
{
    int times = 0;
    for (const auto& [what, count] : found)
        times += what.startsWith(QLatin1String(kind)) ? count : 0;
    return times;
}

} // namespace

TEST_CASE(
    "after a case is sealed and the window is locked, its memory holds no key, passphrase, picture or name",
    "[memory]")
{
    STATION_NOT_UNDER_SANITIZER("it has a heap of its own, where freed blocks wait and are not overwritten");
    JobBench job;
    job.open();
    for (const char* step :
        {"let-look", "new", "person", "to-portrait", "use-portrait", "fingers 10", "to-review"})
        REQUIRE(job.say(step));
    Secrets secrets;
    secrets.words("passphrase", QString::fromUtf8(JobBench::words));
    secrets.words("name", name);
    secrets.words("number", number);
    secrets.readFrom(QDir(job.path("station")));

    // The control: while the case is open all of it is there to be found, but the passphrase, which is used
    // up.
    const auto open = secrets.in(job.process());
    INFO("open:\n" << secrets.where());
    for (const char* kind : {"data key", "print", "portrait", "name", "number"}) {
        INFO(kind);
        CHECK(sum(open, kind) > 0);
    }
    CHECK(sum(open, "passphrase") == 0);

    for (const char* step : {"confirm", "seal", "home", "lock", "wait 500"})
        REQUIRE(job.say(step));
    const auto locked = secrets.in(job.process());
    INFO("locked:\n" << secrets.where());
    CHECK(secrets.searched() > 20'000'000);
    for (const char* kind : {"data key", "passphrase", "print", "portrait", "name", "number"}) {
        INFO(kind);
        CHECK(sum(locked, kind) == 0);
    }
    std::printf(
        "memory: %lld bytes and %lld needles searched; hits while open %d, after sealing and locking %d\n",
        static_cast<long long>(secrets.searched()), static_cast<long long>(secrets.needles()), sum(open, ""),
        sum(locked, ""));
}

TEST_CASE("a locked window holds no data key while a case is open behind it", "[memory]")
{
    STATION_NOT_UNDER_SANITIZER("it has a heap of its own, where freed blocks wait and are not overwritten");
    JobBench job;
    job.open();
    for (const char* step : {"let-look", "new", "person", "to-portrait", "use-portrait", "fingers 3"})
        REQUIRE(job.say(step));
    Secrets secrets;
    secrets.words("passphrase", QString::fromUtf8(JobBench::words));
    secrets.readFrom(QDir(job.path("station")));
    REQUIRE(sum(secrets.in(job.process()), "data key") > 0);
    for (const char* step : {"lock", "wait 500"})
        REQUIRE(job.say(step));
    const auto locked = secrets.in(job.process());
    INFO(secrets.where());
    CHECK(sum(locked, "data key") == 0);
    CHECK(sum(locked, "passphrase") == 0);
}
