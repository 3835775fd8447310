#include "core/biometrics/image_codec.h"
#include "core/desk/desk.h"
#include "core/store/database.h"
#include "core/store/officers.h"
#include "core/store/settings.h"
#include "core/vault/vault.h"
#include "tests/at_rest/day_bench.h"

#include <QProcess>

#include <catch2/catch.hpp>

#include <cmath>
#include <cstdio>
#include <sqlite3.h>
#include <unistd.h>

using namespace station;

namespace {

/// A surface that no two people share, and no plain background has.
std::uint8_t texture(int person, int picture, int x, int y)
{
    return static_cast<std::uint8_t>(
        127 + 60 * std::sin((x + person * y / 3.0) / 2.3) + 60 * std::sin((y * (picture + 1) - x) / 3.1));
}

GreyImage printOf(int person, int finger)
{
    std::vector<std::uint8_t> pixels;
    for (int y = 0; y < 96; ++y)
        for (int x = 0; x < 96; ++x)
            pixels.push_back(texture(person, finger, x, y));
    return {96, 96, 500, std::move(pixels)};
}

ColourImage portraitOf(int person)
{
    std::vector<std::uint8_t> pixels;
    for (int y = 0; y < 120; ++y)
        for (int x = 0; x < 160; ++x)
            for (int colour = 0; colour < 3; ++colour)
                pixels.push_back(texture(person, 20 + colour, x, y));
    return {160, 120, std::move(pixels)};
}

const QByteArray wrongWords = "not at all the right words";
const QByteArray newWords = "a third officer came along";

/// A working day: everything that leaves something behind, and every way a day goes wrong.
class Day : public DayBench {
public:
    Day()
    {
        std::fflush(stderr);
        m_stderr = ::dup(2);
        FILE* log = std::fopen(QFile::encodeName(path("state/log")).constData(), "a");
        ::dup2(::fileno(log), 2);
        std::fclose(log);
        prepare();
    }
    ~Day()
    {
        job().kill();
        std::fflush(stderr);
        ::dup2(m_stderr, 2);
        ::close(m_stderr);
    }

    /// On the command line: sealed, killed in the middle, left open, discarded.
    void morning()
    {
        QByteArray said;
        REQUIRE(enrollctl(QStringList {"officer", "recovery-code"} + by(), &said) == 0);
        m_code = QJsonDocument::fromJson(said).object().value("recoveryCode").toString();
        REQUIRE(m_code.size() == 47);
        write(input("wrong"), wrongWords);
        write(input("new"), newWords);
        for (int i = 0; i < 2; ++i)
            CHECK(enrollctl({"draft", "list", "--officer", "An", "--passphrase-file", input("wrong")}) == 1);
        CHECK(
            enrollctl(QStringList {"officer", "add", "Chi", "--passphrase-file", input("new")} + by()) == 0);
        CHECK(enrollctl(enrolling(0)) == 0);
        killAfter(enrolling(1), "finger");
        QStringList open = enrolling(2);
        open[open.indexOf("--portrait")] = "--camera";
        open[open.indexOf("--camera") + 1] = "no-such-camera";
        for (int i = 0; i < 2; ++i) // one is left open, one discarded
            CHECK(enrollctl(open) == 1);
        QByteArray drafts;
        REQUIRE(enrollctl(QStringList {"draft", "list"} + as(), &drafts) == 0);
        const auto last = QJsonDocument::fromJson(drafts.left(drafts.indexOf('\n'))).object();
        CHECK(enrollctl(
                  QStringList {"draft", "discard", last.value("id").toString(), "--reason", "citizen-left"}
                  + as())
            == 0);
        CHECK(enrollctl({"sync", "--once"}) == 0);
    }
    /// In the window: locked and unlocked, killed, resumed, sealed, and another case left open.
    void afternoon()
    {
        job().open();
        for (const char* step : {"new", "person", "to-portrait", "use-portrait", "fingers 10"})
            REQUIRE(job().say(step));
        takePictures();
        REQUIRE(job().say("lock"));
        REQUIRE(job().say("wrong " + wrongWords));
        REQUIRE(job().say(QByteArray("unlock ") + JobBench::words));
        job().kill();
        job().open();
        for (const char* step : {"resume", "to-review", "confirm", "seal", "home", "new", "person",
                 "to-portrait", "use-portrait", "fingers 3", "lock"})
            REQUIRE(job().say(step));
        takePictures();
    }
    void evening()
    {
        job().kill();
        CHECK(enrollctl({"sync", "--once"}) == 0);
        CHECK(enrollctl({"audit", "verify"}) == 0);
        CHECK(enrollctl({"officer", "passwd", "Bình", "--passphrase-file", job().path("second"),
                  "--new-passphrase-file", input("new")})
            == 0);
    }

