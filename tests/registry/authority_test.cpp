#include "app/registry/authority.h"
#include "app/registry/caller.h"
#include "tests/registry/station_line.h"

#include <QFile>

using namespace station;

namespace {

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

} // namespace

TEST_CASE("init makes a registry once, and keys that only their owner reads", "[authority]")
{
    const QTemporaryDir root;
    const QDir directory(root.filePath("registry"));
    REQUIRE(initRegistry(directory));
    for (const auto* key : {"ca.key", "tls.key", "registry.key", "receipts.key"}) {
        CAPTURE(key);
        CHECK(QFile::permissions(directory.filePath(key))
            == (QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser));
    }
    const auto ca = contentOf(directory.filePath("ca.pem"));
    CHECK(initRegistry(directory).error().code == ErrorCode::InvalidInput);
    CHECK(contentOf(directory.filePath("ca.pem")) == ca);
}

TEST_CASE("a station's name is short and plain", "[authority]")
{
    CHECK(isStationName("commune-26734_1.a"));
    CHECK(isStationName(QString(64, 'a')));
    for (const auto& bad : {QString(), QString(65, 'a'), QString("../x"), QString("a b"), QString("<b>"),
             QString("-a"), QString("a\n"), QString::fromUtf8("xã")})
        CHECK_FALSE(isStationName(bad));
    const QTemporaryDir root;
    const QDir directory(root.filePath("registry"));
    REQUIRE(initRegistry(directory));
    CHECK(
        issueStation(directory, "../x", QDir(root.filePath("out"))).error().code == ErrorCode::InvalidInput);
    CHECK_FALSE(QFileInfo::exists(root.filePath("out")));
    CHECK(issueStation(QDir(root.filePath("nowhere")), "a", QDir(root.filePath("out"))).error().code
        == ErrorCode::NotFound);
    REQUIRE(issueStation(directory, "a", QDir(root.filePath("out"))));
    CHECK(issueStation(directory, "b", QDir(root.filePath("out"))).error().code
        == ErrorCode::InvalidInput); // not over another's key
}

