#pragma once

#include "core/base/result.h"
#include "core/enroll/packet.h"

#include <QByteArray>
#include <QString>

namespace station {

/// What a station has put its name to.
struct SignedDocument {
    QByteArray content;
    QString stationId; ///< common name of the certificate that signed
    QByteArray serial; ///< of that certificate, upper-case hex
};

/// CMS SignedData, DER, with content and certificate inside. Signing the same content twice gives other
/// bytes. Errors: SealingFailed.
[[nodiscard]] Result<QByteArray> signDocument(const QByteArray& content, const StationIdentity& identity);

/// Errors: Damaged unless exactly one station certificate of `caPem` has signed and nothing follows the
/// structure; InvalidInput when the CA cannot be read. Expiry is not judged: see identity.h.
[[nodiscard]] Result<SignedDocument> openDocument(const QByteArray& der, const QByteArray& caPem);

} // namespace station
