#include "core/enroll/openssl_ptr.h"

#include <openssl/err.h>
#include <openssl/pem.h>

namespace station {
namespace {

/// A key with a passphrase is refused instead of asking the terminal for it.
int noPassphrase(char*, int, int, void*) { return 0; }

} // namespace

OpenSslPtr<BIO> bioOf(const QByteArray& bytes)
{
    return OpenSslPtr<BIO>(BIO_new_mem_buf(bytes.constData(), static_cast<int>(bytes.size())));
}

OpenSslPtr<BIO> emptyBio() { return OpenSslPtr<BIO>(BIO_new(BIO_s_mem())); }

QByteArray bytesOf(BIO* memory)
{
    char* at = nullptr;
    const long size = BIO_get_mem_data(memory, &at);
    return QByteArray(at, static_cast<qsizetype>(size));
}

OpenSslPtr<X509> certificateFrom(const QByteArray& pem)
{
    return OpenSslPtr<X509>(PEM_read_bio_X509(bioOf(pem).get(), nullptr, noPassphrase, nullptr));
}

OpenSslPtr<EVP_PKEY> privateKeyFrom(const QByteArray& pem)
{
    return OpenSslPtr<EVP_PKEY>(PEM_read_bio_PrivateKey(bioOf(pem).get(), nullptr, noPassphrase, nullptr));
}

OpenSslPtr<X509_STORE> storeOf(const QByteArray& caPem)
{
    OpenSslPtr<X509_STORE> store(X509_STORE_new());
    const auto text = bioOf(caPem);
    int found = 0;
    while (OpenSslPtr<X509> ca {PEM_read_bio_X509(text.get(), nullptr, noPassphrase, nullptr)}) {
        X509_STORE_add_cert(store.get(), ca.get());
        ++found;
    }
    ERR_clear_error(); // the end of the text counts as an error
    if (found == 0)
        return nullptr;
    X509_STORE_set_flags(store.get(), X509_V_FLAG_NO_CHECK_TIME);
    X509_STORE_set_purpose(store.get(), X509_PURPOSE_ANY);
    return store;
}

QByteArray commonNameOf(const X509* certificate)
{
    const X509_NAME* subject = X509_get_subject_name(certificate);
    const int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
    if (at < 0)
        return {};
    unsigned char* text = nullptr;
    const int length = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)));
    if (length < 0)
        return {};
    const QByteArray name(reinterpret_cast<const char*>(text), length);
    OPENSSL_free(text);
    return name;
}

QByteArray fingerprintOf(const X509* certificate)
{
    QByteArray digest(EVP_MAX_MD_SIZE, '\0');
    unsigned int size = 0;
    if (X509_digest(certificate, EVP_sha256(), reinterpret_cast<unsigned char*>(digest.data()), &size) != 1)
        return {};
    digest.truncate(static_cast<qsizetype>(size));
    return digest;
}

std::string opensslReason()
{
    const unsigned long code = ERR_peek_last_error();
    ERR_clear_error();
    const char* reason = ERR_reason_error_string(code);
    return reason != nullptr ? reason : "unknown reason";
}

} // namespace station
