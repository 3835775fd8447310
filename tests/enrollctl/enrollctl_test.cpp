#include "core/biometrics/image_codec.h"
#include "tests/enrollctl/program_bench.h"

#include <QJsonArray>
#include <QThread>

#include <catch2/catch.hpp>

using namespace station;

TEST_CASE("one enrollment from files ends in the queue, and the registry opens it", "[enrollctl]")
{
    ProgramBench bench;
    const Ran enrolled = bench.run(bench.enrollArguments());
    INFO(enrolled.text.toStdString());
    REQUIRE(enrolled.code == 0);
    CHECK(enrolled.lines.front()["step"] == "opened");
    CHECK(enrolled.lines.back()["step"] == "sealed");
    const QString id = enrolled.lines.back()["id"].toString();
    const Ran queue = bench.run({"queue", "list"});
    REQUIRE(queue.lines.size() == 1);
    CHECK(queue.lines.front()["id"] == id);
    CHECK(queue.lines.front()["state"] == "sealed");
    CHECK(bench.run({"draft", "list"}).lines.empty());
    CHECK(bench.run({"audit", "verify"}).code == 0);

    write(bench.folder.filePath("registry.key"), bench.registry.keyPem);
    write(bench.folder.filePath("registry.pem"), bench.registry.certificatePem);
    write(bench.folder.filePath("ca.pem"), bench.authority.caPem());
    const QString out = bench.folder.filePath("opened");
    const QStringList open {"packet", "open", bench.packetPath(PacketId::parse(id)), "--key",
        bench.folder.filePath("registry.key"), "--cert", bench.folder.filePath("registry.pem"), "--ca",
        bench.folder.filePath("ca.pem"), "--out", out};
    CHECK(bench.run(open).code == 0);
    CHECK(QFile::exists(out + "/fingers/09-plain.png"));
    CHECK_FALSE(QFile::exists(out + "/fingers/10-plain.png"));
    CHECK(bench.run(open).code == 1); // not empty any more
    QDir(out).removeRecursively();
    QFile packet(bench.packetPath(PacketId::parse(id)));
    REQUIRE(packet.open(QFile::ReadWrite));
    packet.seek(packet.size() / 2);
    packet.write("x");
    packet.close();
    CHECK(bench.run(open).code == 1);
    CHECK_FALSE(QDir(out).exists());
}

TEST_CASE("a packet is held, released and shown with its history", "[enrollctl]")
{
    ProgramBench bench;
    const QString id = bench.run(bench.enrollArguments()).lines.back()["id"].toString();
    CHECK(bench.run(QStringList {"queue", "hold", id} + bench.signIn()).lines.front()["state"] == "held");
    CHECK(bench.run({"queue", "list", "--state", "held"}).lines.size() == 1);
    CHECK(bench.run(QStringList {"queue", "retry", id} + bench.signIn()).lines.front()["state"] == "sealed");
    CHECK(bench.run({"queue", "show", id}).lines.front()["history"].toArray().size() > 3);
    CHECK(bench.run(QStringList {"queue", "purge"} + bench.signIn()).lines.front()["purged"] == 0);
    CHECK(bench.run({"queue", "show", "nonsense"}).code == 1);
    CHECK(bench.run({"queue", "show", PacketId::create(bench.clock.now()).text()}).code == 1);
    CHECK(bench.run({"queue", "hold", id, "--reason", "Bad Words!"}).code == 2);
}

