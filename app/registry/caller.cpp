#include "app/registry/caller.h"

#include "app/registry/authority.h"
#include "app/registry/authority_parts.h"
#include "app/registry/openssl_ptr.h"
#include "app/registry/revocations.h"
#include "core/base/log.h"

#include <QFile>

#include <mutex>
#include <set>

namespace station {
namespace {

using StorePtr = std::unique_ptr<X509_STORE, OpenSslFree<X509_STORE_free>>;
using StoreContextPtr = std::unique_ptr<X509_STORE_CTX, OpenSslFree<X509_STORE_CTX_free>>;

QString stationName(const X509* certificate)
{
    const QString name = certificate ? commonNameOf(X509_get_subject_name(certificate)) : QString();
    return isStationName(name) ? name : QString();
}

} // namespace

struct CallerCheck::Store {
    StorePtr store;
    Revocations revocations;
    const Clock& clock;
    QDir directory;
    std::mutex mutex;
    std::set<QByteArray> met; ///< serial numbers of certificates that are in issued/

    void meet(X509* certificate, const QByteArray& serial)
    {
        const std::lock_guard lock(mutex);
        if (!met.insert(serial).second)
            return;
        if (const Status kept = rememberIssued(directory, certificate); !kept)
            LogLine("issued").with(kept.error()).warning(logRegistry());
    }
};

CallerCheck::CallerCheck(std::unique_ptr<Store> store)
    : m_store(std::move(store))
{
}
CallerCheck::~CallerCheck() = default;
CallerCheck::CallerCheck(CallerCheck&&) noexcept = default;
CallerCheck& CallerCheck::operator=(CallerCheck&&) noexcept = default;

Result<CallerCheck> CallerCheck::load(const QDir& directory, const Clock& clock)
{
    const QString caPath = directory.absoluteFilePath(QStringLiteral("ca.pem"));
    std::unique_ptr<Store> store(new Store {StorePtr(X509_STORE_new()),
        Revocations(directory.absoluteFilePath(QStringLiteral("crl.pem"))), clock, directory, {}, {}});
    if (const Status known = store->revocations.load(); !known)
        return failed(known);
    if (X509_STORE_load_file(store->store.get(), QFile::encodeName(caPath).constData()) != 1)
        return fail(ErrorCode::InvalidInput, opensslReason("ca.pem"));
    X509_STORE_set_purpose(store->store.get(), X509_PURPOSE_SSL_CLIENT);
    return CallerCheck(std::move(store));
}

QString CallerCheck::stationOf(const SSL* tls)
{
    const CertificatePtr peer(tls ? SSL_get1_peer_certificate(tls) : nullptr);
    return stationName(peer.get());
}

bool CallerCheck::isRevoked(const QByteArray& serial) const { return m_store->revocations.isRevoked(serial); }

/// Of a certificate whose chain has been verified.
Caller CallerCheck::judge(X509* certificate) const
{
    const QString station = stationName(certificate);
    if (station.isEmpty())
        return {};
    std::time_t now = static_cast<std::time_t>(toMs(m_store->clock.now()) / 1000);
    const QByteArray serial = serialOf(X509_get0_serialNumber(certificate));
    m_store->meet(certificate, serial);
    if (m_store->revocations.isRevoked(serial))
        return {Caller::Fault::Revoked, station};
    if (X509_cmp_time(X509_get0_notAfter(certificate), &now) < 0)
        return {Caller::Fault::Expired, station};
    return {Caller::Fault::None, station};
}

Caller CallerCheck::callerOf(const SSL* tls) const
{
    const CertificatePtr peer(tls ? SSL_get1_peer_certificate(tls) : nullptr);
    return peer ? judge(peer.get()) : Caller {};
}

Caller CallerCheck::callerOf(const std::string& verify, const std::string& escapedCertificate) const
{
    const bool passed = verify == "SUCCESS";
    if (!passed && !verify.starts_with("FAILED:"))
        return {};
    const CertificatePtr peer
        = certificateFrom(QByteArray::fromPercentEncoding(QByteArray::fromStdString(escapedCertificate)));
    const StoreContextPtr context(X509_STORE_CTX_new());
    if (!peer || X509_STORE_CTX_init(context.get(), m_store->store.get(), peer.get(), nullptr) != 1)
        return {};
    const bool good = X509_verify_cert(context.get()) == 1;
    const bool ended = !good && X509_STORE_CTX_get_error(context.get()) == X509_V_ERR_CERT_HAS_EXPIRED;
    ERR_clear_error();
    if (!good && !ended)
        return {};
    const Caller caller = judge(peer.get());
    if (caller.fault == Caller::Fault::None && (!passed || ended))
        return ended ? Caller {Caller::Fault::Expired, caller.station} : Caller {};
    return caller;
}

} // namespace station