    /// Everything that was typed, shown or captured today.
    void fill(Scanner& scanner)
    {
        for (const Person& person : people()) {
            scanner.addText("name", person.name);
            scanner.addText("number", person.pin);
            scanner.addText("address", person.address);
            scanner.addText("phone", person.phone);
            scanner.addDay("day of birth", person.born.day(), person.born.month(), person.born.year());
        }
        scanner.addText("name (window)", QStringLiteral("Lò Văn Thử Nghiệm"));
        scanner.addText("number (window)", QStringLiteral("012094999001"));
        scanner.addText("address (window)", QStringLiteral("Bản Mẫu 1, xã Phong Thổ, tỉnh Lai Châu"));
        scanner.addDay("day of birth (window)", 15, 3, 1994);
        for (const QByteArray& words :
            {QByteArray(JobBench::words), QByteArray("words of the second officer"), wrongWords, newWords})
            scanner.addBytes("passphrase", words);
        for (const QByteArray& words : {QByteArray(JobBench::words), wrongWords, newWords}) {
            const QString text = QString::fromUtf8(words);
            scanner.addBytes("passphrase (UTF-16)",
                QByteArray(reinterpret_cast<const char*>(text.utf16()), text.size() * 2));
        }
        scanner.addText("recovery code", m_code);
        scanner.addText("recovery code", QString(m_code).remove('-'));
        scanner.addBytes("data key", dataKey());
        for (int person = 0; person < 3; ++person) {
            for (int finger = 1; finger <= 10; ++finger) {
                scanner.addPixels("print", printOf(person, finger).pixels());
                scanner.addFile("print's file", encodePng(printOf(person, finger)).value());
            }
            scanner.addPixels("portrait", portraitOf(person).pixels());
            scanner.addFile("portrait's file", encodeJpeg(portraitOf(person)).value());
        }
        for (const QByteArray& png : m_prints) {
            scanner.addFile("print's file (window)", png);
            scanner.addPixels("print (window)", decodeGrey(png)->pixels());
        }
        for (const QByteArray& jpeg : m_portraits) {
            scanner.addFile("portrait's file (window)", jpeg);
            scanner.addPixels("portrait (window)", decodeColour(jpeg)->pixels());
        }
        scanner.addPictureSignatures();
    }
    [[nodiscard]] std::size_t picturesTaken() const { return m_prints.size() + m_portraits.size(); }

private:
    [[nodiscard]] QStringList as() const { return {"--officer", "An", "--passphrase-file", m_first}; }
    [[nodiscard]] QStringList by() const { return {"--by", "An", "--by-passphrase-file", m_first}; }
    [[nodiscard]] QStringList enrolling(int person) const
    {
        const QString mine = QString::number(person);
        return QStringList {"enroll", "--procedure", "cc-new-14", "--form", input(mine + ".json"),
                   "--portrait", input(mine + ".jpg"), "--fingers", input(mine), "--waive-portrait", "health",
                   "--sign-off", "Bình", "--sign-off-passphrase-file", m_second}
        + as();
    }
    void prepare()
    {
        m_first = job().path("first");
        m_second = job().path("second");
        for (int i = 0; i < 3; ++i) {
            const Person& person = people()[static_cast<std::size_t>(i)];
            const QJsonObject form {{"name_full", person.name}, {"pin", person.pin},
                {"dob", person.born.toString(Qt::ISODate)}, {"sex", "2"}, {"ethnicity", "01"},
                {"nationality", "VN"}, {"permanent_residence", person.address}, {"phone", person.phone}};
            const QString mine = QString::number(i);
            write(input(mine + ".json"), QJsonDocument(form).toJson());
            write(input(mine + ".jpg"), encodeJpeg(portraitOf(i)).value());
            for (int finger = 1; finger <= 10; ++finger)
                write(input(mine + QStringLiteral("/%1.png").arg(finger, 2, 10, QChar('0'))),
                    encodePng(printOf(i, finger)).value());
        }
    }
    /// kill -9 as soon as it says that a step is saved.
    void killAfter(const QStringList& arguments, const QByteArray& step)
    {
        QProcess process;
        process.setStandardErrorFile(path("state/log"), QProcess::Append);
        process.start(qEnvironmentVariable("STATION_BIN") + "/enrollctl",
            QStringList {"--station", station().path(), "--json"} + arguments);
        QByteArray said;
        while (!said.contains("\"step\":\"" + step + '"') && process.waitForReadyRead(20000))
            said += process.readAllStandardOutput();
        CHECK(said.contains(step));
        process.kill();
        process.waitForFinished();
    }
    /// The window's pictures, as a desk of the same officer reads them.
    void takePictures()
    {
        const auto desk = Desk::open(station(), m_clock);
        REQUIRE(desk);
        const auto officers = (*desk)->officers().value();
        REQUIRE((*desk)->signIn(officers.front().id, JobBench::words));
        const auto drafts = (*desk)->drafts().value();
        for (const DraftSummary& each : drafts) {
            if (each.personName != QStringLiteral("Lò Văn Thử Nghiệm"))
                continue;
            const auto draft = (*desk)->resumeCase(each.id).value();
            for (const FingerEntry& finger : draft.fingers)
                if (finger.capture)
                    m_prints << finger.capture->png;
            if (draft.portrait)
                m_portraits << draft.portrait->sourceJpeg << draft.portrait->croppedJpeg;
        }
    }
    [[nodiscard]] QByteArray dataKey() const
    {
        const auto database = Database::open(station());
        REQUIRE(database);
        Officers officers(**database, m_clock);
        Vault vault(
            officers, m_clock, KeyCost::moderate(), Settings(**database).all()->value("station-code"));
        const auto known = officers.officers().value();
        REQUIRE(vault.signIn(known.front().info.id, JobBench::words));
        const auto key = vault.dataKey();
        return QByteArray(
            reinterpret_cast<const char*>((*key)->data()), static_cast<qsizetype>((*key)->size()));
    }

