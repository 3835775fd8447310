#include "app/registry/caller.h"

#include "app/registry/authority.h"
#include "app/registry/openssl_ptr.h"

#include <QFile>

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
};

CallerCheck::CallerCheck(std::unique_ptr<Store> store)
    : m_store(std::move(store))
{
}
CallerCheck::~CallerCheck() = default;
CallerCheck::CallerCheck(CallerCheck&&) noexcept = default;
CallerCheck& CallerCheck::operator=(CallerCheck&&) noexcept = default;

Result<CallerCheck> CallerCheck::load(const QString& caPath)
{
    auto store = std::make_unique<Store>();
    store->store.reset(X509_STORE_new());
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

QString CallerCheck::stationOf(const std::string& verify, const std::string& escapedCertificate) const
{
    if (verify != "SUCCESS")
        return {};
    const CertificatePtr peer
        = certificateFrom(QByteArray::fromPercentEncoding(QByteArray::fromStdString(escapedCertificate)));
    const StoreContextPtr context(X509_STORE_CTX_new());
    const bool good = peer
        && X509_STORE_CTX_init(context.get(), m_store->store.get(), peer.get(), nullptr) == 1
        && X509_verify_cert(context.get()) == 1;
    ERR_clear_error();
    return good ? stationName(peer.get()) : QString();
}

} // namespace station
