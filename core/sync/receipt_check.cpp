#include "core/sync/receipt_check.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <memory>

namespace station {
namespace {

template<auto Free>
struct OpenSslFree {
    template<class T>
    void operator()(T* pointer) const
    {
        Free(pointer);
    }
};
using BioPtr = std::unique_ptr<BIO, OpenSslFree<BIO_free_all>>;
using CertificatePtr = std::unique_ptr<X509, OpenSslFree<X509_free>>;
using CmsPtr = std::unique_ptr<CMS_ContentInfo, OpenSslFree<CMS_ContentInfo_free>>;
using StorePtr = std::unique_ptr<X509_STORE, OpenSslFree<X509_STORE_free>>;
using UsagePtr = std::unique_ptr<EXTENDED_KEY_USAGE, OpenSslFree<EXTENDED_KEY_USAGE_free>>;

constexpr qsizetype longest = 1 << 20;
constexpr const char* documentSigning = "1.3.6.1.5.5.7.3.36";

tl::unexpected<Error> untrusted(const char* what)
{
    ERR_clear_error();
    return fail(ErrorCode::RegistryUntrusted, what);
}

CertificatePtr certificateFrom(const QByteArray& pem)
{
    const BioPtr bio(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
    return CertificatePtr(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
}

bool maySignDocuments(X509* certificate)
{
    const UsagePtr usages(
        static_cast<EXTENDED_KEY_USAGE*>(X509_get_ext_d2i(certificate, NID_ext_key_usage, nullptr, nullptr)));
    for (int i = 0; usages && i < sk_ASN1_OBJECT_num(usages.get()); ++i) {
        char text[64] = "";
        OBJ_obj2txt(text, sizeof text, sk_ASN1_OBJECT_value(usages.get(), i), 1);
        if (QByteArray(text) == documentSigning)
            return true;
    }
    return false;
}

/// Its signers are known only after a verification that succeeded.
bool signedByOneWhoMay(CMS_ContentInfo* cms)
{
    STACK_OF(X509)* signers = CMS_get0_signers(cms);
    const bool good = signers && sk_X509_num(signers) == 1 && maySignDocuments(sk_X509_value(signers, 0));
    sk_X509_free(signers);
    return good;
}

std::optional<PacketState> receiptState(const QString& word)
{
    const auto state = packetStateFrom(word);
    const bool said = state == PacketState::Received || state == PacketState::Processing
        || state == PacketState::Processed || state == PacketState::Rejected
        || state == PacketState::Resubmit;
    return said ? state : std::nullopt;
}

} // namespace

Result<QByteArray> verifySignedByRegistry(const QByteArray& signedDer, const QByteArray& caPem)
{
    if (signedDer.isEmpty() || signedDer.size() > longest)
        return untrusted("signed bytes of an impossible size");
    const auto* at = reinterpret_cast<const unsigned char*>(signedDer.constData());
    const auto* end = at + signedDer.size();
    const CmsPtr cms(d2i_CMS_ContentInfo(nullptr, &at, signedDer.size()));
    if (!cms || at != end || OBJ_obj2nid(CMS_get0_type(cms.get())) != NID_pkcs7_signed)
        return untrusted("not CMS SignedData");
    const CertificatePtr authority = certificateFrom(caPem);
    const StorePtr store(X509_STORE_new());
    if (!authority || X509_STORE_add_cert(store.get(), authority.get()) != 1)
        return untrusted("the pinned CA cannot be read");
    X509_STORE_set_purpose(store.get(), X509_PURPOSE_ANY); // the purpose is our own check below
    const BioPtr content(BIO_new(BIO_s_mem()));
    if (CMS_verify(cms.get(), nullptr, store.get(), nullptr, content.get(), CMS_BINARY) != 1)
        return untrusted("the signature is not the registry's");
    if (!signedByOneWhoMay(cms.get()))
        return untrusted("the signer may not sign receipts");
    char* data = nullptr;
    const long size = BIO_get_mem_data(content.get(), &data);
    return QByteArray(data, size);
}

Result<Receipt> verifyReceipt(
    const QByteArray& signedDer, const QByteArray& caPem, const QueueRow& packet, const QString& stationId)
{
    const auto content = verifySignedByRegistry(signedDer, caPem);
    if (!content)
        return failed(content);
    QJsonParseError error;
    const QJsonObject text = QJsonDocument::fromJson(*content, &error).object();
    if (error.error != QJsonParseError::NoError
        || text.value("type").toString() != QLatin1String("enrollment-receipt")
        || text.value("version").toInt() != 1)
        return untrusted("signed, but no receipt");
    if (text.value("packet_id").toString() != packet.id.text())
        return untrusted("a receipt for another packet");
    if (text.value("station").toString() != stationId)
        return untrusted("a receipt for another station");
    const auto sha256 = QByteArray::fromHex(text.value("sha256").toString().toLatin1());
    const qint64 size = text.value("size").toInteger(-1);
    if (sha256.size() != packet.sha256.size() || size < 0)
        return untrusted("a receipt for no bytes");
    if (sha256 == packet.sha256 && size != packet.size)
        return untrusted("a receipt for a part of the bytes");
    const auto state = receiptState(text.value("state").toString());
    const qint64 seq = text.value("registry_seq").toInteger(0);
    const auto previous = QByteArray::fromHex(text.value("prev_receipt_hash").toString().toLatin1());
    if (!state || seq < 1)
        return untrusted("a receipt that says nothing");
    if (sha256 != packet.sha256)
        return fail(ErrorCode::RegistryRefused, "a receipt for other bytes");
    return Receipt {
        *state, text.value("reason").toString().left(100), seq, packet.sha256, signedDer, previous};
}

} // namespace station
