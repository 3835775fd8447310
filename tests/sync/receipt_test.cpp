#include "app/registry/receipt_signer.h"
#include "core/sync/receipt_check.h"
#include "tests/support/registry_bench.h"

#include <catch2/catch.hpp>

using namespace station;

namespace {

struct Bench {
    RegistryBench registry;
    QByteArray ca = registry.identity("st-1").registryCaPem;
    QueueRow packet;
    ReceiptText text;

    Bench()
    {
        packet.id = PacketId::create(SystemClock().now());
        packet.sha256 = QByteArray(32, '\x5a');
        packet.size = 1234;
        text = {packet.id, QString::fromLatin1(packet.sha256.toHex()), 1234, "st-1", "processed", {}, 7,
            SystemClock().now(), {}};
    }
    [[nodiscard]] static QByteArray sign(const QDir& directory, const ReceiptText& what)
    {
        const auto signer = ReceiptSigner::load(directory);
        REQUIRE(signer);
        const auto bytes = signer->sign(toJson(what));
        REQUIRE(bytes);
        return *bytes;
    }
    [[nodiscard]] QByteArray signedText() const { return sign(registry.directory(), text); }
    [[nodiscard]] bool isBelieved(const QByteArray& bytes) const
    {
        return verifyReceipt(bytes, ca, packet, "st-1").has_value();
    }
};

} // namespace

TEST_CASE("a receipt of the registry is believed", "[receipt]")
{
    const Bench bench;
    const auto receipt = verifyReceipt(bench.signedText(), bench.ca, bench.packet, "st-1");
    REQUIRE(receipt);
    CHECK(receipt->state == PacketState::Processed);
    CHECK(receipt->registrySeq == 7);
    CHECK(receipt->sha256 == bench.packet.sha256);
}

TEST_CASE("a receipt for another packet, other bytes, another station or another state is never believed",
    "[receipt]")
{
    Bench bench;
    SECTION("packet") { bench.text.packet = PacketId::create(SystemClock().now()); }
    SECTION("bytes") { bench.text.sha256 = QString(64, '0'); }
    SECTION("size") { bench.text.size = 1235; }
    SECTION("station") { bench.text.station = "st-2"; }
    SECTION("state") { bench.text.state = "purged"; }
    SECTION("number") { bench.text.seq = 0; }
    CHECK_FALSE(bench.isBelieved(bench.signedText()));
}

TEST_CASE("only a receipt that is right but for its bytes says that the registry has other ones", "[receipt]")
{
    Bench bench;
    const auto verdict = [&] {
        const auto receipt = verifyReceipt(bench.signedText(), bench.ca, bench.packet, "st-1");
        REQUIRE_FALSE(receipt);
        return receipt.error().code;
    };
    bench.text.sha256 = QString(64, '0');
    CHECK(verdict() == ErrorCode::RegistryRefused);
    SECTION("signed by nobody")
    {
        CHECK(verifyReceipt(toJson(bench.text), bench.ca, bench.packet, "st-1").error().code
            == ErrorCode::RegistryUntrusted);
    }
    SECTION("another packet")
    {
        bench.text.packet = PacketId::create(SystemClock().now());
        CHECK(verdict() == ErrorCode::RegistryUntrusted);
    }
    SECTION("another station")
    {
        bench.text.station = "st-2";
        CHECK(verdict() == ErrorCode::RegistryUntrusted);
    }
    SECTION("another state")
    {
        bench.text.state = "announced";
        CHECK(verdict() == ErrorCode::RegistryUntrusted);
    }
    SECTION("no hash")
    {
        bench.text.sha256 = "00";
        CHECK(verdict() == ErrorCode::RegistryUntrusted);
    }
    SECTION("the same bytes of another size")
    {
        bench.text.sha256 = QString::fromLatin1(bench.packet.sha256.toHex());
        bench.text.size = 1235;
        CHECK(verdict() == ErrorCode::RegistryUntrusted);
    }
}

TEST_CASE(
    "a receipt signed by another CA, by a station or by the recipient key is never believed", "[receipt]")
{
    Bench bench;
    RegistryBench other;
    CHECK_FALSE(bench.isBelieved(Bench::sign(other.directory(), bench.text)));

    // a directory whose "receipts" pair is a station's: same CA, but not allowed to sign documents
    const QTemporaryDir forged;
    const QDir station = bench.registry.identityFolder("st-1");
    REQUIRE(QFile::copy(station.filePath("station.pem"), forged.filePath("receipts.pem")));
    REQUIRE(QFile::copy(station.filePath("station.key"), forged.filePath("receipts.key")));
    CHECK_FALSE(bench.isBelieved(Bench::sign(QDir(forged.path()), bench.text)));

    const QTemporaryDir tls;
    REQUIRE(QFile::copy(bench.registry.directory().filePath("tls.pem"), tls.filePath("receipts.pem")));
    REQUIRE(QFile::copy(bench.registry.directory().filePath("tls.key"), tls.filePath("receipts.key")));
    CHECK_FALSE(bench.isBelieved(Bench::sign(QDir(tls.path()), bench.text)));
}

TEST_CASE("a receipt with any byte changed, cut or added is never believed", "[receipt]")
{
    const Bench bench;
    const QByteArray good = bench.signedText();
    CHECK_FALSE(bench.isBelieved({}));
    CHECK_FALSE(bench.isBelieved("<html>"));
    CHECK_FALSE(bench.isBelieved(good + '\0'));
    CHECK_FALSE(bench.isBelieved(good + good));
    CHECK_FALSE(bench.isBelieved(QByteArray(2 << 20, '0')));
    int believed = 0;
    for (qsizetype i = 0; i < good.size(); i += 3) {
        QByteArray bad = good;
        bad[i] = static_cast<char>(bad[i] ^ 0x20);
        if (const auto receipt = verifyReceipt(bad, bench.ca, bench.packet, "st-1")) {
            // a byte that the signature does not cover may change; what is said may not
            CHECK(receipt->state == PacketState::Processed);
            CHECK(receipt->registrySeq == 7);
            ++believed;
        }
        CHECK_FALSE(bench.isBelieved(good.left(i)));
    }
    CHECK(believed < good.size() / 30);
}
