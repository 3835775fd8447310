#include "core/enroll/openssl_ptr.h"
#include "core/enroll/packet.h"
#include "core/enroll/packet_zip.h"
#include "core/enroll/signed_document.h"

#include <QCryptographicHash>

#include <openssl/ec.h>
#include <openssl/rsa.h>

namespace station {
namespace {

tl::unexpected<Error> cannot(const char* what)
{
    return fail(ErrorCode::SealingFailed, std::string(what) + ": " + opensslReason());
}

QByteArray derOf(CMS_ContentInfo* cms)
{
    const auto out = emptyBio();
    return i2d_CMS_bio(out.get(), cms) == 1 ? bytesOf(out.get()) : QByteArray();
}

/// OpenSSL's defaults are SHA-1 for ECDH and PKCS #1 v1.5 for RSA: both are set here.
bool useSha256(CMS_RecipientInfo* recipient, const EVP_PKEY* key)
{
    EVP_PKEY_CTX* how = CMS_RecipientInfo_get0_pkey_ctx(recipient);
    if (how == nullptr)
        return false;
    if (EVP_PKEY_get_base_id(key) == EVP_PKEY_EC)
        return EVP_PKEY_CTX_set_ecdh_kdf_md(how, EVP_sha256()) > 0;
    return EVP_PKEY_CTX_set_rsa_padding(how, RSA_PKCS1_OAEP_PADDING) > 0
        && EVP_PKEY_CTX_set_rsa_oaep_md(how, EVP_sha256()) > 0
        && EVP_PKEY_CTX_set_rsa_mgf1_md(how, EVP_sha256()) > 0;
}

/// The SignedData goes in as data (RFC 5083 allows it): what comes out of `openssl cms -decrypt` is its DER.
Result<QByteArray> envelopedTo(const QByteArray& content, X509* registry)
{
    const OpenSslPtr<CMS_ContentInfo> cms(CMS_AuthEnvelopedData_create(EVP_aes_256_gcm()));
    if (!cms)
        return cannot("AES-256-GCM is not there");
    CMS_set_detached(cms.get(), 0); // without it the result has no content, and nobody says so
    CMS_RecipientInfo* recipient = CMS_add1_recipient_cert(cms.get(), registry, CMS_KEY_PARAM);
    if (recipient == nullptr || !useSha256(recipient, X509_get0_pubkey(registry)))
        return cannot("the registry's certificate cannot receive");
    const auto data = bioOf(content);
    if (CMS_final(cms.get(), data.get(), nullptr, CMS_BINARY) != 1)
        return cannot("cannot encrypt to the registry");
    return derOf(cms.get());
}

/// The station cannot open what it sealed, but it can see that the content is there, whole and for one
/// recipient.
bool holds(const QByteArray& sealed, qsizetype contentSize)
{
    const auto data = bioOf(sealed);
    const OpenSslPtr<CMS_ContentInfo> cms(d2i_CMS_bio(data.get(), nullptr));
    if (!cms || OBJ_obj2nid(CMS_get0_type(cms.get())) != NID_id_smime_ct_authEnvelopedData)
        return false;
    ASN1_OCTET_STRING** content = CMS_get0_content(cms.get());
    return content != nullptr && *content != nullptr && ASN1_STRING_length(*content) == contentSize
        && sk_CMS_RecipientInfo_num(CMS_get0_RecipientInfos(cms.get())) == 1 && BIO_pending(data.get()) == 0;
}

} // namespace

Result<SealedPacket> seal(
    const ValidDraft& draft, const PacketContext& context, const StationIdentity& identity)
{
    const auto registry = certificateFrom(identity.registryCertificatePem);
    if (!registry)
        return cannot("the station has no usable identity");

    PacketContext known = context;
    known.recipientFingerprint = fingerprintOf(registry.get());
    const auto content = packetFiles(draft, known).and_then(zipOf).and_then([&](const QByteArray& zip) {
        return signDocument(zip, identity);
    });
    if (!content)
        return failed(content);
    if (content->size() > largestPacket)
        return fail(ErrorCode::SealingFailed,
            "the packet has " + std::to_string(content->size() >> 20) + " MiB; at most "
                + std::to_string(largestPacket >> 20) + " are taken: use a smaller source picture");
    auto sealed = envelopedTo(*content, registry.get());
    if (!sealed)
        return failed(sealed);
    if (!holds(*sealed, content->size()))
        return fail(ErrorCode::SealingFailed, "the sealed packet does not hold what was put in");
    const QByteArray sha256 = QCryptographicHash::hash(*sealed, QCryptographicHash::Sha256);
    return SealedPacket {draft.draft().id, std::move(*sealed), sha256};
}

} // namespace station
