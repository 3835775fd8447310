#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/enroll/packet.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <string_view>
#include <vector>

namespace station {

class Database;

struct LedgerReport;

inline constexpr int ledgerHashBytes = 32;

/// The end of the chain.
struct LedgerHead {
    qint64 seq = 0; ///< 0: no row yet
    QByteArray hash; ///< 32 bytes; zeros before the first row
};

/// The audit ledger: append-only, each row carries the hash of the row before. Events are fixed words,
/// subjects are ids, details are numbers and codes: no personal data.
///
/// hash = SHA-256(hash before ‖ each of seq, at, event, subject, detail, actor as 4-byte length ‖ UTF-8), the
/// length big-endian, seq and at (milliseconds) in decimal; before the first row 32 zeros.
///
/// Threads: as its Database, one.
class Ledger {
public:
    explicit Ledger(Database& database)
        : m_database(database)
    {
    }

    [[nodiscard]] Result<LedgerHead> head() const;
    /// When the first row was written; nothing before there is one.
    [[nodiscard]] Result<std::optional<Instant>> begin() const;
    [[nodiscard]] Result<std::vector<AuditRow>> rows() const;
    [[nodiscard]] Result<std::vector<AuditRow>> rowsAbout(PacketId id) const;
    /// The hash of one row; empty when there is none.
    [[nodiscard]] Result<QByteArray> hashAt(qint64 seq) const;
    /// A row about the station itself, in a transaction of its own.
    [[nodiscard]] Status note(Instant at, const char* event, const QString& detail);
    /// Walks the whole chain, and asks whoever else has seen it: every sealed packet kept the head that it
    /// was sealed at, every receipt has its row, each sign-in knows how it ended before (its row
    /// "ledger-put-back" says when it did not), and `heads` are hashes of rows that somebody knows from a
    /// packet, from the registry or from an earlier day. 100,000 rows in well under a second.
    [[nodiscard]] Result<LedgerReport> inspect(const std::vector<QByteArray>& heads = {}) const;
    /// Errors: Damaged; `detail` names the first row that inspect() finds; a ledger that lost rows with a
    /// damaged database and was continued after its recovery is told apart: never clean.
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
