#pragma once

#include "core/base/result.h"
#include "core/store/outbox.h"

#include <QByteArray>
#include <QString>

namespace station {

/// The content of CMS SignedData (DER), once its signature holds: exactly one signer, its certificate of the
/// pinned CA and marked for signing documents (extended key usage 1.3.6.1.5.5.7.3.36, RFC 9336). The mark
/// keeps a station, whose certificate is of the same CA, from signing receipts. Nothing may follow the
/// structure. Errors: RegistryUntrusted.
[[nodiscard]] Result<QByteArray> verifySignedByRegistry(const QByteArray& signedDer, const QByteArray& caPem);

/// A receipt about exactly this packet, these bytes and this station. Errors: RegistryRefused when it is
/// right but for the bytes: the registry has signed that it holds others under this id. RegistryUntrusted for
/// everything else.
[[nodiscard]] Result<Receipt> verifyReceipt(
    const QByteArray& signedDer, const QByteArray& caPem, const QueueRow& packet, const QString& stationId);

} // namespace station