TEST_CASE("bad input is refused with cause and cure, and nothing is half-written", "[enrollctl]")
{
    ProgramBench bench;
    const auto with = [&](const QString& option, const QString& value) {
        QStringList arguments = bench.enrollArguments();
        arguments[arguments.indexOf(option) + 1] = value;
        return arguments;
    };
    const auto file = [&](const char* name, const QByteArray& bytes) {
        write(bench.folder.filePath(name), bytes);
        return bench.folder.filePath(name);
    };
    SECTION("torn JSON")
    {
        bench.refuses(with("--form", file("torn.json", "{\"name_full\": \"A")), "line 1");
    }
    SECTION("JSON that is no object")
    {
        bench.refuses(with("--form", file("array.json", "[1]")), "JSON object");
    }
    SECTION("a number where a text belongs")
    {
        bench.refuses(with("--form", file("n.json", "{\"pin\": 1}")), "pin");
    }
    SECTION("an unknown key of a field")
    {
        bench.refuses(with("--form", file("k.json", R"({"pin": {"txt": "1"}})")), "is expected");
    }
    SECTION("an unknown field")
    {
        bench.refuses(with("--form", file("u.json", R"({"shoe_size": "43"})")), "shoe_size");
    }
    SECTION("a missing form") { bench.refuses(with("--form", "/no/such.json"), "cannot read"); }
    SECTION("an unknown procedure")
    {
        bench.refuses(with("--procedure", "no-such"), "no procedure of that id");
    }
    SECTION("a wrong passphrase")
    {
        bench.refuses(with("--passphrase-file", bench.folder.filePath("wrong")), "wrong passphrase");
    }
    SECTION("an empty passphrase file")
    {
        bench.refuses(with("--passphrase-file", file("empty", "")), "empty");
    }
    SECTION("an unknown officer") { bench.refuses(with("--officer", "Nobody"), "no officer"); }
    SECTION("a portrait that is no picture")
    {
        bench.refuses(with("--portrait", file("p.jpg", "not a picture")), "p.jpg");
    }
    SECTION("a torn portrait")
    {
        QByteArray jpeg = samplePortrait({}).sourceJpeg;
        jpeg.truncate(200);
        bench.refuses(with("--portrait", file("t.jpg", jpeg)), "t.jpg");
    }
    SECTION("a picture of 0 by 0 and one of 20,000 by 20,000")
    {
        for (const char side : {'\x00', '\x4e'}) {
            QByteArray png = sampleFinger(FingerPosition::RightThumb, {}).capture->png;
            for (const int at : {16, 20}) // IHDR: width and height, big endian
                png.replace(at, 4, side == 0 ? QByteArray(4, '\0') : QByteArray::fromHex("00004e20"));
            bench.refuses(with("--portrait", file("size.png", png)), "size.png");
        }
    }
    SECTION("a finger's file with a name that says nothing")
    {
        write(bench.fingers + "/eleven.png", "x");
        bench.refuses(bench.enrollArguments(), "eleven.png");
    }
    SECTION("an unknown reason for a missing finger")
    {
        write(bench.fingers + "/10.json", R"({"reason":"lost"})");
        bench.refuses(bench.enrollArguments(), "amputated, bandaged");
    }
    SECTION("a finger that is neither print nor reason")
    {
        QFile::remove(bench.fingers + "/10.json");
        bench.refuses(bench.enrollArguments(), "finger-10: finger-missing");
    }
    SECTION("a portrait that fails its checks without a reason")
    {
        QStringList arguments = bench.enrollArguments();
        arguments.remove(arguments.indexOf("--waive-portrait"), 2);
        bench.refuses(arguments, "--waive-portrait");
    }
    SECTION("prints where the law forbids them")
    {
        bench.refuses(with("--procedure", "cc-new-0-6"), "the law forbids");
    }
    SECTION("a camera that is not there")
    {
        QStringList arguments = bench.enrollArguments();
        arguments[arguments.indexOf("--portrait")] = "--camera";
        arguments[arguments.indexOf("--camera") + 1] = "no-such-camera";
        const Ran ran = bench.run(arguments);
        CHECK(ran.code == 1);
        CHECK(ran.text.contains("camera"));
        CHECK(bench.run({"draft", "list"}).lines.size() == 1); // what was captured is kept for the window
        CHECK(bench.run({"queue", "list"}).lines.empty());
    }
    SECTION("an unknown state")
    {
        bench.refuses({"queue", "list", "--state", "nonsense"}, "there is no state");
    }
    SECTION("a directory without a station")
    {
        CHECK(runProgram("enrollctl", {"--station", "/no/such/station", "station", "show"}).code == 1);
        CHECK_FALSE(QFileInfo::exists("/no/such/station"));
    }
}

