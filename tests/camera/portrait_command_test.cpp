#include "core/biometrics/image_codec.h"
#include "devices/practice/practice_portrait.h"
#include "tests/camera/media_bench.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

#include <cmath>

using namespace station;

namespace {

struct Run {
    int exitCode = -1;
    QByteArray out;
    QByteArray err;
};

Run capture(const QStringList& arguments,
    const QProcessEnvironment& environment = QProcessEnvironment::systemEnvironment())
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(qEnvironmentVariable("STATION_BIN") + QStringLiteral("/enrollctl"),
        QStringList {"capture", "portrait", "--json"} + arguments);
    REQUIRE(process.waitForFinished(20000));
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QByteArray contents(const QString& path)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

double psnr(const ColourImage& a, const ColourImage& b)
{
    REQUIRE(a.width() == b.width());
    REQUIRE(a.height() == b.height());
    double squares = 0;
    for (std::size_t i = 0; i < a.pixels().size(); ++i)
        squares += (a.pixels()[i] - b.pixels()[i]) * (a.pixels()[i] - b.pixels()[i]);
    return 10 * std::log10(255.0 * 255.0 * static_cast<double>(a.pixels().size()) / std::max(squares, 1e-9));
}

} // namespace

TEST_CASE(
    "capture portrait takes a camera's picture; after a loss the next capture is as good", "[command][media]")
{
    if (const auto what = MediaBench::missing(); !what.isEmpty()) {
        WARN("SKIPPED: not installed: " << what.toStdString());
        SUCCEED();
        return;
    }
    const QTemporaryDir folder;
    const QString out = folder.filePath("person.png");
    MediaBench bench;
    REQUIRE(bench.startService());
    for (const int seed : {3, 4}) {
        REQUIRE(bench.startSource(seed));
        const auto run = capture({"--out", out}, bench.environment());
        INFO(run.err.toStdString());
        REQUIRE(run.exitCode == 0);
        CHECK(QJsonDocument::fromJson(run.out).object().value("width").toInt() == 640);
        CHECK(psnr(decodeColour(contents(out)).value(), practicePortrait(static_cast<std::uint32_t>(seed)))
            >= 40);
        bench.killSource();
    }
}

TEST_CASE("capture portrait shows a picture file exactly", "[command]")
{
    const QTemporaryDir folder;
    const QString in = folder.filePath("in.png");
    const QString out = folder.filePath("out.png");
    const auto portrait = practicePortrait(9, 320, 240);
    QFile file(in);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(encodePng(portrait).value());
    file.close();
    REQUIRE(capture({"--camera", "still:" + in, "--out", out}).exitCode == 0);
    CHECK(decodeColour(contents(out)).value() == portrait);
}

TEST_CASE("the practice camera shows somebody new each time", "[command]")
{
    const QTemporaryDir folder;
    QByteArrayList pictures;
    for (const char* name : {"a.jpg", "b.JPEG"}) {
        REQUIRE(capture({"--camera", "practice", "--out", folder.filePath(name)}).exitCode == 0);
        pictures << contents(folder.filePath(name));
        CHECK(pictures.last().startsWith("\xff\xd8\xff"));
    }
    CHECK(pictures[0] != pictures[1]);
}

TEST_CASE("a capture that cannot be done says cause and cure and writes nothing", "[command]")
{
    const QTemporaryDir folder;
    const QString out = folder.filePath("person.png");
    const QString torn = folder.filePath("torn.png");
    QFile file(torn);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(encodePng(practicePortrait(1, 80, 80)).value().left(500));
    file.close();
    for (const QStringList& wrong : {QStringList {"--camera", "still:" + torn, "--out", out},
             {"--camera", "still:/nonexistent.png", "--out", out},
             {"--camera", "no such camera", "--wait", "1", "--out", out},
             {"--camera", "practice", "--out", folder.filePath("person.gif")},
             {"--camera", "practice", "--out", folder.filePath("no/folder/person.png")}}) {
        const auto run = capture(wrong);
        INFO(wrong.join(' ').toStdString());
        CHECK(run.exitCode == 1);
        CHECK_FALSE(run.err.isEmpty());
        CHECK_FALSE(QFile::exists(out));
        CHECK_FALSE(QFile::exists(folder.filePath("person.gif")));
    }
    CHECK(capture({"--camera", "practice"}).exitCode == 2);
}
