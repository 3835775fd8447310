#include "core/biometrics/image_codec.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

#include <map>

using namespace station;

namespace {

struct Run {
    int exitCode = -1;
    QByteArray out;
    QByteArray err;
};

Run enrollctl(const QStringList& arguments, const std::map<QString, QString>& extra = {})
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.remove(QStringLiteral("FP_VIRTUAL_IMAGE"));
    for (const auto& [name, value] : extra)
        environment.insert(name, value);
    process.setProcessEnvironment(environment);
    process.start(qEnvironmentVariable("STATION_BIN") + QStringLiteral("/enrollctl"), arguments);
    REQUIRE(process.waitForFinished(20000));
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QStringList captureTo(const QString& out) { return {"capture", "finger", "--out", out, "--json"}; }

} // namespace

TEST_CASE("the practice reader gives a print as PNG with its resolution", "[enrollctl]")
{
    const QTemporaryDir dir;
    const QString out = dir.filePath(QStringLiteral("print.png"));
    const Run run = enrollctl(captureTo(out) + QStringList {"--reader", "practice", "--position", "7"});
    CAPTURE(run.err.toStdString());
    REQUIRE(run.exitCode == 0);
    CHECK(run.err.contains("left index finger"));
    const auto line = QJsonDocument::fromJson(run.out).object();
    CHECK(line.value(QStringLiteral("file")).toString() == out);
    CHECK(line.value(QStringLiteral("ppi")).toInt() == 500);
    QFile file(out);
    REQUIRE(file.open(QIODevice::ReadOnly));
    const auto print = decodeGrey(file.readAll(), 1);
    REQUIRE(print);
    CHECK(print->width() == 320);
    CHECK(print->height() == 400);
    CHECK(print->pixelsPerInch() == 500);
}

TEST_CASE("without a reader capture says cause and cure and writes nothing", "[enrollctl]")
{
    const QTemporaryDir dir;
    const QString out = dir.filePath(QStringLiteral("print.png"));
    const QStringList reader = GENERATE(QStringList {}, QStringList {"--reader", "uru4000/0"});
    const Run run = enrollctl(captureTo(out) + reader);
    CHECK(run.exitCode == 1);
    CHECK(run.err.contains("plugged in"));
    CHECK(run.err.contains("Plug the device in"));
    CHECK(QJsonDocument::fromJson(run.out).object().value(QStringLiteral("error"))
        == QStringLiteral("DeviceMissing"));
    CHECK_FALSE(QFile::exists(out));
}

TEST_CASE("nobody comes: capture ends after the wait that was asked for", "[enrollctl]")
{
    const QTemporaryDir dir;
    const QString out = dir.filePath(QStringLiteral("print.png"));
    const Run run = enrollctl(captureTo(out) + QStringList {"--wait", "1"},
        {{QStringLiteral("FP_VIRTUAL_IMAGE"), dir.filePath(QStringLiteral("glass"))}});
    CHECK(run.exitCode == 1);
    CHECK(run.err.contains("no finger came in time"));
    CHECK_FALSE(QFile::exists(out));
}

TEST_CASE("wrong words of capture are exit code 2, a missing folder is 1", "[enrollctl]")
{
    CHECK(enrollctl({"capture", "finger"}).exitCode == 2);
    CHECK(enrollctl({"capture", "finger", "--out", "x.png", "--position", "0"}).exitCode == 2);
    CHECK(enrollctl({"devices"}).exitCode == 2);
    const QTemporaryDir dir;
    CHECK(enrollctl(captureTo(dir.filePath(QStringLiteral("no/folder/print.png")))).exitCode == 1);
}

TEST_CASE("devices list prints one object a line, with the reason why a reader cannot enroll", "[enrollctl]")
{
    const QTemporaryDir dir;
    const Run run = enrollctl({"devices", "list", "--json"},
        {{QStringLiteral("FP_VIRTUAL_IMAGE"), dir.filePath(QStringLiteral("glass"))},
            {QStringLiteral("FP_VIRTUAL_DEVICE"), dir.filePath(QStringLiteral("chip"))}});
    REQUIRE(run.exitCode == 0);
    std::map<QString, QJsonObject> readers;
    for (const QByteArray& line : run.out.trimmed().split('\n')) {
        const auto object = QJsonDocument::fromJson(line).object();
        if (object.value(QStringLiteral("kind")) == QStringLiteral("reader"))
            readers[object.value(QStringLiteral("id")).toString()] = object;
    }
    REQUIRE(readers.size() == 2);
    CHECK(readers[QStringLiteral("virtual_image/0")].value(QStringLiteral("can_capture")).toBool());
    CHECK(
        readers[QStringLiteral("virtual_image/0")].value(QStringLiteral("scan")) == QStringLiteral("press"));
    CHECK_FALSE(readers[QStringLiteral("virtual_device/0")].value(QStringLiteral("can_capture")).toBool());
    CHECK(readers[QStringLiteral("virtual_device/0")]
              .value(QStringLiteral("why_not"))
              .toString()
              .contains("on the chip"));
}
