#include "core/enroll/identity.h"
#include "core/enroll/packet.h"
#include "core/enroll/packet_zip.h"
#include "tests/support/sample_case.h"
#include "tests/support/test_identities.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

using namespace station;

namespace {

const Instant noon = fromMs(1795780800000);

struct PacketBench {
    TestAuthority authority;
    KeyPair registry;
    KeyPair station = authority.station("station-1");
    StationIdentity identity;
    OfficerId officer = OfficerId::create(noon);
    ValidDraft draft = sample();
    PacketContext context;

    explicit PacketBench(KeyKind recipient = KeyKind::P256)
        : registry(authority.registry(recipient))
        , identity(TestAuthority::identity(authority, station, registry))
    {
        context.stationId = "station-1";
        context.stationName = "Trạm thử";
        context.communeCode = "00019";
        context.officers = {{officer.text(), "An"}};
        context.auditHead = QByteArray(32, 'h');
        context.auditRows = {{1, noon, "case-opened", draft.draft().id.text(), "cc-new-14", officer.text(),
            QByteArray(32, 'h')}};
        context.sealedAt = noon;
        context.clock = {ClockTrust::Wrong, std::chrono::hours(24 * 365), noon};
        context.bootId = "boot-1";
    }
    ValidDraft sample() const
    {
        const auto procedures = loadProcedures(":/procedures");
        REQUIRE(procedures);
        const auto procedure = procedureInForce(*procedures, "cc-new-14", QDate(2026, 11, 27));
        REQUIRE(procedure);
        EnrollmentDraft made;
        made.id = PacketId::create(noon);
        made.caseNumber = "00019K7Q-261127-0001-X";
        made.procedureId = procedure->id;
        made.procedureVersion = procedure->version;
        made.openedAt = noon;
        made.openedBy = officer;
        fillSample(made, officer, noon);
        auto valid = validate(made, *procedure, QDate(2026, 11, 27));
        if (!valid)
            FAIL(valid.error().detail);
        return *valid;
    }
    Result<OpenedPacket> open(const QByteArray& sealed) const
    {
        return openPacket(sealed, registry.certificatePem, registry.keyPem, authority.caPem());
    }
};

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    REQUIRE(file.open(QFile::WriteOnly));
    file.write(bytes);
}

QByteArray read(const QString& path)
{
    QFile file(path);
    REQUIRE(file.open(QFile::ReadOnly));
    return file.readAll();
}

void run(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(program, arguments);
    REQUIRE(process.waitForFinished(30000));
    INFO(process.readAllStandardError().toStdString());
    REQUIRE(process.exitCode() == 0);
}

QJsonObject manifestOf(const std::vector<PacketFile>& files)
{
    REQUIRE_FALSE(files.empty());
    return QJsonDocument::fromJson(files.front().bytes).object();
}

} // namespace

TEST_CASE("a sealed packet opens at the registry with every file in place", "[packet]")
{
    for (const KeyKind recipient : {KeyKind::P256, KeyKind::P384, KeyKind::Rsa3072}) {
        PacketBench bench(recipient);
        const auto sealed = seal(bench.draft, bench.context, bench.identity);
        REQUIRE(sealed);
        CHECK(sealed->id == bench.draft.draft().id);
        CHECK(sealed->sha256 == QCryptographicHash::hash(sealed->bytes, QCryptographicHash::Sha256));
        const auto opened = bench.open(sealed->bytes);
        if (!opened)
            FAIL(opened.error().detail);
        CHECK(opened->id == sealed->id);
        CHECK(opened->stationId == "station-1");
        QStringList names;
        for (const PacketFile& file : opened->files)
            names.append(file.name);
        CHECK(names
            == QStringList {"manifest.json", "person.json", "portrait/portrait.jpg", "portrait/source.jpg",
                "fingers/01-plain.png", "fingers/02-plain.png", "fingers/03-plain.png",
                "fingers/04-plain.png", "fingers/05-plain.png", "fingers/06-plain.png",
                "fingers/07-plain.png", "fingers/08-plain.png", "fingers/09-plain.png", "audit.json"});
        CHECK(opened->files[4].bytes == bench.draft.draft().fingers[1].capture->png);
        CHECK(opened->files[4].mediaType == "image/png");
    }
}

