#include "app/registry/authority.h"

#include "app/registry/authority_parts.h"
#include "app/registry/files.h"
#include "app/registry/openssl_ptr.h"

#include <QRegularExpression>

#include <arpa/inet.h>
#include <openssl/rand.h>

#include <optional>
#include <vector>

namespace station {
namespace {

constexpr long day = 24 * 60 * 60;
constexpr long authorityDays = 3650;
constexpr long leafDays = 825;

struct Extension {
    int nid;
    QByteArray value;
};

/// What one kind of certificate is marked with.
const std::vector<Extension> authorityMarks {
    {NID_basic_constraints, "critical,CA:TRUE,pathlen:0"}, {NID_key_usage, "critical,keyCertSign,cRLSign"}};
const std::vector<Extension> recipientMarks {
    {NID_basic_constraints, "critical,CA:FALSE"}, {NID_key_usage, "critical,keyAgreement"}};
const std::vector<Extension> receiptMarks {{NID_basic_constraints, "critical,CA:FALSE"},
    {NID_key_usage, "critical,digitalSignature"},
    {NID_ext_key_usage, "1.3.6.1.5.5.7.3.36,emailProtection"}}; // documentSigning, RFC 9336
const std::vector<Extension> stationMarks {{NID_basic_constraints, "critical,CA:FALSE"},
    {NID_key_usage, "critical,digitalSignature"}, {NID_ext_key_usage, "clientAuth,emailProtection"}};

bool addMarks(X509* certificate, X509* issuer, const std::vector<Extension>& marks)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    std::vector<Extension> all = marks;
    all.push_back({NID_subject_key_identifier, "hash"});
    if (issuer != certificate)
        all.push_back({NID_authority_key_identifier, "keyid"});
    for (const auto& mark : all) {
        X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, mark.nid, mark.value.constData());
        const bool added = extension && X509_add_ext(certificate, extension, -1) == 1;
        X509_EXTENSION_free(extension);
        if (!added)
            return false;
    }
    return true;
}

bool setSerial(X509* certificate)
{
    unsigned char random[16];
    if (RAND_bytes(random, sizeof random) != 1)
        return false;
    random[0] &= 0x7f; // positive, RFC 5280 §4.1.2.2
    random[0] |= 0x40;
    BIGNUM* number = BN_bin2bn(random, sizeof random, nullptr);
    const bool done = number && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate));
    BN_free(number);
    return done;
}

/// `issuer` null: signs itself.
Result<CertificatePtr> certify(const QString& name, EVP_PKEY* publicKey, const Authority* issuer,
    EVP_PKEY* selfKey, long days, const std::vector<Extension>& marks)
{
    CertificatePtr certificate(X509_new());
    X509* raw = certificate.get();
    const QByteArray utf8 = name.toUtf8();
    X509_NAME* subject = X509_get_subject_name(raw);
    const bool filled = X509_set_version(raw, X509_VERSION_3) == 1 && setSerial(raw)
        && X509_gmtime_adj(X509_getm_notBefore(raw), -day) // station clocks may run behind
        && X509_gmtime_adj(X509_getm_notAfter(raw), days * day) && X509_set_pubkey(raw, publicKey) == 1
        && X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
               reinterpret_cast<const unsigned char*>(utf8.constData()), static_cast<int>(utf8.size()), -1, 0)
            == 1
        && X509_set_issuer_name(raw, issuer ? X509_get_subject_name(issuer->certificate.get()) : subject) == 1
        && addMarks(raw, issuer ? issuer->certificate.get() : raw, marks)
        && X509_sign(raw, issuer ? issuer->key.get() : selfKey, EVP_sha256()) > 0;
    if (!filled)
        return fail(ErrorCode::StorageFailed, opensslReason("certificate"));
    return certificate;
}

QByteArray pemOf(X509* certificate)
{
    BioPtr bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(bio.get(), certificate);
    return bytesOf(bio.get());
}

QByteArray pemOf(EVP_PKEY* key)
{
    BioPtr bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    return bytesOf(bio.get());
}

Status writePair(const QDir& directory, const QString& stem, X509* certificate, EVP_PKEY* key)
{
    return writeFile(directory.filePath(stem + ".key"), pemOf(key), true).and_then([&] {
        return writeFile(directory.filePath(stem + ".pem"), pemOf(certificate));
    });
}

Status issue(const Authority& authority, const QDir& directory, const QString& stem, const QString& name,
    const std::vector<Extension>& marks, const QDir* rememberIn = nullptr)
{
    const KeyPtr key(EVP_EC_gen("P-256"));
    return certify(name, key.get(), &authority, nullptr, leafDays, marks)
        .and_then([&](const CertificatePtr& certificate) {
            return rememberIn ? rememberIssued(*rememberIn, certificate.get()).and_then([&] {
                return writePair(directory, stem, certificate.get(), key.get());
            })
                              : writePair(directory, stem, certificate.get(), key.get());
        });
}

/// Nothing when one of the hosts is neither a name nor an address.
std::optional<std::vector<Extension>> tlsMarks(const QStringList& hosts)
{
    static const QRegularExpression name(QStringLiteral(
        "\\A[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*\\z"));
    QByteArray names = "IP:127.0.0.1,IP:::1,DNS:localhost";
    for (const QString& host : hosts) {
        const QByteArray text = host.toLatin1();
        unsigned char address[16];
        const bool number = ::inet_pton(AF_INET, text.constData(), address) == 1
            || ::inet_pton(AF_INET6, text.constData(), address) == 1;
        if (!number && (host.size() > 253 || !name.match(host).hasMatch()))
            return std::nullopt;
        names += (number ? ",IP:" : ",DNS:") + text;
    }
    return std::vector<Extension> {{NID_basic_constraints, "critical,CA:FALSE"},
        {NID_key_usage, "critical,digitalSignature"}, {NID_ext_key_usage, "serverAuth"},
        {NID_subject_alt_name, names}};
}

} // namespace

