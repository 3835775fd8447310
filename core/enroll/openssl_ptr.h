#pragma once

#include <QByteArray>

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

namespace station {

// Owners for what OpenSSL hands out.

struct OpenSslFree {
    void operator()(BIO* p) const { BIO_free_all(p); }
    void operator()(CMS_ContentInfo* p) const { CMS_ContentInfo_free(p); }
    void operator()(EVP_PKEY* p) const { EVP_PKEY_free(p); }
    void operator()(X509* p) const { X509_free(p); }
    void operator()(BIGNUM* p) const { BN_free(p); }
    void operator()(X509_REQ* p) const { X509_REQ_free(p); }
    void operator()(X509_STORE* p) const { X509_STORE_free(p); }
    void operator()(X509_STORE_CTX* p) const { X509_STORE_CTX_free(p); }
    void operator()(STACK_OF(X509) * p) const { sk_X509_free(p); }
};
template<class T>
using OpenSslPtr = std::unique_ptr<T, OpenSslFree>;

/// Reads `bytes` without copying: they must outlive it.
[[nodiscard]] OpenSslPtr<BIO> bioOf(const QByteArray& bytes);
[[nodiscard]] OpenSslPtr<BIO> emptyBio();
[[nodiscard]] QByteArray bytesOf(BIO* memory);

/// Null when the text holds none.
[[nodiscard]] OpenSslPtr<X509> certificateFrom(const QByteArray& pem);
[[nodiscard]] OpenSslPtr<EVP_PKEY> privateKeyFrom(const QByteArray& pem);
/// Trusts every certificate in `caPem` and nothing else. Null when there is none. Expiry is not judged: see
/// identity.h.
[[nodiscard]] OpenSslPtr<X509_STORE> storeOf(const QByteArray& caPem);

[[nodiscard]] QByteArray commonNameOf(const X509* certificate);
/// SHA-256 of the DER, 32 bytes.
[[nodiscard]] QByteArray fingerprintOf(const X509* certificate);

/// What OpenSSL says went wrong last; empties its queue.
[[nodiscard]] std::string opensslReason();

} // namespace station
