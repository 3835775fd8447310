// Recorded USB readers, replayed to the unchanged program.
#include "core/biometrics/image_codec.h"
#include "tests/support/test_data.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace station;

namespace {

QByteArray contents(const QString& path)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

/// The arguments of umockdev-run that plug this recording in.
QStringList plugIn(const QString& folder)
{
    QStringList arguments {QStringLiteral("--device=") + folder + QStringLiteral("/device")};
    const QString ioctl = folder + QStringLiteral("/capture.ioctl");
    if (QFile::exists(ioctl)) {
        const QByteArray firstLine = contents(ioctl).split('\n').first(); // "@DEV /dev/bus/usb/…"
        arguments << QStringLiteral("--ioctl=") + QString::fromUtf8(firstLine.mid(5)) + QLatin1Char('=')
                + ioctl;
    } else {
        const QByteArray firstLine
            = contents(folder + QStringLiteral("/device")).split('\n').first(); // "P: /devices/…"
        arguments << QStringLiteral("--pcap=/sys") + QString::fromUtf8(firstLine.mid(3)) + QLatin1Char('=')
                + folder + QStringLiteral("/capture.pcapng");
    }
    return arguments;
}

struct Run {
    int exitCode = -1;
    QByteArray out;
    QByteArray err;
};

Run runUnder(const QString& folder, const QStringList& command)
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("FP_DEVICE_EMULATION"), QStringLiteral("1"));
    process.setProcessEnvironment(environment);
    process.start(
        QStringLiteral("umockdev-run"), plugIn(folder) + QStringList {QStringLiteral("--")} + command);
    REQUIRE(process.waitForFinished(60000));
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

std::vector<std::uint8_t> greenOf(const ColourImage& picture)
{
    std::vector<std::uint8_t> green;
    for (std::size_t at = 1; at < picture.pixels().size(); at += 3)
        green.push_back(picture.pixels()[at]);
    return green;
}

} // namespace

TEST_CASE("a recorded reader gives the exact pixels of its recording", "[replay]")
{
    if (QStandardPaths::findExecutable(QStringLiteral("umockdev-run")).isEmpty()) {
        WARN("SKIPPED: needs umockdev-run");
        return;
    }
    const auto name = GENERATE(as<QString> {}, "aes3500", "upektc_img", "uru4000-4500", "vfs301");
    STATION_NEEDS_DATA("umockdev");
    const QString folder = testData(QStringLiteral("umockdev/") + name);
    CAPTURE(name.toStdString());
    const QTemporaryDir dir;
    const QString out = dir.filePath(QStringLiteral("print.png"));

    const Run run = runUnder(folder,
        {qEnvironmentVariable("STATION_BIN") + QStringLiteral("/enrollctl"), QStringLiteral("capture"),
            QStringLiteral("finger"), QStringLiteral("--out"), out, QStringLiteral("--json")});
    CAPTURE(run.err.toStdString());
    REQUIRE(run.exitCode == 0);

    const auto expected = decodeColour(contents(folder + QStringLiteral("/capture.png")));
    const auto captured = decodeGrey(contents(out));
    REQUIRE(expected);
    REQUIRE(captured);
    CHECK(captured->width() == expected->width());
    CHECK(captured->height() == expected->height());
    const std::vector<std::uint8_t> pixels(captured->pixels().begin(), captured->pixels().end());
    CHECK(pixels == greenOf(*expected));

    const auto line = QJsonDocument::fromJson(run.out).object();
    CHECK(line.value(QStringLiteral("file")).toString() == out);
    CHECK(line.value(QStringLiteral("ppi")).toInt() == captured->pixelsPerInch());
}

TEST_CASE("devices list names a recorded reader with its truth", "[replay]")
{
    if (QStandardPaths::findExecutable(QStringLiteral("umockdev-run")).isEmpty()) {
        WARN("SKIPPED: needs umockdev-run");
        return;
    }
    STATION_NEEDS_DATA("umockdev");
    const Run run = runUnder(testData(QStringLiteral("umockdev/vfs301")),
        {qEnvironmentVariable("STATION_BIN") + QStringLiteral("/enrollctl"), QStringLiteral("devices"),
            QStringLiteral("list"), QStringLiteral("--json")});
    REQUIRE(run.exitCode == 0);
    const auto reader = QJsonDocument::fromJson(run.out.split('\n').first()).object();
    CHECK(reader.value(QStringLiteral("driver")).toString() == QStringLiteral("vfs301"));
    CHECK(reader.value(QStringLiteral("scan")).toString() == QStringLiteral("swipe"));
    CHECK(reader.value(QStringLiteral("can_capture")).toBool());
    CHECK_FALSE(reader.value(QStringLiteral("ppi_known")).toBool());
}