TEST_CASE("an identity of another CA or with files missing makes no station", "[enrollctl]")
{
    ProgramBench bench;
    const TestAuthority stranger("Stranger");
    const StationIdentity mixed
        = TestAuthority::identity(bench.authority, stranger.station("s"), bench.registry);
    const QString id = bench.folder.filePath("mixed");
    write(id + "/station.pem", mixed.certificatePem);
    write(id + "/station.key", mixed.privateKeyPem);
    write(id + "/registry.pem", mixed.registryCertificatePem);
    const QString place = bench.folder.filePath("new");
    const auto init = [&](const QStringList& more) {
        return runProgram("enrollctl",
            QStringList {"--station", place, "--json", "station", "init", "--name", "T", "--commune", "00019",
                "--officer", "An", "--passphrase-file", bench.folder.filePath("an")}
                + more);
    };
    CHECK(init({"--identity", id}).text.contains("ca.pem is missing"));
    write(id + "/ca.pem", mixed.registryCaPem);
    CHECK(init({"--identity", id}).text.contains("another CA"));
    CHECK(init({"--registry", "http://x"}).text.contains("https://"));
    CHECK(init({"--registry", "https://"}).code == 1);
    CHECK(init({"--officer", "B", "--passphrase-file", "/no/such"}).code != 0);
    CHECK_FALSE(QFileInfo::exists(place));
    CHECK(QDir(bench.folder.path()).entryList({"new*"}, QDir::Dirs).isEmpty());
}

TEST_CASE(
    "a station made without an identity has a key and a request, and is installed when the answer is there",
    "[enrollctl]")
{
    ProgramBench bench;
    const QString place = bench.folder.filePath("new");
    const auto on = [&](const QStringList& arguments) {
        return runProgram("enrollctl", QStringList {"--station", place, "--json"} + arguments);
    };
    const Ran made = on({"station", "init", "--name", "station-7", "--commune", "00019", "--officer", "An",
        "--passphrase-file", bench.folder.filePath("an")});
    INFO(made.text.toStdString());
    REQUIRE(made.code == 0);
    CHECK(QFile::exists(made.lines.front()["request"].toString()));
    CHECK(on({"officer", "add", "An", "--passphrase-file", bench.folder.filePath("binh")}).code
        == 1); // name taken
    const QStringList second {"officer", "add", "Bình", "--passphrase-file", bench.folder.filePath("binh")};
    CHECK(on(second).code == 1); // the first one must be there
    CHECK(on(second + QStringList {"--by", "An", "--by-passphrase-file", bench.folder.filePath("binh")}).code
        == 1);
    CHECK(on(second + QStringList {"--by", "An", "--by-passphrase-file", bench.folder.filePath("an")}).code
        == 0);
    CHECK(on({"officer", "list"}).lines.size() == 2);
    CHECK_FALSE(
        on({"station", "show"}).lines.front().value("identity").toObject().value("installed").toBool());
    // A certificate for another key is refused.
    const KeyPair other = bench.authority.station("station-7");
    write(bench.folder.filePath("answer/station.pem"), other.certificatePem);
    write(bench.folder.filePath("answer/registry.pem"), bench.registry.certificatePem);
    write(bench.folder.filePath("answer/ca.pem"), bench.authority.caPem());
    const QStringList install {"station", "install", "--identity", bench.folder.filePath("answer"), "--by",
        "An", "--by-passphrase-file", bench.folder.filePath("an")};
    CHECK(on(install).text.contains("does not belong"));
    write(bench.folder.filePath("answer/station.key"), other.keyPem);
    CHECK(on(install.mid(0, 4)).lines.back()["error"] == "NotSignedIn");
    CHECK(on(install).code == 0);
    CHECK(on({"station", "show"}).lines.front()["id"] == "station-7");
    CHECK(on({"station", "init", "--name", "x", "--commune", "1", "--officer", "A", "--passphrase-file",
                 bench.folder.filePath("an")})
              .text.contains("not empty"));
}

TEST_CASE("officers are added by a supervisor, removed and given new passphrases", "[enrollctl]")
{
    ProgramBench bench;
    const QString an = bench.folder.filePath("an");
    const QString binh = bench.folder.filePath("binh");
    write(bench.folder.filePath("chi"), "Chi's long words\n");
    const QString chi = bench.folder.filePath("chi");
    CHECK(bench.run({"officer", "add", "Chi", "--passphrase-file", chi}).code == 1);
    CHECK(bench
              .run({"officer", "add", "Chi", "--passphrase-file", chi, "--by", "Bình", "--by-passphrase-file",
                  binh})
              .code
        == 1);
    CHECK(bench
              .run({"officer", "add", "Chi", "--passphrase-file", chi, "--by", "An", "--by-passphrase-file",
                  an})
              .code
        == 0);
    CHECK(bench.run({"officer", "passwd", "Chi", "--passphrase-file", chi, "--new-passphrase-file", an}).code
        == 0);
    CHECK(bench.run({"draft", "list", "--officer", "Chi", "--passphrase-file", an}).code == 0);
    CHECK(bench.run({"officer", "remove", "Bình", "--by", "An", "--by-passphrase-file", an}).code == 0);
    CHECK(bench.run({"draft", "list", "--officer", "Bình", "--passphrase-file", binh}).code == 1);
    CHECK(bench.run({"officer", "remove", "Chi", "--by", "An", "--by-passphrase-file", an})
              .text.contains("two officers"));
}

