#include "core/enroll/openssl_ptr.h"
#include "core/enroll/packet.h"
#include "core/enroll/packet_shape.h"
#include "core/enroll/packet_zip.h"
#include "core/enroll/signed_document.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>

#include <openssl/crypto.h>

#include <algorithm>

namespace station {
namespace {

// 3.0.22: earlier releases hand out what a tampered packet decrypts to before its tag is checked.
constexpr unsigned long firstSafeOpenSsl = 0x30000160UL;

tl::unexpected<Error> damaged(const char* why)
{
    return fail(ErrorCode::Damaged, std::string("packet: ") + why);
}

OpenSslPtr<CMS_ContentInfo> cmsFrom(const QByteArray& der, int type)
{
    const auto data = bioOf(der);
    OpenSslPtr<CMS_ContentInfo> cms(d2i_CMS_bio(data.get(), nullptr));
    const bool whole = cms && BIO_pending(data.get()) == 0 && OBJ_obj2nid(CMS_get0_type(cms.get())) == type;
    return whole ? std::move(cms) : nullptr;
}

/// DER has one spelling for everything; what OpenSSL reads in another one would be a second packet of the
/// same content.
bool isDer(CMS_ContentInfo* cms, const QByteArray& sealed)
{
    const auto again = emptyBio();
    return i2d_CMS_bio(again.get(), cms) == 1 && bytesOf(again.get()) == sealed;
}

Result<QByteArray> decrypted(const QByteArray& sealed, X509* certificate, EVP_PKEY* key)
{
    const auto cms = cmsFrom(sealed, NID_id_smime_ct_authEnvelopedData);
    if (!cms || sk_CMS_RecipientInfo_num(CMS_get0_RecipientInfos(cms.get())) != 1 || !isDer(cms.get(), sealed)
        || !hasPacketShape(sealed, certificate))
        return damaged("this is no sealed packet, or it is torn");
    const auto out = emptyBio();
    // Nothing of `out` is looked at unless the tag held.
    if (CMS_decrypt(cms.get(), key, certificate, nullptr, out.get(), CMS_BINARY) != 1)
        return damaged(
            ("it was changed, or it is sealed to somebody else (" + opensslReason() + ")").c_str());
    return bytesOf(out.get());
}

Result<QJsonObject> manifestOf(const std::vector<PacketFile>& files)
{
    if (files.empty() || files.front().name != QLatin1String("manifest.json"))
        return damaged("manifest.json is not its first file");
    QJsonParseError problem;
    const auto document = QJsonDocument::fromJson(files.front().bytes, &problem);
    if (problem.error != QJsonParseError::NoError || !document.isObject())
        return damaged("manifest.json is no JSON object");
    const QJsonObject manifest = document.object();
    if (manifest.value(QLatin1String("format")).toString() != QLatin1String("enrollment-packet"))
        return damaged("manifest.json names another format");
    if (manifest.value(QLatin1String("version")).toInt() != packetVersion)
        return fail(ErrorCode::InvalidInput, "packet: a version that this release does not know");
    return manifest;
}

/// Checks every file against the list and fills in its media type.
Status checkFiles(std::vector<PacketFile>& files, const QJsonArray& list)
{
    if (list.size() != static_cast<qsizetype>(files.size()) - 1)
        return damaged("a file is missing or extra");
    QMap<QString, QJsonObject> listed;
    for (const QJsonValue& value : list)
        listed.insert(value[QLatin1String("name")].toString(), value.toObject());
    files.front().mediaType = QStringLiteral("application/json");
    for (auto file = files.begin() + 1; file != files.end(); ++file) {
        const auto entry = listed.find(file->name);
        if (entry == listed.end())
            return damaged("a file is missing or extra");
        const QByteArray hash = QCryptographicHash::hash(file->bytes, QCryptographicHash::Sha256).toHex();
        if (entry->value(QLatin1String("sha256")).toString().toLatin1() != hash
            || entry->value(QLatin1String("size")).toInteger(-1) != file->bytes.size())
            return damaged(("the hash of " + file->name.toStdString() + " does not hold").c_str());
        file->mediaType = entry->value(QLatin1String("mediaType")).toString();
        listed.erase(entry);
    }
    return {};
}

Result<OpenedPacket> opened(const SignedDocument& content, const X509* recipient)
{
    auto files = unzip(content.content, largestPacket);
    if (!files)
        return failed(files);
    const auto manifest = manifestOf(*files);
    if (!manifest)
        return failed(manifest);
    if (const Status holds = checkFiles(*files, manifest->value(QLatin1String("files")).toArray()); !holds)
        return failed(holds);
    const QString forWhom = QStringLiteral("sha256:") + QString::fromLatin1(fingerprintOf(recipient).toHex());
    if (manifest->value(QLatin1String("recipient")).toString() != forWhom)
        return damaged("it was made for another registry");
    if ((*manifest)[QLatin1String("station")][QLatin1String("id")].toString() != content.stationId)
        return damaged("it names another station than the one that signed");
    const PacketId id = PacketId::parse(manifest->value(QLatin1String("packetId")).toString());
    if (id.isNull())
        return damaged("it has no id");
    return OpenedPacket {id, content.stationId, std::move(*files)};
}

} // namespace

Result<OpenedPacket> openPacket(const QByteArray& sealed, const QByteArray& recipientCertPem,
    const QByteArray& recipientKeyPem, const QByteArray& caPem)
{
    if (OpenSSL_version_num() < firstSafeOpenSsl)
        return fail(ErrorCode::InvalidInput, "OpenSSL 3.0.22 or newer is needed to open packets safely");
    const auto certificate = certificateFrom(recipientCertPem);
    if (!certificate)
        return fail(ErrorCode::InvalidInput, "the registry's certificate cannot be read");
    const auto key = privateKeyFrom(recipientKeyPem);
    if (!key || X509_check_private_key(certificate.get(), key.get()) != 1)
        return fail(ErrorCode::InvalidInput, "the registry's key cannot be read or is not the certificate's");
    return decrypted(sealed, certificate.get(), key.get())
        .and_then([&](const QByteArray& content) { return openDocument(content, caPem); })
        .and_then([&](const SignedDocument& content) { return opened(content, certificate.get()); });
}

} // namespace station
