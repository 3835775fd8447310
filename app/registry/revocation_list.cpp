#include "app/registry/authority.h"
#include "app/registry/authority_parts.h"
#include "app/registry/files.h"

#include <algorithm>
#include <vector>

namespace station {
namespace {

constexpr long listDays = 3650; // a list that has ended would shut every station out behind a proxy
constexpr long day = 24 * 60 * 60;

RevocationListPtr readList(const QDir& directory)
{
    constexpr qint64 largest = 64 << 20;
    const auto pem = readFile(directory.filePath("crl.pem"), largest);
    return RevocationListPtr(
        pem ? PEM_read_bio_X509_CRL(bioOver(*pem).get(), nullptr, nullptr, nullptr) : nullptr);
}

/// Rises with each list (RFC 5280 §5.2.3).
bool setNumber(X509_CRL* list, const X509_CRL* before)
{
    ASN1_INTEGER* number = before
        ? static_cast<ASN1_INTEGER*>(X509_CRL_get_ext_d2i(before, NID_crl_number, nullptr, nullptr))
        : nullptr;
    const long next = number ? ASN1_INTEGER_get(number) + 1 : 1;
    ASN1_INTEGER_free(number);
    ASN1_INTEGER* mine = ASN1_INTEGER_new();
    const bool done = ASN1_INTEGER_set(mine, next) == 1
        && X509_CRL_add1_ext_i2d(list, NID_crl_number, mine, 0, X509V3_ADD_REPLACE) == 1;
    ASN1_INTEGER_free(mine);
    return done;
}

/// Those of the list before, and these.
Status writeList(const QDir& directory, const Authority& authority, const X509_CRL* before,
    const std::vector<SerialPtr>& more)
{
    const RevocationListPtr list(X509_CRL_new());
    ASN1_TIME* now = X509_gmtime_adj(nullptr, 0);
    ASN1_TIME* end = X509_gmtime_adj(nullptr, listDays * day);
    bool made = X509_CRL_set_version(list.get(), X509_CRL_VERSION_2) == 1
        && X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(authority.certificate.get())) == 1
        && X509_CRL_set1_lastUpdate(list.get(), now) == 1 && X509_CRL_set1_nextUpdate(list.get(), end) == 1
        && setNumber(list.get(), before);
    STACK_OF(X509_REVOKED)* old = before ? X509_CRL_get_REVOKED(const_cast<X509_CRL*>(before)) : nullptr;
    for (int i = 0; made && i < sk_X509_REVOKED_num(old); ++i)
        made = X509_CRL_add0_revoked(list.get(), X509_REVOKED_dup(sk_X509_REVOKED_value(old, i))) == 1;
    for (const SerialPtr& serial : more) {
        X509_REVOKED* revoked = X509_REVOKED_new();
        made = made && X509_REVOKED_set_serialNumber(revoked, serial.get()) == 1
            && X509_REVOKED_set_revocationDate(revoked, now) == 1
            && X509_CRL_add0_revoked(list.get(), revoked) == 1;
    }
    ASN1_TIME_free(now);
    ASN1_TIME_free(end);
    X509_CRL_sort(list.get());
    made = made && X509_CRL_sign(list.get(), authority.key.get(), EVP_sha256()) > 0;
    const BioPtr pem(BIO_new(BIO_s_mem()));
    if (!made || PEM_write_bio_X509_CRL(pem.get(), list.get()) != 1)
        return fail(ErrorCode::StorageFailed, opensslReason("crl.pem"));
    return writeFile(directory.filePath("crl.pem"), bytesOf(pem.get())).and_then([&] {
        return writeFile(directory.filePath("crl.made"), {});
    });
}

bool isListed(X509_CRL* list, ASN1_INTEGER* serial)
{
    X509_REVOKED* found = nullptr;
    return list && X509_CRL_get0_by_serial(list, &found, serial) != 0;
}

/// The list that another is to follow: none when there never was one.
Result<RevocationListPtr> listBefore(const QDir& directory)
{
    RevocationListPtr before = readList(directory);
    if (!before && QFileInfo::exists(directory.filePath("crl.pem")))
        return fail(ErrorCode::Damaged, "crl.pem cannot be read: nothing was changed");
    if (!before && QFileInfo::exists(directory.filePath("crl.made")))
        return fail(ErrorCode::Damaged, "crl.pem is missing, and who was revoked with it: put it back");
    return before;
}

/// Every certificate in issued/ of that common name.
Result<std::vector<CertificatePtr>> issuedTo(const QDir& directory, const QString& name)
{
    std::vector<CertificatePtr> found;
    const QDir issued(directory.filePath("issued"));
    for (const QString& file : issued.entryList({"*.pem"}, QDir::Files)) {
        const auto pem = readFile(issued.filePath(file));
        if (!pem)
            return failed(pem);
        CertificatePtr certificate = certificateFrom(*pem);
        if (certificate && commonNameOf(X509_get_subject_name(certificate.get())) == name)
            found.push_back(std::move(certificate));
    }
    return found;
}

/// Those of them that are not on the list yet.
Result<int> addToList(const QDir& directory, const std::vector<SerialPtr>& serials)
{
    const auto authority = loadAuthority(directory);
    if (!authority)
        return failed(authority);
    const auto before = listBefore(directory);
    if (!before)
        return failed(before);
    std::vector<SerialPtr> fresh;
    for (const SerialPtr& serial : serials)
        if (!isListed(before->get(), serial.get()))
            fresh.emplace_back(ASN1_INTEGER_dup(serial.get()));
    const int count = static_cast<int>(fresh.size());
    return writeList(directory, *authority, before->get(), fresh).map([count] { return count; });
}

QString issuedPath(const QDir& directory, const QByteArray& serial)
{
    return directory.absoluteFilePath("issued/" + QString::fromLatin1(serial) + ".pem");
}

} // namespace