TEST_CASE("a supervisor who forgot the passphrase sets another by the recovery code, which is shown once",
    "[enrollctl]")
{
    ProgramBench bench;
    const QStringList by {"--by", "An", "--by-passphrase-file", bench.folder.filePath("an")};
    const QString binh = bench.folder.filePath("binh");
    CHECK(bench.run({"officer", "recovery-code", "--by", "Bình", "--by-passphrase-file", binh}).code == 1);
    const Ran made = bench.run(QStringList {"officer", "recovery-code"} + by);
    REQUIRE(made.code == 0);
    const QByteArray code = made.lines.front()["recoveryCode"].toString().toUtf8();
    CHECK(code.size() == 47);
    CHECK(bench.run(QStringList {"officer", "recovery-kept"} + by).code == 0);

    write(bench.folder.filePath("code"), code);
    write(bench.folder.filePath("mistyped"), QByteArray(code).replace(6, 1, "!"));
    write(bench.folder.filePath("new"), "words that nobody has forgotten\n");
    const auto recover = [&](const char* name, const char* file) {
        return bench.run({"officer", "recover", name, "--recovery-code-file", bench.folder.filePath(file),
            "--new-passphrase-file", bench.folder.filePath("new")});
    };
    CHECK(recover("An", "mistyped").text.contains("group 2"));
    CHECK(recover("Bình", "code").lines.back()["error"] == "NotAllowed");
    const Ran recovered = recover("An", "code");
    REQUIRE(recovered.code == 0);
    CHECK(recovered.lines.back()["recoveryCode"].toString().toUtf8() != code);
    CHECK(recover("An", "code").lines.back()["error"] == "WrongPassphrase");
    CHECK(bench.run(QStringList {"draft", "list"} + bench.signIn()).code == 1);
    CHECK(bench.run(QStringList {"draft", "list"} + bench.signIn("new")).code == 0);
    for (const char* event : {"recovery-made", "recovery-kept", "recovery-used", "recovery-wrong"}) {
        const Ran ledger = bench.run(QStringList {"audit", "export"} + bench.signIn("new"));
        CHECK(std::any_of(ledger.lines.begin(), ledger.lines.end(),
            [&](const QJsonObject& row) { return row["event"] == event; }));
    }
}

TEST_CASE("a station without a TPM says so, works, and is not bound", "[enrollctl][tpm]")
{
    ProgramBench bench;
    qputenv("STATION_TPM", "swtpm:path=/no/such/socket");
    CHECK(bench.run({"station", "tpm", "status"}).lines.back()["tpm"] == "none");
    const QStringList by {"--by", "An", "--by-passphrase-file", bench.folder.filePath("an")};
    CHECK(bench.run(QStringList {"station", "tpm", "bind"} + by).lines.back()["error"]
        == "NotAllowed"); // no code
    CHECK(bench.run(QStringList {"officer", "recovery-code"} + by).code == 0);
    CHECK(bench.run(QStringList {"officer", "recovery-kept"} + by).code == 0);
    CHECK(bench.run(QStringList {"station", "tpm", "bind"} + by).lines.back()["error"] == "DeviceMissing");
    CHECK(bench.run(QStringList {"station", "tpm", "unbind"} + by).code == 1);
    CHECK(bench.run(QStringList {"draft", "list"} + bench.signIn()).code == 0);
    qunsetenv("STATION_TPM");
}

TEST_CASE("the third wrong passphrase locks the officer out for a while, in every process", "[enrollctl]")
{
    ProgramBench bench;
    for (int i = 0; i < 3; ++i)
        CHECK(bench.run(QStringList {"draft", "list"} + bench.signIn("wrong")).lines.back()["error"]
            == "WrongPassphrase");
    const Ran locked = bench.run(QStringList {"draft", "list"} + bench.signIn());
    CHECK(locked.code == 1);
    CHECK(locked.lines.back()["error"] == "LockedOut");
    CHECK(locked.text.contains("seconds left"));
}