TEST_CASE("a station's own request is signed, and a torn or foreign one is not", "[authority]")
{
    const QTemporaryDir root;
    const QDir directory(root.filePath("registry"));
    REQUIRE(initRegistry(directory));
    const auto request = [&](const QString& curve, const QString& name) {
        QProcess openssl;
        openssl.start("openssl",
            {"req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:" + curve, "-nodes", "-keyout",
                root.filePath("key"), "-subj", "/CN=" + name});
        REQUIRE(openssl.waitForFinished(10'000));
        return openssl.readAllStandardOutput();
    };
    const auto good = request("P-256", "own-key");
    const auto certificate = signRequest(directory, good);
    REQUIRE(certificate);
    CHECK(certificate->contains("BEGIN CERTIFICATE"));
    CHECK(signRequest(directory, request("P-384", "own-key")).error().code == ErrorCode::InvalidInput);
    CHECK(signRequest(directory, request("P-256", "bad name")).error().code == ErrorCode::InvalidInput);
    CHECK(signRequest(directory, good.left(good.size() / 2)).error().code == ErrorCode::InvalidInput);
    CHECK(signRequest(directory, {}).error().code == ErrorCode::InvalidInput);
}

TEST_CASE("behind a proxy the certificate in the header is verified once more", "[authority]")
{
    const QTemporaryDir root;
    const QDir directory(root.filePath("registry"));
    const QDir other(root.filePath("other"));
    REQUIRE(initRegistry(directory));
    REQUIRE(initRegistry(other));
    REQUIRE(issueStation(directory, "st-1", QDir(root.filePath("st-1"))));
    REQUIRE(issueStation(other, "st-1", QDir(root.filePath("foreign"))));
    FixedClock clock(SystemClock().now());
    const auto callers = CallerCheck::load(directory, clock);
    REQUIRE(callers);
    const auto escaped = [&](const QString& path) {
        return contentOf(root.filePath(path)).toPercentEncoding().toStdString();
    };
    using Fault = Caller::Fault;
    const auto fault = [&](const char* verify, const std::string& certificate) {
        return callers->callerOf(verify, certificate).fault;
    };
    const std::string mine = escaped("st-1/station.pem");
    CHECK(callers->callerOf("SUCCESS", mine).station == "st-1");
    CHECK(fault("SUCCESS", mine) == Fault::None);
    CHECK(fault("NONE", mine) == Fault::Unknown);
    CHECK(fault("", mine) == Fault::Unknown);
    CHECK(fault("FAILED:whatever", mine) == Fault::Unknown); // never more than the proxy says
    CHECK(fault("SUCCESS", escaped("foreign/station.pem")) == Fault::Unknown);
    CHECK(fault("SUCCESS", escaped("registry/tls.pem")) == Fault::Unknown);
    CHECK(fault("SUCCESS", "garbage") == Fault::Unknown);
    CHECK(fault("SUCCESS", "") == Fault::Unknown);
    // Ended since: known at the next question.
    clock.advance(std::chrono::hours(24 * 900));
    CHECK(fault("SUCCESS", mine) == Fault::Expired);
    CHECK(fault("FAILED:certificate has expired", mine) == Fault::Expired);
    clock.advance(-std::chrono::hours(24 * 900));
    REQUIRE(revokeStation(directory, "st-1") == 1);
    CHECK(fault("SUCCESS", mine) == Fault::Revoked);
    CHECK(fault("FAILED:certificate revoked", mine) == Fault::Revoked);
}

TEST_CASE("revoking takes back what was issued until now, and a new certificate is welcome", "[authority]")
{
    const QTemporaryDir root;
    const QDir directory(root.filePath("registry"));
    REQUIRE(initRegistry(directory));
    REQUIRE(issueStation(directory, "st-1", QDir(root.filePath("old"))));
    REQUIRE(issueStation(directory, "st-2", QDir(root.filePath("other"))));
    const SystemClock clock;
    const auto callers = CallerCheck::load(directory, clock);
    REQUIRE(callers);
    const auto fault = [&](const QString& folder) {
        return callers
            ->callerOf("SUCCESS",
                contentOf(root.filePath(folder + "/station.pem")).toPercentEncoding().toStdString())
            .fault;
    };
    CHECK(revokeStation(directory, "st-9").error().code == ErrorCode::NotFound);
    CHECK(fault("old") == Caller::Fault::None);
    CHECK(revokeStation(directory, "st-1") == 1);
    CHECK(revokeStation(directory, "st-1") == 0);
    CHECK(fault("old") == Caller::Fault::Revoked);
    CHECK(fault("other") == Caller::Fault::None);
    CHECK(
        issueStation(directory, "st-1", QDir(root.filePath("old"))).error().code == ErrorCode::InvalidInput);
    REQUIRE(issueStation(directory, "st-1", QDir(root.filePath("new"))));
    CHECK(fault("new") == Caller::Fault::None);
    REQUIRE(issueStation(directory, "st-1", QDir(root.filePath("old")), true));
    CHECK(fault("old") == Caller::Fault::None);
    CHECK(revokeStation(directory, "st-2") == 1); // the list keeps who stood there before
    CHECK(revokeStation(directory, "st-1") == 2);

    QProcess stock; // the proxy reads it with OpenSSL, too
    stock.start("openssl",
        {"crl", "-in", directory.filePath("crl.pem"), "-CAfile", directory.filePath("ca.pem"), "-noout",
            "-text"});
    REQUIRE(stock.waitForFinished(20'000));
    const QByteArray text = stock.readAllStandardOutput();
    CHECK(text.count("Serial Number:") == 4);
    CHECK(stock.readAllStandardError().contains("verify OK"));
}