    SystemClock m_clock;
    QString m_first;
    QString m_second;
    QString m_code;
    QList<QByteArray> m_prints;
    QList<QByteArray> m_portraits;
    int m_stderr = -1;
};

void run(const QString& database, const QByteArray& sql)
{
    sqlite3* handle = nullptr;
    REQUIRE(sqlite3_open(QFile::encodeName(database).constData(), &handle) == SQLITE_OK);
    const int done = sqlite3_exec(handle, sql.constData(), nullptr, nullptr, nullptr);
    INFO(sqlite3_errmsg(handle));
    sqlite3_close(handle);
    REQUIRE(done == SQLITE_OK);
}

} // namespace

TEST_CASE(
    "after a whole working day nothing on the disk tells a name, a number, an address, a picture or a key",
    "[at-rest]")
{
    Day day;
    day.morning();
    day.afternoon();
    REQUIRE(day.picturesTaken() >= 15);

    Scanner scanner;
    day.fill(scanner);
    const auto live = day.scan(scanner); // the window is locked, a case is open behind it
    INFO(told(live));
    CHECK(live.empty());
    day.evening();
    const auto left = day.scan(scanner);
    INFO(told(left));
    CHECK(left.empty());
    CHECK_FALSE(QFile::exists(day.path("home/keys.log")));
    CHECK_FALSE(QFile::exists(day.path("home/gst.log")));

    // The controls: what would be there without the protection is found.
    const auto finds = [&](const char* what) {
        const auto hits = day.scan(scanner);
        INFO("control: " << what);
        CHECK_FALSE(hits.empty());
    };
    const QString copy = day.path("tmp/copy.db");
    const auto unsealed = [&](const char* then) {
        QFile::remove(copy);
        REQUIRE(QFile::copy(day.station().filePath("station.db"), copy));
        run(copy,
            "PRAGMA journal_mode=DELETE; PRAGMA secure_delete=OFF;"
            "INSERT INTO sealed_setting (key, sealed) VALUES ('draft', CAST('{\"a\":\"hoàng thiện phước\"}' "
            "AS BLOB));");
        run(copy, then);
        finds(*then == '\0' ? "a draft written unsealed" : "an unsealed draft deleted without secure_delete");
        QFile::remove(copy);
    };
    unsealed("");
    unsealed("PRAGMA secure_delete=OFF; DELETE FROM sealed_setting WHERE key = 'draft';");
    const std::tuple<const char*, QString, QByteArray> planted[] {
        {"a log line with a name", day.path("state/journal"), "case opened: XOONG QUYNH NGHIEM\n"},
        {"a picture in a temporary file", day.path("tmp/.thumb"), encodePng(printOf(0, 1)).value()},
        {"raw pixels in a cache", day.path("cache/raw"),
            QByteArray(reinterpret_cast<const char*>(printOf(1, 3).pixels().data()), 2000)},
        {"a number in a setting", day.station().filePath("window.ini.bak"),
            "last=001 195 061738 001195061738"},
        {"a passphrase in a crash file", day.path("cwd/core.1"), QByteArray("\0\0") + JobBench::words},
    };
    for (const auto& [what, file, bytes] : planted) {
        day.write(file, bytes);
        finds(what);
        QFile::remove(file);
    }
    if (QProcess curl; (curl.start("curl", {"-sk", "-m", "5", "https://127.0.0.1:" + day.job().port()}),
            curl.waitForFinished(10000)))
        CHECK(QFile::exists(day.path("home/keys.log"))); // a program that heeds SSLKEYLOGFILE
    std::printf("at rest: %d files, %lld bytes looked at in all, %lld needles, %lld pictures of the window\n",
        scanner.files(), static_cast<long long>(scanner.bytes()), static_cast<long long>(scanner.needles()),
        static_cast<long long>(day.picturesTaken()));
}
