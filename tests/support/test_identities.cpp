#include "tests/support/test_identities.h"

#include "core/enroll/openssl_ptr.h"

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

namespace station {
namespace {

struct Mark {
    int nid;
    const char* value;
};

constexpr long dayInSeconds = 86400;

OpenSslPtr<EVP_PKEY> newKey(KeyKind kind)
{
    switch (kind) {
    case KeyKind::P256: return OpenSslPtr<EVP_PKEY>(EVP_EC_gen("P-256"));
    case KeyKind::P384: return OpenSslPtr<EVP_PKEY>(EVP_EC_gen("P-384"));
    case KeyKind::Rsa3072: return OpenSslPtr<EVP_PKEY>(EVP_RSA_gen(3072U));
    case KeyKind::Rsa2048: return OpenSslPtr<EVP_PKEY>(EVP_RSA_gen(2048U));
    }
    return nullptr;
}

QByteArray pemOf(X509* certificate)
{
    const auto out = emptyBio();
    PEM_write_bio_X509(out.get(), certificate);
    return bytesOf(out.get());
}

QByteArray pemOf(EVP_PKEY* key)
{
    const auto out = emptyBio();
    PEM_write_bio_PrivateKey(out.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    return bytesOf(out.get());
}

struct Validity {
    long from = -dayInSeconds;
    long until = 3650 * dayInSeconds;
};

/// `issuer` null: signs itself.
OpenSslPtr<X509> certify(const QString& name, EVP_PKEY* subjectKey, X509* issuer, EVP_PKEY* issuerKey,
    const std::vector<Mark>& marks, Validity validity = {})
{
    OpenSslPtr<X509> made(X509_new());
    X509* const raw = made.get();
    static long serial = 1000;
    X509_set_version(raw, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(raw), ++serial);
    X509_gmtime_adj(X509_getm_notBefore(raw), validity.from);
    X509_gmtime_adj(X509_getm_notAfter(raw), validity.until);
    X509_set_pubkey(raw, subjectKey);
    X509_NAME_add_entry_by_NID(X509_get_subject_name(raw), NID_commonName, MBSTRING_UTF8,
        reinterpret_cast<const unsigned char*>(name.toUtf8().constData()), -1, -1, 0);
    X509* const by = issuer != nullptr ? issuer : raw;
    X509_set_issuer_name(raw, X509_get_subject_name(by));
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, by, raw, nullptr, nullptr, 0);
    for (const Mark& mark : marks) {
        X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, mark.nid, mark.value);
        X509_add_ext(raw, extension, -1);
        X509_EXTENSION_free(extension);
    }
    X509_sign(raw, issuerKey, EVP_sha256());
    return made;
}

const std::vector<Mark> stationMarks {{NID_basic_constraints, "critical,CA:FALSE"},
    {NID_key_usage, "critical,digitalSignature"}, {NID_ext_key_usage, "clientAuth,emailProtection"}};

const std::vector<Mark> tlsMarks {{NID_basic_constraints, "critical,CA:FALSE"},
    {NID_key_usage, "critical,digitalSignature"}, {NID_ext_key_usage, "serverAuth"},
    {NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1"}};

} // namespace

struct TestAuthority::Parts {
    OpenSslPtr<EVP_PKEY> key = newKey(KeyKind::P256);
    OpenSslPtr<X509> certificate;

    KeyPair make(
        const QString& name, KeyKind kind, const std::vector<Mark>& marks, Validity validity = {}) const
    {
        const auto own = newKey(kind);
        const auto made = certify(name, own.get(), certificate.get(), key.get(), marks, validity);
        return {pemOf(made.get()), pemOf(own.get())};
    }
};

TestAuthority::TestAuthority(const QString& name)
    : m_parts(std::make_unique<Parts>())
{
    m_parts->certificate = certify(name, m_parts->key.get(), nullptr, m_parts->key.get(),
        {{NID_basic_constraints, "critical,CA:TRUE,pathlen:0"},
            {NID_key_usage, "critical,keyCertSign,cRLSign"}});
}

TestAuthority::TestAuthority(const QByteArray& caPem, const QByteArray& keyPem)
    : m_parts(std::make_unique<Parts>())
{
    m_parts->certificate = certificateFrom(caPem);
    m_parts->key = privateKeyFrom(keyPem);
}

TestAuthority::~TestAuthority() = default;

QByteArray TestAuthority::caPem() const { return pemOf(m_parts->certificate.get()); }

KeyPair TestAuthority::station(const QString& name, KeyKind kind) const
{
    return m_parts->make(name, kind, stationMarks);
}

KeyPair TestAuthority::registry(KeyKind kind) const
{
    const bool rsa = kind == KeyKind::Rsa3072 || kind == KeyKind::Rsa2048;
    return m_parts->make(QStringLiteral("Test registry"), kind,
        {{NID_basic_constraints, "critical,CA:FALSE"},
            {NID_key_usage, rsa ? "critical,keyEncipherment" : "critical,keyAgreement"}});
}

KeyPair TestAuthority::tlsServer() const
{
    return m_parts->make(QStringLiteral("localhost"), KeyKind::P256, tlsMarks);
}

KeyPair TestAuthority::tlsServerFromTomorrow() const
{
    return m_parts->make(
        QStringLiteral("localhost"), KeyKind::P256, tlsMarks, {dayInSeconds, 10 * dayInSeconds});
}

KeyPair TestAuthority::tlsServerUntilYesterday() const
{
    return m_parts->make(
        QStringLiteral("localhost"), KeyKind::P256, tlsMarks, {-10 * dayInSeconds, -dayInSeconds});
}

KeyPair TestAuthority::expiredStation(const QString& name) const
{
    return m_parts->make(name, KeyKind::P256, stationMarks, {-10 * dayInSeconds, -dayInSeconds});
}

KeyPair TestAuthority::shortStation(const QString& name, int seconds) const
{
    return m_parts->make(name, KeyKind::P256, stationMarks, {-dayInSeconds, seconds});
}

KeyPair TestAuthority::tomorrowsTlsServer() const
{
    return m_parts->make(QStringLiteral("localhost"), KeyKind::P256,
        {{NID_basic_constraints, "critical,CA:FALSE"}, {NID_key_usage, "critical,digitalSignature"},
            {NID_ext_key_usage, "serverAuth"}, {NID_subject_alt_name, "IP:127.0.0.1"}},
        {dayInSeconds, 10 * dayInSeconds});
}

StationIdentity TestAuthority::identity(
    const TestAuthority& ca, const KeyPair& station, const KeyPair& registry)
{
    return {station.certificatePem, station.keyPem, registry.certificatePem, ca.caPem()};
}

} // namespace station
