#include "app/registry/registry_site.h"

#include "app/registry/api_json.h"
#include "app/registry/files.h"

namespace station {

RegistrySite::RegistrySite(const QDir& directory, DatabaseAddress address, std::unique_ptr<BlobStore> blobs,
    ReceiptSigner signer, CallerCheck callers, BundleOpener opener, const Limits& limits, const Clock& clock)
    : m_directory(directory)
    , m_database(std::move(address))
    , m_blobs(std::move(blobs))
    , m_signer(std::move(signer))
    , m_callers(std::move(callers))
    , m_clock(clock)
    , m_receiver(m_database, *m_blobs, m_signer, clock, limits)
    , m_bundles(
          m_database, std::move(opener),
          [this](const QByteArray& serial) { return m_callers.isRevoked(serial); }, clock, limits)
{
}

Result<std::unique_ptr<RegistrySite>> RegistrySite::open(
    const QDir& directory, const QString& database, const Limits& limits, const Clock& clock)
{
    if (!QFileInfo::exists(directory.filePath("ca.pem")))
        return fail(
            ErrorCode::NotFound, "no registry in " + directory.path().toStdString() + ": run init first");
    auto address
        = parseDatabaseAddress(database.isEmpty() ? directory.absoluteFilePath("registry.db") : database);
    if (!address)
        return failed(address);
    auto blobs = openDiskBlobs(directory.absolutePath());
    if (!blobs)
        return failed(blobs);
    auto signer = ReceiptSigner::load(directory);
    if (!signer)
        return failed(signer);
    auto callers = CallerCheck::load(directory, clock);
    if (!callers)
        return failed(callers);
    const auto ca = readFile(directory.filePath("ca.pem"));
    if (!ca)
        return failed(ca);
    std::unique_ptr<RegistrySite> site(new RegistrySite(
        directory, std::move(*address), std::move(*blobs), std::move(*signer), std::move(*callers),
        [ca = *ca](const QByteArray& signedDer) { return openBundle(signedDer, ca); }, limits, clock));
    for (const auto& create : {packets::createTables, bundles::createTables}) {
        if (auto made = site->m_database.transaction(create); !made)
            return failed(made);
    }
    return site;
}

Result<PacketOpener> RegistrySite::opener() const
{
    const auto certificate = readFile(m_directory.filePath("registry.pem"));
    if (!certificate)
        return failed(certificate);
    const auto key = readFile(m_directory.filePath("registry.key"));
    if (!key)
        return failed(key);
    const auto ca = readFile(m_directory.filePath("ca.pem"));
    if (!ca)
        return failed(ca);
    PacketOpener open = [certificate = *certificate, key = *key, ca = *ca](
                            const QByteArray& sealed) { return openPacket(sealed, certificate, key, ca); };
    // No packet is Damaged. Anything else is our own trouble (keys, an old OpenSSL), and must not reject
    // anybody's.
    if (const auto tried = open({}); !tried && tried.error().code != ErrorCode::Damaged)
        return failed(tried);
    return open;
}

Result<QByteArray> RegistrySite::certificates() const
{
    const auto recipient = readFile(m_directory.filePath("registry.pem"));
    if (!recipient)
        return failed(recipient);
    const auto receipts = readFile(m_directory.filePath("receipts.pem"));
    if (!receipts)
        return failed(receipts);
    return m_signer.sign(certificateList(*recipient, *receipts));
}

} // namespace station
