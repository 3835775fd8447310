#pragma once

#include "app/registry/bundle_desk.h"
#include "app/registry/caller.h"
#include "app/registry/processor.h"
#include "app/registry/receiver.h"

#include <QDir>

#include <memory>

namespace station {

/// One registry directory, opened: database, blobs, keys and the use cases over them.
class RegistrySite {
public:
    /// `database`: empty for D/registry.db, else as parseDatabaseAddress(). Makes missing tables.
    /// Errors: NotFound when D is no registry, InvalidInput, StorageFailed, Damaged.
    [[nodiscard]] static Result<std::unique_ptr<RegistrySite>> open(
        const QDir& directory, const QString& database, const Limits& limits, const Clock& clock);

    [[nodiscard]] const QDir& directory() const { return m_directory; }
    [[nodiscard]] SqlDatabase& database() { return m_database; }
    [[nodiscard]] BlobStore& blobs() { return *m_blobs; }
    [[nodiscard]] const ReceiptSigner& signer() const { return m_signer; }
    [[nodiscard]] const CallerCheck& callers() const { return m_callers; }
    [[nodiscard]] Receiver& receiver() { return m_receiver; }
    [[nodiscard]] BundleDesk& bundles() { return m_bundles; }
    [[nodiscard]] const Clock& clock() const { return m_clock; }
    /// Opens packets with registry.pem and registry.key, and trusts stations of ca.pem.
    [[nodiscard]] Result<PacketOpener> opener() const;
    /// The signed list for .well-known.
    [[nodiscard]] Result<QByteArray> certificates() const;

private:
    RegistrySite(const QDir& directory, DatabaseAddress address, std::unique_ptr<BlobStore> blobs,
        ReceiptSigner signer, CallerCheck callers, BundleOpener opener, const Limits& limits,
        const Clock& clock);

    QDir m_directory;
    SqlDatabase m_database;
    std::unique_ptr<BlobStore> m_blobs;
    ReceiptSigner m_signer;
    CallerCheck m_callers;
    const Clock& m_clock;
    Receiver m_receiver;
    BundleDesk m_bundles;
};

} // namespace station