TEST_CASE("wrong usage is exit code 2", "[enrollctl]")
{
    ProgramBench bench;
    CHECK(runProgram("enrollctl", {}).code == 2);
    CHECK(runProgram("enrollctl", {"nonsense"}).code == 2);
    CHECK(runProgram("enrollctl", {"queue"}).code == 2);
    CHECK(runProgram("enrollctl", {"queue", "show"}).code == 2);
    CHECK(runProgram("enrollctl", {"officer", "add", "A", "--role", "king"}).code == 2);
    CHECK(runProgram("enrollctl", {"enroll", "--form", "x"}).code == 2);
    CHECK(runProgram("enrollctl", {"officer", "add", "A", "--passphrase", "secret"}).code
        == 2); // never an argument
}

TEST_CASE("a station of a newer release is refused", "[enrollctl]")
{
    ProgramBench bench;
    // A newer release writes its second copy anew, too; beside this release's own it would be a turned bit.
    REQUIRE(QFile::remove(bench.station.filePath("station.keys")));
    changeStation(bench.station, "PRAGMA user_version=9999");
    const Ran tooNew = bench.run({"station", "show"});
    CHECK(tooNew.code == 1);
    CHECK(tooNew.lines.back()["error"] == "StorageTooNew");
}

TEST_CASE("enrollctl leaves no core dump, and what it writes is for its owner only", "[enrollctl]")
{
    const QTemporaryDir folder;
    QProcess program;
    program.start(qEnvironmentVariable("STATION_BIN") + "/enrollctl",
        {"--station", folder.filePath("station"), "station", "init", "--name", "A", "--commune", "00019",
            "--officer", "An", "--passphrase-fd", "0"}); // waits for a line that does not come
    REQUIRE(program.waitForStarted());
    const auto says = [&](const char* file, const QByteArray& line) {
        QFile about(QStringLiteral("/proc/%1/%2").arg(program.processId()).arg(QLatin1String(file)));
        return about.open(QFile::ReadOnly) && about.readAll().simplified().contains(line);
    };
    bool protectedNow = false;
    for (int i = 0; i < 250 && !protectedNow; ++i) {
        protectedNow = says("limits", "Max core file size 0 0 bytes") && says("status", "Umask: 0077");
        if (!protectedNow)
            QThread::msleep(10);
    }
    CHECK(protectedNow);
    program.closeWriteChannel();
    CHECK(program.waitForFinished(5000));
}

TEST_CASE("a form that names a field twice, or none, is refused", "[enrollctl]")
{
    ProgramBench bench;
    write(bench.form, R"({"pin":"001194012345","pin":"001194012346"})");
    bench.refuses(bench.enrollArguments(), "stands twice");
    write(bench.form, R"({"":"2"})");
    bench.refuses(bench.enrollArguments(), "a field has a name");
}

TEST_CASE("a damaged database is recovered by any command, said once in JSON and on stderr until it is noted",
    "[enrollctl]")
{
    ProgramBench bench;
    const QString id = bench.run(bench.enrollArguments()).lines.back()["id"].toString();
    QFile database(bench.station.filePath("station.db"));
    REQUIRE(database.open(QFile::ReadWrite));
    database.seek(4096); // all but the head
    database.write(QByteArray(static_cast<int>(database.size()) - 4096, '\0'));
    database.close();
    const Ran queue = bench.run({"queue", "list"});
    REQUIRE(queue.lines.size() == 2);
    const QJsonObject said = queue.lines.front()["recovered"].toObject();
    CHECK(said["packetsRebuilt"] == 1);
    CHECK(said["packetsHeld"] == 1); // the ledger, which might have said "held", is gone as well
    CHECK(bench.station.exists(said["damagedFile"].toString()));
    CHECK(queue.lines.back()["id"] == id);
    CHECK(queue.lines.back()["state"] == "held");
    CHECK(queue.lines.back()["problem"] == "held:recovered");
    CHECK(queue.text.contains("was damaged and recovered"));
    CHECK(bench.run({"queue", "list"}).lines.size() == 1);
    CHECK(bench.run({"audit", "verify"}).code == 1);
    const Ran noted = bench.run(
        {"station", "recovery", "--by", "An", "--by-passphrase-file", bench.folder.filePath("an")});
    CHECK(noted.code == 0);
    CHECK(noted.lines.back()["noted"] == true);
    CHECK_FALSE(bench.run({"queue", "list"}).text.contains("was damaged and recovered"));
}
