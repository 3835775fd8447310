#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/enroll/packet.h"

#include <QByteArray>
#include <QDate>
#include <QString>

#include <vector>

namespace station {

using BundleId = Id<struct BundleTag>;

/// As many as one manifest takes.
inline constexpr int largestBundle = 200;
/// The envelope around a packet's content is about 1.2 KiB.
inline constexpr qint64 largestPacketFile = largestPacket + (64 << 10);
/// A document over the largest bundle is about 60 KB.
inline constexpr qint64 largestDocument = 256 << 10;

/// One packet of a bundle, as its station would announce it to the registry.
struct BundlePacket {
    PacketId id;
    QByteArray sha256; ///< of the packet file
    qint64 size = 0;
    qint64 seq = 0; ///< the origin's own order
    QString procedureId;
    QDate sealedOn; ///< no time of day: the document is not encrypted
    int priority = 0;

    friend bool operator==(const BundlePacket&, const BundlePacket&) = default;
};

/// The order that moves packets from one station to another, signed by the station that gives them away.
/// {"type":"enrollment-bundle","version":1,"bundle_id","from","to","time","audit_head","packets":[{"packet_id",
///  "seq","sha256","size","procedure","captured_on","priority"}…]}
struct BundleDocument {
    BundleId id;
    QString from; ///< station ids
    QString to;
    Instant at;
    QByteArray auditHead; ///< of `from`, 32 bytes
    std::vector<BundlePacket> packets;
    QByteArray contentSha256; ///< of what was signed, 32 bytes; openBundle() sets it. The signature around it
                              ///< has more than one spelling
    QByteArray signerSerial = {}; ///< of the certificate that signed, upper-case hex; openBundle() sets it
};

/// The desk's word that a whole bundle lies on its disk, signed by the desk.
/// {"type":"enrollment-bundle-ack","version":1,"bundle_id","from","to","time","document_sha256","packets":[…]}
struct BundleAck {
    BundleId bundle;
    QString from; ///< as in the document
    QString to;
    Instant at;
    QByteArray documentSha256; ///< the document's contentSha256
    std::vector<PacketId> packets;
};

/// "station-1": 1 to 64 letters, digits, '.', '_' or '-'.
[[nodiscard]] bool isStationId(const QString& text);

/// CMS SignedData. Errors: SealingFailed.
[[nodiscard]] Result<QByteArray> signBundle(const BundleDocument& document, const StationIdentity& identity);
[[nodiscard]] Result<QByteArray> signAck(const BundleAck& ack, const StationIdentity& identity);

/// Errors: Damaged unless a station of `caPem` has signed it, `from` is that station and `to` another one,
/// and every value is there and possible: 1 to 200 packets, no id twice.
[[nodiscard]] Result<BundleDocument> openBundle(const QByteArray& signedDer, const QByteArray& caPem);
/// Errors: Damaged unless the station `to` has signed it.
[[nodiscard]] Result<BundleAck> openAck(const QByteArray& signedDer, const QByteArray& caPem);

} // namespace station
