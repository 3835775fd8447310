#include "app/registry/receipt_signer.h"

#include "app/registry/files.h"
#include "app/registry/openssl_ptr.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>

namespace station {

QByteArray toJson(const ReceiptText& receipt)
{
    const QJsonObject object {{"type", "enrollment-receipt"}, {"version", 1},
        {"packet_id", receipt.packet.text()}, {"sha256", receipt.sha256}, {"size", receipt.size},
        {"station", receipt.station}, {"state", receipt.state}, {"reason", receipt.reason},
        {"registry_seq", receipt.seq},
        {"time", QDateTime::fromMSecsSinceEpoch(toMs(receipt.at), Qt::UTC).toString(Qt::ISODateWithMs)},
        {"prev_receipt_hash", receipt.previous}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

struct ReceiptSigner::Keys {
    CertificatePtr certificate;
    KeyPtr key;
};

ReceiptSigner::ReceiptSigner(std::unique_ptr<Keys> keys)
    : m_keys(std::move(keys))
{
}
ReceiptSigner::~ReceiptSigner() = default;
ReceiptSigner::ReceiptSigner(ReceiptSigner&&) noexcept = default;
ReceiptSigner& ReceiptSigner::operator=(ReceiptSigner&&) noexcept = default;

Result<ReceiptSigner> ReceiptSigner::load(const QDir& directory)
{
    const auto pem = readFile(directory.filePath("receipts.pem"));
    if (!pem)
        return failed(pem);
    const auto keyPem = readFile(directory.filePath("receipts.key"));
    if (!keyPem)
        return failed(keyPem);
    auto keys = std::make_unique<Keys>();
    keys->certificate = certificateFrom(*pem);
    keys->key = keyFrom(*keyPem);
    if (!keys->certificate || !keys->key
        || X509_check_private_key(keys->certificate.get(), keys->key.get()) != 1)
        return fail(ErrorCode::Damaged, "receipts.pem and receipts.key do not belong together");
    return ReceiptSigner(std::move(keys));
}

Result<QByteArray> ReceiptSigner::sign(const QByteArray& content) const
{
    const CmsPtr cms(CMS_sign(m_keys->certificate.get(), m_keys->key.get(), nullptr, bioOver(content).get(),
        CMS_BINARY | CMS_NOSMIMECAP));
    const BioPtr out(BIO_new(BIO_s_mem()));
    if (!cms || i2d_CMS_bio(out.get(), cms.get()) != 1)
        return fail(ErrorCode::StorageFailed, opensslReason("signing a receipt"));
    return bytesOf(out.get());
}

} // namespace station