Status rememberIssued(const QDir& directory, X509* certificate)
{
    const QString path = issuedPath(directory, serialOf(X509_get0_serialNumber(certificate)));
    if (QFileInfo::exists(path))
        return {};
    const BioPtr pem(BIO_new(BIO_s_mem()));
    if (PEM_write_bio_X509(pem.get(), certificate) != 1)
        return fail(ErrorCode::StorageFailed, opensslReason("certificate"));
    return makeDirectory(QFileInfo(path).path()).and_then([&] {
        return writeFile(path, bytesOf(pem.get()));
    });
}

bool isTaken(const QDir& directory, const QString& name)
{
    const auto issued = issuedTo(directory, name);
    return !issued || !issued->empty();
}

Status initRevocationList(const QDir& directory, const Authority& authority)
{
    return writeList(directory, authority, nullptr, {});
}

Result<int> revokeStation(const QDir& directory, const QString& name)
{
    const auto issued = issuedTo(directory, name);
    if (!issued)
        return failed(issued);
    if (issued->empty())
        return fail(ErrorCode::NotFound,
            "no certificate of " + name.toStdString()
                + " is known here, as it has not called yet: revoke it by --certificate or --serial");
    std::vector<SerialPtr> serials;
    for (const CertificatePtr& certificate : *issued)
        serials.emplace_back(ASN1_INTEGER_dup(X509_get0_serialNumber(certificate.get())));
    return addToList(directory, serials);
}

Result<int> revokeSerial(const QDir& directory, const QByteArray& serial)
{
    std::vector<SerialPtr> serials;
    serials.push_back(serialFrom(serial));
    if (!serials.front())
        return fail(ErrorCode::InvalidInput, "a certificate's serial number is written in hex digits");
    return addToList(directory, serials);
}

Result<QByteArray> serialOfOwn(const QDir& directory, const QByteArray& certificatePem)
{
    const auto authority = loadAuthority(directory);
    if (!authority)
        return failed(authority);
    const CertificatePtr certificate = certificateFrom(certificatePem);
    const bool ours = certificate && X509_verify(certificate.get(), authority->key.get()) == 1;
    ERR_clear_error();
    if (!ours)
        return fail(ErrorCode::InvalidInput, "this registry has issued no such certificate");
    return rememberIssued(directory, certificate.get()).map([&] {
        return serialOf(X509_get0_serialNumber(certificate.get()));
    });
}

QString stationOfSerial(const QDir& directory, const QByteArray& serial)
{
    const SerialPtr number = serialFrom(serial);
    const auto pem = number ? readFile(issuedPath(directory, serialOf(number.get()))) : QByteArray();
    const CertificatePtr certificate = pem ? certificateFrom(*pem) : CertificatePtr();
    return certificate ? commonNameOf(X509_get_subject_name(certificate.get())) : QString();
}

bool hasCertificate(const QDir& directory, const QString& name)
{
    const RevocationListPtr list = readList(directory);
    const auto issued = issuedTo(directory, name);
    return issued && std::any_of(issued->begin(), issued->end(), [&](const CertificatePtr& certificate) {
        return !isListed(list.get(), X509_get_serialNumber(certificate.get()))
            && X509_cmp_current_time(X509_get0_notAfter(certificate.get())) > 0;
    });
}

} // namespace station
