#pragma once

#include "core/base/result.h"

#include <QByteArray>

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>

namespace station {

template<auto Free>
struct OpenSslFree {
    template<class T>
    void operator()(T* pointer) const
    {
        Free(pointer);
    }
};

using BioPtr = std::unique_ptr<BIO, OpenSslFree<BIO_free_all>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, OpenSslFree<EVP_PKEY_free>>;
using CertificatePtr = std::unique_ptr<X509, OpenSslFree<X509_free>>;
using RequestPtr = std::unique_ptr<X509_REQ, OpenSslFree<X509_REQ_free>>;
using RevocationListPtr = std::unique_ptr<X509_CRL, OpenSslFree<X509_CRL_free>>;
using CmsPtr = std::unique_ptr<CMS_ContentInfo, OpenSslFree<CMS_ContentInfo_free>>;

/// OpenSSL's own words for the last failure on this thread.
[[nodiscard]] inline std::string opensslReason(const char* what)
{
    char text[200] = "";
    ERR_error_string_n(ERR_peek_last_error(), text, sizeof text);
    ERR_clear_error();
    return std::string(what) + ": " + text;
}

[[nodiscard]] inline BioPtr bioOver(const QByteArray& bytes)
{
    return BioPtr(BIO_new_mem_buf(bytes.constData(), static_cast<int>(bytes.size())));
}

[[nodiscard]] inline QByteArray bytesOf(BIO* bio)
{
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return size > 0 ? QByteArray(data, size) : QByteArray();
}

[[nodiscard]] inline CertificatePtr certificateFrom(const QByteArray& pem)
{
    return CertificatePtr(PEM_read_bio_X509(bioOver(pem).get(), nullptr, nullptr, nullptr));
}

[[nodiscard]] inline KeyPtr keyFrom(const QByteArray& pem)
{
    return KeyPtr(PEM_read_bio_PrivateKey(bioOver(pem).get(), nullptr, nullptr, nullptr));
}

/// Upper-case hex, as `openssl x509 -serial` prints it.
[[nodiscard]] inline QByteArray serialOf(const ASN1_INTEGER* serial)
{
    BIGNUM* number = ASN1_INTEGER_to_BN(serial, nullptr);
    char* hex = number ? BN_bn2hex(number) : nullptr;
    const QByteArray text(hex);
    OPENSSL_free(hex);
    BN_free(number);
    return text;
}

using SerialPtr = std::unique_ptr<ASN1_INTEGER, OpenSslFree<ASN1_INTEGER_free>>;

/// Null when the text is no number in hex.
[[nodiscard]] inline SerialPtr serialFrom(const QByteArray& hex)
{
    BIGNUM* number = nullptr;
    const bool whole = !hex.isEmpty() && BN_hex2bn(&number, hex.constData()) == hex.size();
    SerialPtr serial(whole ? BN_to_ASN1_INTEGER(number, nullptr) : nullptr);
    BN_free(number);
    return serial;
}

/// The subject's only common name, or nothing. A name with a NUL byte in it is nothing.
[[nodiscard]] QString commonNameOf(const X509_NAME* subject);

} // namespace station