Result<Authority> loadAuthority(const QDir& directory)
{
    const auto pem = readFile(directory.filePath("ca.pem"));
    if (!pem)
        return fail(
            ErrorCode::NotFound, "no registry in " + directory.path().toStdString() + ": run init first");
    const auto keyPem = readFile(directory.filePath("ca.key"));
    if (!keyPem)
        return failed(keyPem);
    Authority authority {certificateFrom(*pem), keyFrom(*keyPem)};
    if (!authority.certificate || !authority.key
        || X509_check_private_key(authority.certificate.get(), authority.key.get()) != 1)
        return fail(ErrorCode::Damaged, "ca.pem and ca.key do not belong together");
    return authority;
}

bool isStationName(const QString& name)
{
    static const QRegularExpression allowed(QStringLiteral("\\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\\z"));
    return allowed.match(name).hasMatch();
}

QString commonNameOf(const X509_NAME* subject)
{
    const int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
    if (at < 0 || X509_NAME_get_index_by_NID(subject, NID_commonName, at) >= 0)
        return {};
    unsigned char* utf8 = nullptr;
    const int size = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)));
    if (size < 0)
        return {};
    const QByteArray bytes(reinterpret_cast<const char*>(utf8), size);
    OPENSSL_free(utf8);
    return bytes.contains('\0') ? QString() : QString::fromUtf8(bytes);
}

Status initRegistry(const QDir& directory, const QStringList& hosts)
{
    const auto marks = tlsMarks(hosts);
    if (!marks)
        return fail(ErrorCode::InvalidInput, "a host is a name or an address, without a port");
    if (QFileInfo::exists(directory.filePath("ca.pem")))
        return fail(ErrorCode::InvalidInput, directory.path().toStdString() + " holds a registry already");
    if (auto made = makeDirectory(directory.absolutePath()); !made)
        return made;
    Authority authority;
    authority.key.reset(EVP_EC_gen("P-256"));
    auto root = certify(QStringLiteral("Enrollment registry CA"), authority.key.get(), nullptr,
        authority.key.get(), authorityDays, authorityMarks);
    if (!root)
        return failed(root);
    authority.certificate = std::move(*root);
    return issue(authority, directory, "tls", "Enrollment registry", *marks)
        .and_then([&] {
            return issue(authority, directory, "registry", "Enrollment registry recipient", recipientMarks);
        })
        .and_then([&] {
            return issue(authority, directory, "receipts", "Enrollment registry receipts", receiptMarks);
        })
        .and_then([&] { return initRevocationList(directory, authority); })
        // ca.pem comes last: a directory without it is not a registry yet
        .and_then(
            [&] { return writePair(directory, "ca", authority.certificate.get(), authority.key.get()); });
}

Status issueStation(const QDir& directory, const QString& name, const QDir& out, bool renew)
{
    if (!isStationName(name))
        return fail(ErrorCode::InvalidInput, "a station's name is 1 to 64 letters, digits, '.', '_' or '-'");
    if (QFileInfo::exists(out.filePath("station.pem")) && !renew)
        return fail(
            ErrorCode::InvalidInput, out.path().toStdString() + " holds a station's identity already");
    const auto authority = loadAuthority(directory);
    if (!authority)
        return failed(authority);
    if (auto made = makeDirectory(out.absolutePath()); !made)
        return made;
    for (const auto* shared : {"registry.pem", "ca.pem"}) {
        const auto copied = readFile(directory.filePath(shared)).and_then([&](const QByteArray& pem) {
            return writeFile(out.filePath(shared), pem);
        });
        if (!copied)
            return copied;
    }
    return issue(*authority, out, "station", name, stationMarks, &directory);
}

QString stationInRequest(const QByteArray& requestPem)
{
    const RequestPtr request(PEM_read_bio_X509_REQ(bioOver(requestPem).get(), nullptr, nullptr, nullptr));
    const QString name = request ? commonNameOf(X509_REQ_get_subject_name(request.get())) : QString();
    return isStationName(name) ? name : QString();
}

Result<QByteArray> signRequest(const QDir& directory, const QByteArray& requestPem, bool renew)
{
    const auto authority = loadAuthority(directory);
    if (!authority)
        return failed(authority);
    const RequestPtr request(PEM_read_bio_X509_REQ(bioOver(requestPem).get(), nullptr, nullptr, nullptr));
    EVP_PKEY* key = request ? X509_REQ_get0_pubkey(request.get()) : nullptr;
    if (!key || X509_REQ_verify(request.get(), key) != 1)
        return fail(
            ErrorCode::InvalidInput, opensslReason("not a certificate request signed by its own key"));
    char group[32] = "";
    if (EVP_PKEY_get_utf8_string_param(key, "group", group, sizeof group, nullptr) != 1
        || QByteArray(group) != "prime256v1")
        return fail(ErrorCode::InvalidInput, "the request's key is not P-256");
    const QString name = commonNameOf(X509_REQ_get_subject_name(request.get()));
    if (!isStationName(name))
        return fail(ErrorCode::InvalidInput, "the request's common name is not a station's name");
    if (!renew && isTaken(directory, name))
        return fail(ErrorCode::InvalidInput,
            name.toStdString() + " has a certificate already: with --renew if this is the same station");
    return certify(name, key, &*authority, nullptr, leafDays, stationMarks)
        .and_then([&](const CertificatePtr& certificate) {
            return rememberIssued(directory, certificate.get()).map([&] { return pemOf(certificate.get()); });
        });
}

} // namespace station
