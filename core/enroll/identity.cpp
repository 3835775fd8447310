#include "core/enroll/identity.h"

#include "core/enroll/openssl_ptr.h"

#include <QCryptographicHash>
#include <QFile>

#include <openssl/ec.h>
#include <openssl/pem.h>

#include <ctime>

namespace station {
namespace {

tl::unexpected<Error> refused(const char* what)
{
    return fail(ErrorCode::InvalidInput, std::string("identity: ") + what);
}

constexpr int longestCommonName = 64; // RFC 5280, ub-common-name
constexpr int shortestRsa = 3072;

bool isOf(X509_STORE* ca, X509* certificate)
{
    const OpenSslPtr<X509_STORE_CTX> check(X509_STORE_CTX_new());
    return X509_STORE_CTX_init(check.get(), ca, certificate, nullptr) == 1
        && X509_verify_cert(check.get()) == 1;
}

bool isStrong(const EVP_PKEY* key)
{
    if (key == nullptr)
        return false;
    if (EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA)
        return EVP_PKEY_get_bits(key) >= shortestRsa;
    return EVP_PKEY_get_base_id(key) == EVP_PKEY_EC
        && (EVP_PKEY_get_bits(key) == 256 || EVP_PKEY_get_bits(key) == 384);
}

Instant timeOf(const ASN1_TIME* time)
{
    std::tm parts {};
    if (ASN1_TIME_to_tm(time, &parts) != 1)
        return {};
    return Instant {std::chrono::seconds(timegm(&parts))};
}

QByteArray pemOf(EVP_PKEY* key)
{
    const auto out = emptyBio();
    if (PEM_write_bio_PrivateKey(out.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return {};
    return bytesOf(out.get());
}

OpenSslPtr<X509_REQ> requestFor(EVP_PKEY* key, const QByteArray& commonName)
{
    OpenSslPtr<X509_REQ> request(X509_REQ_new());
    X509_NAME* subject = X509_REQ_get_subject_name(request.get());
    const bool made = X509_NAME_add_entry_by_NID(subject, NID_commonName, MBSTRING_UTF8,
                          reinterpret_cast<const unsigned char*>(commonName.constData()),
                          static_cast<int>(commonName.size()), -1, 0)
            == 1
        && X509_REQ_set_pubkey(request.get(), key) == 1
        && X509_REQ_sign(request.get(), key, EVP_sha256()) > 0;
    return made ? std::move(request) : nullptr;
}

} // namespace

Result<IdentityFacts> checkIdentity(const StationIdentity& identity)
{
    const auto certificate = certificateFrom(identity.certificatePem);
    if (!certificate)
        return refused("the station's certificate cannot be read");
    const auto key = privateKeyFrom(identity.privateKeyPem);
    if (!key)
        return refused("the station's key cannot be read");
    const auto registry = certificateFrom(identity.registryCertificatePem);
    if (!registry)
        return refused("the registry's certificate cannot be read");
    const auto ca = storeOf(identity.registryCaPem);
    if (!ca)
        return refused("the CA certificate cannot be read");
    if (X509_check_private_key(certificate.get(), key.get()) != 1)
        return refused("the key does not belong to the station's certificate");
    if (!isOf(ca.get(), certificate.get()))
        return refused("the station's certificate is of another CA");
    if (!isOf(ca.get(), registry.get()))
        return refused("the registry's certificate is of another CA");
    if (!isStrong(key.get()) || !isStrong(X509_get0_pubkey(registry.get())))
        return refused("a key is weak: P-256, P-384 or RSA of 3072 bits or more is needed");
    const QString id = QString::fromUtf8(commonNameOf(certificate.get()));
    if (id.isEmpty())
        return refused("the station's certificate has no common name");
    return IdentityFacts {id, timeOf(X509_get0_notBefore(certificate.get())),
        timeOf(X509_get0_notAfter(certificate.get())), fingerprintOf(registry.get())};
}

CertificateTerm termOf(const IdentityFacts& facts, Instant now)
{
    if (now < facts.notBefore)
        return CertificateTerm::NotYetValid;
    if (now > facts.notAfter)
        return CertificateTerm::Expired;
    return certificateDaysLeft(facts, now) <= certificateWarningDays ? CertificateTerm::EndsSoon
                                                                     : CertificateTerm::Valid;
}

int certificateDaysLeft(const IdentityFacts& facts, Instant now)
{
    return static_cast<int>(std::chrono::floor<std::chrono::days>(facts.notAfter - now).count());
}

std::optional<Validity> validityOf(const QByteArray& pem)
{
    const auto certificate = certificateFrom(pem);
    if (!certificate)
        return std::nullopt;
    return Validity {
        timeOf(X509_get0_notBefore(certificate.get())), timeOf(X509_get0_notAfter(certificate.get()))};
}

Result<StationIdentity> readIdentity(const QDir& folder)
{
    StationIdentity identity;
    const std::pair<const char*, QByteArray*> files[] {{"station.pem", &identity.certificatePem},
        {"station.key", &identity.privateKeyPem}, {"registry.pem", &identity.registryCertificatePem},
        {"ca.pem", &identity.registryCaPem}};
    constexpr qint64 largest = 1 << 20;
    for (const auto& [name, text] : files) {
        QFile file(folder.filePath(QLatin1String(name)));
        if (!file.open(QFile::ReadOnly))
            return fail(ErrorCode::NotFound, std::string("identity file ") + name + " is missing");
        *text = file.read(largest);
    }
    return identity;
}

QByteArray trustDigest(const StationIdentity& identity)
{
    QCryptographicHash digest(QCryptographicHash::Sha256);
    for (const QByteArray& text : {identity.registryCertificatePem, identity.registryCaPem})
        digest.addData(QCryptographicHash::hash(text, QCryptographicHash::Sha256));
    return digest.result();
}

Result<KeyRequest> makeKeyRequest(const QString& commonName)
{
    const QByteArray name = commonName.toUtf8();
    if (name.isEmpty() || name.size() > longestCommonName)
        return refused("a station's name has 1 to 64 bytes");
    const OpenSslPtr<EVP_PKEY> key(EVP_EC_gen("P-256"));
    const auto request = key ? requestFor(key.get(), name) : nullptr;
    const auto out = emptyBio();
    if (!request || PEM_write_bio_X509_REQ(out.get(), request.get()) != 1)
        return fail(ErrorCode::SealingFailed, "cannot make a key: " + opensslReason());
    return KeyRequest {pemOf(key.get()), bytesOf(out.get())};
}

} // namespace station
