#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/enroll/packet.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace station {

class Database;

/// The end of the chain.
struct LedgerHead {
    qint64 seq = 0; ///< 0: no row yet
    QByteArray hash; ///< 32 bytes; zeros before the first row
};

/// The audit ledger: append-only, each row carries the hash of the row before. Events are fixed words,
/// subjects are ids, details are numbers and codes: no personal data.
///
/// hash = SHA-256(hash before ‖ each of seq, at, event, subject, detail, actor as 4-byte length ‖ UTF-8)
///
/// Threads: as its Database, one.
class Ledger {
public:
    explicit Ledger(Database& database)
        : m_database(database)
    {
    }

    [[nodiscard]] Result<LedgerHead> head() const;
    [[nodiscard]] Result<std::vector<AuditRow>> rows() const;
    [[nodiscard]] Result<std::vector<AuditRow>> rowsAbout(PacketId id) const;
    /// Walks the whole chain. Errors: Damaged; `detail` names the first row that was changed, removed, moved
    /// or put in, and a ledger that ends before the head or before a row that a sealed packet names.
    [[nodiscard]] Status verify() const;

    // For core/store only: inside the caller's transaction; throws SQLite::Exception.
    void append(
        Instant at, const char* event, const QString& subject, const QString& detail, const QString& actor);

private:
    Database& m_database;
};

/// The hash a row must carry.
[[nodiscard]] QByteArray ledgerHash(const QByteArray& before, const AuditRow& row);

} // namespace station
