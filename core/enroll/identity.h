#pragma once

#include "core/base/result.h"
#include "core/enroll/packet.h"

#include <QByteArray>
#include <QDir>
#include <QString>

#include <optional>

namespace station {

/// What a station's certificate says.
struct IdentityFacts {
    QString stationId; ///< common name
    Instant notBefore; ///< of the station's certificate
    Instant notAfter;
    QByteArray registryFingerprint; ///< SHA-256 of the registry's certificate, 32 bytes
};

/// Judges the four texts together. Expiry is a fact for a person, not an error: a station with a dead clock
/// goes on. Errors: InvalidInput when one cannot be read, key and certificate do not belong together, the
/// station's or the registry's certificate is not of that CA, or a key is neither P-256, P-384 nor RSA of
/// 3072 bits or more.
[[nodiscard]] Result<IdentityFacts> checkIdentity(const StationIdentity& identity);

/// How the station's certificate stands by this computer's clock, which may be wrong: a fact for a person.
enum class CertificateTerm {
    NotYetValid, ///< begins later than now: mostly the clock
    Valid,
    EndsSoon, ///< certificateWarningDays or fewer are left
    Expired,
};
inline constexpr int certificateWarningDays = 30;
[[nodiscard]] CertificateTerm termOf(const IdentityFacts& facts, Instant now);
/// Whole days that are left, rounded down: 0 on the last day, negative once it has ended.
[[nodiscard]] int certificateDaysLeft(const IdentityFacts& facts, Instant now);

/// From when to when a certificate is good.
struct Validity {
    Instant notBefore;
    Instant notAfter;
};
/// Of the first certificate in the text, whatever else it says; nothing when there is none.
[[nodiscard]] std::optional<Validity> validityOf(const QByteArray& pem);

/// Reads station.pem, station.key, registry.pem and ca.pem. Errors: NotFound with the name of the missing
/// file.
[[nodiscard]] Result<StationIdentity> readIdentity(const QDir& folder);

/// What a station trusts of it: a digest of the certificate that packets are sealed to and of the CA.
[[nodiscard]] QByteArray trustDigest(const StationIdentity& identity);

/// A new P-256 key and the request (PKCS #10) that a CA answers with a certificate.
struct KeyRequest {
    QByteArray privateKeyPem;
    QByteArray requestPem;
};
/// Errors: InvalidInput for a name that is empty or longer than 64 bytes (RFC 5280); SealingFailed.
[[nodiscard]] Result<KeyRequest> makeKeyRequest(const QString& commonName);

} // namespace station
