#include "core/enroll/signed_document.h"

#include "core/enroll/openssl_ptr.h"

#include <openssl/x509v3.h>

namespace station {
namespace {

tl::unexpected<Error> damaged(const std::string& why) { return fail(ErrorCode::Damaged, why); }

tl::unexpected<Error> cannot(const char* what)
{
    return fail(ErrorCode::SealingFailed, std::string(what) + ": " + opensslReason());
}

/// A certificate for TLS servers or for signing other certificates does not sign for a station, though the CA
/// made it.
bool isStationCertificate(X509* certificate)
{
    const std::uint32_t flags = X509_get_extension_flags(certificate);
    const std::uint32_t use = X509_get_extended_key_usage(certificate);
    const bool forClients = (flags & EXFLAG_XKUSAGE) != 0 && (use & XKU_SSL_CLIENT) != 0;
    return X509_check_ca(certificate) == 0 && forClients && (use & XKU_SSL_SERVER) == 0;
}

QByteArray serialOf(X509& certificate)
{
    const OpenSslPtr<BIGNUM> number(ASN1_INTEGER_to_BN(X509_get0_serialNumber(&certificate), nullptr));
    char* hex = number ? BN_bn2hex(number.get()) : nullptr;
    QByteArray text(hex);
    OPENSSL_free(hex);
    return text;
}

} // namespace

Result<QByteArray> signDocument(const QByteArray& content, const StationIdentity& identity)
{
    const auto certificate = certificateFrom(identity.certificatePem);
    const auto key = privateKeyFrom(identity.privateKeyPem);
    if (!certificate || !key)
        return cannot("the station has no usable identity");
    const auto data = bioOf(content);
    const OpenSslPtr<CMS_ContentInfo> cms(
        CMS_sign(nullptr, nullptr, nullptr, data.get(), CMS_BINARY | CMS_PARTIAL));
    const auto out = emptyBio();
    if (!cms
        || CMS_add1_signer(cms.get(), certificate.get(), key.get(), EVP_sha256(), CMS_BINARY | CMS_NOSMIMECAP)
            == nullptr
        || CMS_final(cms.get(), data.get(), nullptr, CMS_BINARY) != 1
        || i2d_CMS_bio(out.get(), cms.get()) != 1)
        return cannot("the station's key does not sign");
    return bytesOf(out.get());
}

Result<SignedDocument> openDocument(const QByteArray& der, const QByteArray& caPem)
{
    const auto data = bioOf(der);
    const OpenSslPtr<CMS_ContentInfo> cms(d2i_CMS_bio(data.get(), nullptr));
    if (!cms || BIO_pending(data.get()) != 0 || OBJ_obj2nid(CMS_get0_type(cms.get())) != NID_pkcs7_signed)
        return damaged("the content is not signed");
    const auto ca = storeOf(caPem);
    if (!ca)
        return fail(ErrorCode::InvalidInput, "the CA certificate cannot be read");
    const auto out = emptyBio();
    if (sk_CMS_SignerInfo_num(CMS_get0_SignerInfos(cms.get())) != 1)
        return damaged("it is not signed by one station");
    if (CMS_verify(cms.get(), nullptr, ca.get(), nullptr, out.get(), CMS_BINARY) != 1)
        return damaged("the signature does not hold (" + opensslReason() + ")");
    const OpenSslPtr<STACK_OF(X509)> signers(CMS_get0_signers(cms.get()));
    if (!signers || sk_X509_num(signers.get()) != 1)
        return damaged("it is not signed by one station");
    X509* station = sk_X509_value(signers.get(), 0);
    if (!isStationCertificate(station))
        return damaged("the certificate that signed is not a station's");
    return SignedDocument {bytesOf(out.get()), QString::fromUtf8(commonNameOf(station)), serialOf(*station)};
}

} // namespace station
