#pragma once

#include "core/base/result.h"

#include <QDir>
#include <QString>
#include <QStringList>

namespace station {

/// The certificate authority of a demo, a test site or one small box. A ministry brings its own and only
/// needs certificates with the same marks.
///
/// The registry's directory D:
///   ca.pem         ca.key         P-256; signs everything below, kept apart in production
///   tls.pem        tls.key        the HTTPS server; extended key usage serverAuth, names 127.0.0.1,
///                                 localhost and `hosts`
///   registry.pem   registry.key   packets are sealed to it; key usage keyAgreement.
///                                 `openssl cms -decrypt -recip registry.pem -inkey registry.key` opens one
///   receipts.pem   receipts.key   signs receipts and the certificate list; extended key usage
///   documentSigning
///                                 (RFC 9336). A station's certificate has no such mark, so no station can
///                                 sign a receipt
///   crl.pem        certificates that were revoked (RFC 5280); the registry reads it again when it changes,
///   and
///                  nginx may (ssl_crl, then a reload)
///   crl.made       there is a list: without it the registry does not start (revocations.h)
///   issued/        every station certificate by its serial number: those issued here, and those of an
///   earlier
///                  release once their stations have called
///   audit.jsonl    what administrators did, see audit_log.h
///   registry.db    the state, unless --database names a PostgreSQL
///   uploads/       half packets;  blobs/ab/cd/  whole ones
///
/// Station certificates: common name = station id, extended key usage clientAuth and emailProtection, so that
/// the stock `openssl cms -verify -CAfile ca.pem` accepts the packets they sign.
/// Keys are written with mode 0600, directories with 0700.
/// Errors: InvalidInput (wrong name, wrong request, already there), StorageFailed.

/// Makes D. `hosts`: further names or addresses of the HTTPS server. Errors: InvalidInput for a host that is
/// neither, and when D holds an authority already. Cut off half-way, it may be run again.
[[nodiscard]] Status initRegistry(const QDir& directory, const QStringList& hosts = {});

/// Writes out/{station.pem,station.key,registry.pem,ca.pem}. `name`: 1 to 64 letters, digits, '.', '_' or
/// '-'.
/// Also for a station that has a certificate already: the old one stays good until it ends or is revoked.
/// `renew`: `out` may hold the old one, which is replaced, key and all.
[[nodiscard]] Status issueStation(
    const QDir& directory, const QString& name, const QDir& out, bool renew = false);

/// Puts every certificate of that station that is in issued/ on crl.pem. Returns how many there were that
/// were not on it. Errors: NotFound when there is none; Damaged when there was a list and it is gone.
[[nodiscard]] Result<int> revokeStation(const QDir& directory, const QString& name);

/// The same with one certificate, of which only the number is known. Upper- or lower-case hex, as
/// `openssl x509 -serial` prints it. Returns 0 when it was on the list. Errors: InvalidInput, Damaged.
[[nodiscard]] Result<int> revokeSerial(const QDir& directory, const QByteArray& serial);
/// The number of a certificate (PEM) that this registry's CA has issued, which is remembered in issued/ from
/// now on. Errors: InvalidInput.
[[nodiscard]] Result<QByteArray> serialOfOwn(const QDir& directory, const QByteArray& certificatePem);
/// Whose certificate that is, as far as issued/ knows; empty when it does not.
[[nodiscard]] QString stationOfSerial(const QDir& directory, const QByteArray& serial);
/// False when every certificate of that station in issued/ is revoked or has ended.
[[nodiscard]] bool hasCertificate(const QDir& directory, const QString& name);

/// Signs a station's own certificate request (PEM), so that its key never travels. Returns the certificate,
/// PEM. `renew`: the station may have had one already, revoked or not; without it a taken name is refused,
/// since whoever made the request chose it. Errors: InvalidInput when the request is torn, not signed by its
/// own key, for a taken name, or its key is not P-256.
[[nodiscard]] Result<QByteArray> signRequest(
    const QDir& directory, const QByteArray& requestPem, bool renew = false);
/// The station that a request is for; empty when it cannot be read.
[[nodiscard]] QString stationInRequest(const QByteArray& requestPem);

[[nodiscard]] bool isStationName(const QString& name);

} // namespace station
