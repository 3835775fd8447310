#pragma once

#include "core/base/clock_trust.h"
#include "core/base/result.h"
#include "core/enroll/validate.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace station {

inline constexpr int packetVersion = 1;
/// Whoever opens a packet holds it in memory until the tag has been checked: more than this is refused on
/// both sides.
inline constexpr qsizetype largestPacket = 16 << 20;

/// One ledger row of the case, as it goes into audit.json.
struct AuditRow {
    qint64 seq = 0;
    Instant at;
    QString event;
    QString subject; ///< the id it is about
    QString detail; ///< numbers and codes
    QString actor; ///< officer id, or empty
    QByteArray hash; ///< SHA-256 of this row chained to the one before
};

/// Who seals, and what is known around the case.
struct PacketContext {
    QString stationId;
    QString stationName;
    QString communeCode;
    bool practice = false; ///< a station for practice: its people are made up
    QMap<QString, QString> officers; ///< id -> name of everyone who touched the case
    QByteArray auditHead;
    std::vector<AuditRow> auditRows;
    Instant sealedAt; ///< by the computer's clock, which may be wrong: see `clock`
    ClockJudgement clock {};
    QDate day {}; ///< of capture, by the clock on the officer's wall
    int utcOffset = 0; ///< minutes, of that clock
    QString bootId {}; ///< with the ledger's numbers the order of things, whatever the clock says
    QByteArray recipientFingerprint; ///< SHA-256 of the registry's certificate; seal() sets it
};

/// A file of the packet's zip.
struct PacketFile {
    QString name; ///< "portrait/portrait.jpg"
    QString mediaType;
    QByteArray bytes;
};

struct SealedPacket {
    PacketId id;
    QByteArray bytes; ///< CMS AuthEnvelopedData, DER
    QByteArray sha256; ///< 32 bytes, of `bytes`
};

/// PEM texts. The key never leaves memory unencrypted except in the station's own 0600 file.
struct StationIdentity {
    QByteArray certificatePem;
    QByteArray privateKeyPem;
    QByteArray registryCertificatePem; ///< packets are sealed to it
    QByteArray registryCaPem; ///< pinned for TLS and for receipts
};

/// The zip's files, manifest.json first. Same input, same bytes. Errors: SealingFailed.
[[nodiscard]] Result<std::vector<PacketFile>> packetFiles(
    const ValidDraft& draft, const PacketContext& context);

/// zip -> CMS SignedData (station) -> CMS AuthEnvelopedData AES-256-GCM (registry), re-parsed and its
/// content length compared before it is handed out. Errors: SealingFailed.
[[nodiscard]] Result<SealedPacket> seal(
    const ValidDraft& draft, const PacketContext& context, const StationIdentity& identity);

/// For integrators and the registry: decrypts to memory, verifies the signature against `caPem` (must be a
/// station certificate of that CA), checks every hash in the manifest and that no file is missing or extra.
/// Releases nothing before all of it holds. Needs OpenSSL >= 3.0.22. Errors: Damaged, InvalidInput.
struct OpenedPacket {
    PacketId id;
    QString stationId; ///< common name of the certificate that signed
    std::vector<PacketFile> files;
};
[[nodiscard]] Result<OpenedPacket> openPacket(const QByteArray& sealed, const QByteArray& recipientCertPem,
    const QByteArray& recipientKeyPem, const QByteArray& caPem);

} // namespace station
