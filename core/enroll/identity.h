#pragma once

#include "core/base/result.h"
#include "core/enroll/packet.h"

#include <QByteArray>
#include <QDir>
#include <QString>

namespace station {

/// What a station's certificate says.
struct IdentityFacts {
    QString stationId; ///< common name
    Instant notAfter; ///< of the station's certificate
    QByteArray registryFingerprint; ///< SHA-256 of the registry's certificate, 32 bytes
};

/// Judges the four texts together. Expiry is a fact for a person, not an error: a station with a dead clock
/// goes on. Errors: InvalidInput when one cannot be read, key and certificate do not belong together, the
/// station's or the registry's certificate is not of that CA, or a key is neither P-256, P-384 nor RSA of
/// 3072 bits or more.
[[nodiscard]] Result<IdentityFacts> checkIdentity(const StationIdentity& identity);

/// Reads station.pem, station.key, registry.pem and ca.pem. Errors: NotFound with the name of the missing
/// file.
[[nodiscard]] Result<StationIdentity> readIdentity(const QDir& folder);

/// A new P-256 key and the request (PKCS #10) that a CA answers with a certificate.
struct KeyRequest {
    QByteArray privateKeyPem;
    QByteArray requestPem;
};
/// Errors: InvalidInput for a name that is empty or longer than 64 bytes (RFC 5280); SealingFailed.
[[nodiscard]] Result<KeyRequest> makeKeyRequest(const QString& commonName);

} // namespace station