TEST_CASE("the manifest says what, by whom, for whom, and every exception with its reason", "[packet]")
{
    const PacketBench bench;
    const auto sealed = seal(bench.draft, bench.context, bench.identity);
    REQUIRE(sealed);
    const auto opened = bench.open(sealed->bytes);
    REQUIRE(opened);
    const QJsonObject manifest = manifestOf(opened->files);
    CHECK(manifest["format"] == "enrollment-packet");
    CHECK(manifest["version"] == 1);
    CHECK(manifest["replaces"].isNull());
    CHECK(manifest["station"]["id"] == "station-1");
    CHECK(manifest["procedure"]["id"] == "cc-new-14");
    CHECK(manifest["officers"][0]["name"] == "An");
    CHECK(manifest["capturedAt"] == "2026-11-27T12:00:00.000Z");
    CHECK(manifest["auditHead"].toString().size() == 64);
    CHECK(manifest["clock"]["trust"] == "wrong");
    CHECK(manifest["clock"]["offset_ms"].toInteger() == 31'536'000'000);
    CHECK(manifest["clock"]["floor"] == "2026-11-27T12:00:00.000Z");
    CHECK(manifest["clock"]["boot"] == "boot-1");
    CHECK(manifest["recipient"].toString().startsWith("sha256:"));
    CHECK(manifest["fingers"].toArray().size() == 10);
    CHECK(manifest["fingers"][9]["exception"]["reason"] == "bandaged");
    CHECK(manifest["fingers"][9]["file"].isUndefined());
    const QJsonObject person = QJsonDocument::fromJson(opened->files[1].bytes).object();
    CHECK(person["fields"]["pin"]["provenance"] == "card-qr");
    CHECK(person["fields"]["name_full"]["text"] == "NGUYỄN THỊ MINH ÁNH");
    CHECK(person["fields"]["ethnicity"]["text"] == "01");
    CHECK(person["fields"]["ethnicity"]["list"] == "ethnic-groups-1979"); // a code names its list
    CHECK(person["fields"]["name_full"]["list"].isUndefined());
    CHECK(person["confirmation"]["byRepresentative"] == false);
}

TEST_CASE("the same case gives the same files", "[packet]")
{
    const PacketBench bench;
    const auto first = packetFiles(bench.draft, bench.context);
    const auto second = packetFiles(bench.draft, bench.context);
    REQUIRE(first);
    REQUIRE(second);
    REQUIRE(first->size() == second->size());
    for (std::size_t i = 0; i < first->size(); ++i)
        CHECK((*first)[i].bytes == (*second)[i].bytes);
    CHECK(zipOf(*first) == zipOf(*second));
}

TEST_CASE("the stock commands openssl cms -decrypt, openssl cms -verify and unzip give the files", "[packet]")
{
    for (const KeyKind recipient : {KeyKind::P256, KeyKind::Rsa3072}) {
        const PacketBench bench(recipient);
        const auto sealed = seal(bench.draft, bench.context, bench.identity);
        REQUIRE(sealed);
        const QTemporaryDir folder;
        const auto path = [&](const char* name) { return folder.filePath(name); };
        write(path("packet.p7m"), sealed->bytes);
        write(path("registry.key"), bench.registry.keyPem);
        write(path("registry.pem"), bench.registry.certificatePem);
        write(path("ca.pem"), bench.authority.caPem());
        run("openssl",
            {"cms", "-decrypt", "-binary", "-inform", "DER", "-in", path("packet.p7m"), "-inkey",
                path("registry.key"), "-recip", path("registry.pem"), "-out", path("signed.p7s")});
        run("openssl",
            {"cms", "-verify", "-binary", "-inform", "DER", "-in", path("signed.p7s"), "-CAfile",
                path("ca.pem"), "-out", path("packet.zip")});
        run("unzip", {"-q", path("packet.zip"), "-d", path("files")});
        const QJsonObject manifest = QJsonDocument::fromJson(read(path("files/manifest.json"))).object();
        const QJsonArray files = manifest["files"].toArray();
        CHECK(files.size() == 13);
        for (const QJsonValue& file : files) {
            const QByteArray bytes = read(path("files/") + file["name"].toString());
            CHECK(file["size"].toInteger() == bytes.size());
            CHECK(file["sha256"].toString().toLatin1()
                == QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
        }
    }
}

TEST_CASE("a packet with one changed bit never opens, wherever it is", "[packet]")
{
    const KeyKind kind = GENERATE(KeyKind::P256, KeyKind::Rsa3072);
    const PacketBench bench(kind);
    const auto sealed = seal(bench.draft, bench.context, bench.identity);
    REQUIRE(sealed);
    const auto original = bench.open(sealed->bytes);
    REQUIRE(original);
    const qsizetype size = sealed->bytes.size();
    std::vector<qsizetype> places;
    const qsizetype head = kind == KeyKind::P256 ? 420 : 700; // recipient, wrapped key, cipher, nonce
    for (qsizetype i = 0; i < head; ++i)
        places.push_back(i);
    for (qsizetype i = head; i < size; i += size / 300)
        places.push_back(i);
    for (qsizetype i = size - 64; i < size; ++i)
        places.push_back(i); // tag
    QStringList opens;
    for (const qsizetype place : places) {
        // 0x20 turns a letter of the issuer's name into its small or capital sister: the same name to X.509.
        for (const int bit : {0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80}) {
            if (bit != 0x01 && (place >= head || (kind == KeyKind::Rsa3072 && bit != 0x20)))
                continue;
            QByteArray changed = sealed->bytes;
            changed[place] = static_cast<char>(changed[place] ^ bit);
            if (bench.open(changed))
                opens.append(QStringLiteral("%1:%2").arg(place).arg(bit, 0, 16));
        }
    }
    CHECK(opens.join(' ').toStdString() == "");
}

TEST_CASE("a packet cut short or with bytes added does not open", "[packet]")
{
    const PacketBench bench;
    const auto sealed = seal(bench.draft, bench.context, bench.identity);
    REQUIRE(sealed);
    for (const qsizetype size :
        {qsizetype(0), qsizetype(1), qsizetype(100), sealed->bytes.size() / 2, sealed->bytes.size() - 1})
        CHECK_FALSE(bench.open(sealed->bytes.left(size)));
    CHECK_FALSE(bench.open(sealed->bytes + 'x'));
}

TEST_CASE("another registry's key does not open it", "[packet]")
{
    const PacketBench bench;
    const auto sealed = seal(bench.draft, bench.context, bench.identity);
    REQUIRE(sealed);
    const KeyPair other = bench.authority.registry();
    CHECK(openPacket(sealed->bytes, other.certificatePem, other.keyPem, bench.authority.caPem()).error().code
        == ErrorCode::Damaged);
    CHECK(openPacket(sealed->bytes, bench.registry.certificatePem, other.keyPem, bench.authority.caPem())
              .error()
              .code
        == ErrorCode::InvalidInput);
}

TEST_CASE("a station of another CA, a TLS server and a wrong name do not pass as the station", "[packet]")
{
    PacketBench bench;
    const TestAuthority stranger("Stranger CA");
    const auto sealedBy = [&](const KeyPair& signer) {
        StationIdentity identity = bench.identity;
        identity.certificatePem = signer.certificatePem;
        identity.privateKeyPem = signer.keyPem;
        const auto sealed = seal(bench.draft, bench.context, identity);
        REQUIRE(sealed);
        return bench.open(sealed->bytes);
    };
    CHECK(sealedBy(stranger.station("station-1")).error().code == ErrorCode::Damaged);
    CHECK(sealedBy(bench.authority.tlsServer()).error().code == ErrorCode::Damaged);
    CHECK(sealedBy(bench.authority.station("station-2")).error().code == ErrorCode::Damaged);
    CHECK(sealedBy(bench.authority.registry()).error().code == ErrorCode::Damaged);
    CHECK(sealedBy(bench.authority.station("station-1")));
}

TEST_CASE("a packet stays readable after the station's certificate has ended", "[packet]")
{
    PacketBench bench;
    const KeyPair ended = bench.authority.expiredStation("station-1");
    bench.identity.certificatePem = ended.certificatePem;
    bench.identity.privateKeyPem = ended.keyPem;
    const auto sealed = seal(bench.draft, bench.context, bench.identity);
    REQUIRE(sealed);
    CHECK(bench.open(sealed->bytes));
}

TEST_CASE("a broken identity is a sealing error, not a packet", "[packet]")
{
    PacketBench bench;
    for (QByteArray StationIdentity::*text : {&StationIdentity::certificatePem,
             &StationIdentity::privateKeyPem, &StationIdentity::registryCertificatePem}) {
        StationIdentity broken = bench.identity;
        broken.*text = "-----BEGIN NONSENSE-----";
        CHECK(seal(bench.draft, bench.context, broken).error().code == ErrorCode::SealingFailed);
    }
    StationIdentity mixed = bench.identity;
    mixed.privateKeyPem = bench.authority.station("station-1").keyPem;
    CHECK(seal(bench.draft, bench.context, mixed).error().code == ErrorCode::SealingFailed);
}

TEST_CASE("a zip with dangerous names, doubles or a bomb is refused before it is unpacked", "[packet]")
{
    const auto zipWith = [](const QString& name, const QByteArray& bytes = "x") {
        return zipOf({{name, {}, bytes}}).value();
    };
    for (const char* name :
        {"../up", "/root", "a/../b", "a//b", ".hidden", "a\\b", "con\tone", "end\n", "a/", ""})
        if (const auto made = zipOf({{name, {}, "x"}})) {
            CAPTURE(name);
            CHECK_FALSE(unzip(*made, 1 << 20));
        }
    CHECK(unzip(zipWith("fingers/01-plain.png"), 1 << 20));
    CHECK_FALSE(unzip(zipWith("big", QByteArray(2000, 'x')), 1999));
    CHECK_FALSE(unzip("PK nonsense", 1 << 20));
    CHECK_FALSE(unzip(QByteArray(), 1 << 20));
    std::vector<PacketFile> many;
    for (int i = 0; i < 201; ++i)
        many.push_back({QString::number(i), {}, "x"});
    CHECK_FALSE(unzip(zipOf(many).value(), 1 << 20));
}
