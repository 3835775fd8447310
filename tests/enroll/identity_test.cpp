#include "core/enroll/identity.h"
#include "core/enroll/openssl_ptr.h"
#include "tests/support/test_identities.h"

#include <QFile>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

using namespace station;

namespace {

std::string refusal(const StationIdentity& identity)
{
    const auto facts = checkIdentity(identity);
    REQUIRE_FALSE(facts);
    CHECK(facts.error().code == ErrorCode::InvalidInput);
    return facts.error().detail;
}

} // namespace

TEST_CASE("an identity names its station", "[identity]")
{
    const TestAuthority ca;
    const auto facts = checkIdentity(TestAuthority::identity(ca, ca.station("station-1"), ca.registry()));
    REQUIRE(facts);
    CHECK(facts->stationId == "station-1");
    CHECK(facts->registryFingerprint.size() == 32);
}

TEST_CASE("an ended certificate is a fact, not an error", "[identity]")
{
    const TestAuthority ca;
    const auto facts
        = checkIdentity(TestAuthority::identity(ca, ca.expiredStation("station-1"), ca.registry()));
    REQUIRE(facts);
    CHECK(facts->notAfter < SystemClock().now());
    CHECK(termOf(*facts, SystemClock().now()) == CertificateTerm::Expired);
}

TEST_CASE("a certificate's days are counted down, and said from thirty days on", "[identity]")
{
    using namespace std::chrono_literals;
    const Instant begin = fromMs(1'700'000'000'000);
    const IdentityFacts facts {"station-1", begin, begin + 100 * 24h, {}};
    CHECK(certificateDaysLeft(facts, begin) == 100);
    CHECK(termOf(facts, begin - 1ms) == CertificateTerm::NotYetValid);
    CHECK(termOf(facts, begin) == CertificateTerm::Valid);
    CHECK(termOf(facts, facts.notAfter - 31 * 24h) == CertificateTerm::Valid);
    CHECK(termOf(facts, facts.notAfter - 31 * 24h + 1ms) == CertificateTerm::EndsSoon);
    CHECK(certificateDaysLeft(facts, facts.notAfter - 31 * 24h + 1ms) == 30);
    CHECK(certificateDaysLeft(facts, facts.notAfter - 1ms) == 0);
    CHECK(termOf(facts, facts.notAfter) == CertificateTerm::EndsSoon);
    CHECK(termOf(facts, facts.notAfter + 1ms) == CertificateTerm::Expired);
    CHECK(certificateDaysLeft(facts, facts.notAfter + 1ms) == -1);
}

TEST_CASE("key and certificate that do not belong together, another CA, weak keys and torn files are refused",
    "[identity]")
{
    const TestAuthority ca;
    const TestAuthority stranger("Stranger");
    const KeyPair station = ca.station("station-1");
    const StationIdentity good = TestAuthority::identity(ca, station, ca.registry());

    StationIdentity bad = good;
    bad.privateKeyPem = ca.station("station-1").keyPem;
    CHECK(refusal(bad) == "identity: the key does not belong to the station's certificate");
    bad = TestAuthority::identity(ca, stranger.station("station-1"), ca.registry());
    CHECK(refusal(bad) == "identity: the station's certificate is of another CA");
    bad = TestAuthority::identity(ca, station, stranger.registry());
    CHECK(refusal(bad) == "identity: the registry's certificate is of another CA");
    bad = TestAuthority::identity(ca, ca.station("station-1", KeyKind::Rsa2048), ca.registry());
    CHECK(refusal(bad).find("weak") != std::string::npos);
    for (QByteArray StationIdentity::*text :
        {&StationIdentity::certificatePem, &StationIdentity::privateKeyPem,
            &StationIdentity::registryCertificatePem, &StationIdentity::registryCaPem}) {
        bad = good;
        (bad.*text).truncate((bad.*text).size() / 2);
        CHECK(refusal(bad).find("cannot be read") != std::string::npos);
        (bad.*text).clear();
        CHECK(refusal(bad).find("cannot be read") != std::string::npos);
    }
}

TEST_CASE("a missing identity file is named", "[identity]")
{
    const QTemporaryDir folder;
    CHECK(readIdentity(QDir(folder.path())).error()
        == Error {ErrorCode::NotFound, "identity file station.pem is missing"});
}

TEST_CASE("a key request holds the name and a key of its own", "[identity]")
{
    const auto request = makeKeyRequest("station-7");
    REQUIRE(request);
    CHECK(privateKeyFrom(request->privateKeyPem));
    CHECK(request->requestPem.startsWith("-----BEGIN CERTIFICATE REQUEST-----"));
    CHECK(makeKeyRequest("").error().code == ErrorCode::InvalidInput);
    CHECK(makeKeyRequest(QString(65, 'x')).error().code == ErrorCode::InvalidInput);
}
