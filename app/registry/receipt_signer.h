#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QDir>
#include <QString>

#include <memory>

namespace station {

/// What a receipt says. As JSON:
/// {"type":"enrollment-receipt","version":1,"packet_id","sha256","size","station","state","reason","registry_seq",
///  "time","prev_receipt_hash"}; hashes in lower-case hex, time in UTC.
struct ReceiptText {
    PacketId packet;
    QString sha256;
    qint64 size = 0;
    QString station;
    QString state; ///< "received", "processed", "rejected", "resubmit"
    QString reason; ///< for rejected and resubmit, else empty
    qint64 seq = 0; ///< 1, 2, 3 … for each station
    Instant at;
    QString previous; ///< SHA-256 of the station's receipt before this one; empty for its first
};

[[nodiscard]] QByteArray toJson(const ReceiptText& receipt);

/// Signs with receipts.pem and receipts.key: CMS SignedData, DER, content inside.
/// Threads: any. Errors: NotFound, Damaged, StorageFailed.
class ReceiptSigner {
public:
    [[nodiscard]] static Result<ReceiptSigner> load(const QDir& directory);
    ~ReceiptSigner();
    ReceiptSigner(ReceiptSigner&&) noexcept;
    ReceiptSigner& operator=(ReceiptSigner&&) noexcept;

    [[nodiscard]] Result<QByteArray> sign(const QByteArray& content) const;

private:
    struct Keys;
    explicit ReceiptSigner(std::unique_ptr<Keys> keys);
    std::unique_ptr<Keys> m_keys;
};

} // namespace station
