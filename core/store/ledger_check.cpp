#include "core/store/ledger_check.h"

#include <QDateTime>

#include <algorithm>
#include <utility>

namespace station {
namespace {

constexpr std::size_t mostFindings = 100;
/// So far from its place a row is looked for.
constexpr std::size_t reach = 1000;

/// Walks the rows and, where the chain breaks, asks which single act would explain it.
///
/// Places are the stored numbers, which stay; what is moved back while walking are the contents.
class Walk {
public:
    Walk(std::vector<AuditRow> rows, LedgerHead noted)
        : m_rows(std::move(rows))
        , m_noted(std::move(noted))
    {
        for (const AuditRow& row : m_rows)
            m_places.push_back(row.seq);
    }

    std::vector<LedgerFinding> findings()
    {
        while (m_at < m_rows.size() && m_findings.size() < mostFindings)
            step();
        if (m_findings.size() < mostFindings)
            judgeEnd();
        return std::move(m_findings);
    }

private:
    /// True when row `i` is the one that comes after `before` as number `seq`.
    [[nodiscard]] bool follows(std::size_t i, const QByteArray& before, qint64 seq) const
    {
        if (i >= m_rows.size())
            return false;
        AuditRow row = m_rows[i];
        row.seq = seq;
        return row.hash == ledgerHash(before, row);
    }
    [[nodiscard]] bool followsNow(std::size_t i) const { return follows(i, m_before, m_due); }
    [[nodiscard]] qint64 numberAt(std::size_t i) const { return m_places[i] + m_shift; }
    void found(LedgerFault fault, qint64 row, qint64 last) { m_findings.push_back({fault, row, last}); }
    void accept(const QByteArray& hash)
    {
        m_before = hash;
        ++m_due;
        ++m_at;
    }

    void step()
    {
        const qint64 number = numberAt(m_at);
        if (number < m_due) { // there is no row 0
            found(LedgerFault::RowPutIn, m_places[m_at], m_places[m_at]);
            ++m_at;
        } else if (number > m_due) {
            skipMissing(number);
        } else if (followsNow(m_at)) {
            accept(m_rows[m_at].hash);
        } else if (!isBehindTheEnd() && !isMoved() && !isPutIn() && !isMissingWithClosedGap()) {
            nameChanged();
        }
    }

    /// The row behind a gap cannot be judged: the hash before it is gone.
    void skipMissing(qint64 number)
    {
        found(LedgerFault::RowMissing, m_due, number - 1);
        m_due = number;
        accept(m_rows[m_at].hash);
    }

    [[nodiscard]] std::size_t endOfReach() const { return std::min(m_rows.size(), m_at + reach); }

    bool isBehindTheEnd()
    {
        if (m_noted.seq != m_due - 1 || m_noted.hash != m_before)
            return false;
        found(LedgerFault::RowPutIn, m_due, m_due + static_cast<qint64>(m_rows.size() - m_at) - 1);
        m_at = m_rows.size();
        return true;
    }

    bool isMoved()
    {
        for (std::size_t j = m_at + 1; j < endOfReach(); ++j) {
            if (followsNow(j)) {
                const auto here = m_rows.begin() + static_cast<std::ptrdiff_t>(m_at);
                const auto there = m_rows.begin() + static_cast<std::ptrdiff_t>(j);
                const QByteArray hash = there->hash;
                if (follows(m_at, hash, m_due + 1)) // taken out here, put in there
                    std::rotate(here, there, there + 1);
                else if (j > m_at + 1 && follows(m_at + 1, hash, m_due + 1)) // two changed places
                    std::iter_swap(here, there);
                else
                    continue;
                found(LedgerFault::RowMoved, m_due, numberAt(j));
                return true;
            }
            if (follows(m_at, m_rows[j].hash, numberAt(j)) && followsNow(m_at + 1)) { // taken out there
                found(LedgerFault::RowMoved, numberAt(j), m_due);
                const auto here = m_rows.begin() + static_cast<std::ptrdiff_t>(m_at);
                std::rotate(here, here + 1, here + static_cast<std::ptrdiff_t>(j - m_at) + 1);
                return true;
            }
        }
        return false;
    }

    bool isPutIn()
    {
        for (std::size_t j = m_at + 1; j < endOfReach(); ++j)
            if (followsNow(j)) {
                const auto count = static_cast<qint64>(j - m_at);
                found(LedgerFault::RowPutIn, m_due, m_due + count - 1);
                m_shift -= count;
                m_at = j;
                return true;
            }
        return false;
    }

    /// Rows were removed and those behind them given their numbers.
    bool isMissingWithClosedGap()
    {
        const QByteArray& hash = m_rows[m_at].hash;
        const bool isLast = m_at + 1 == m_rows.size();
        for (qint64 gone = 1; gone < static_cast<qint64>(reach); ++gone) {
            const bool fits = isLast ? hash == m_noted.hash && m_noted.seq == m_due + gone
                                     : follows(m_at + 1, hash, m_due + gone + 1);
            if (!fits)
                continue;
            found(LedgerFault::RowMissing, m_due, m_due + gone - 1);
            m_shift += gone;
            m_due += gone;
            accept(QByteArray(hash));
            return true;
        }
        return false;
    }

    void nameChanged()
    {
        AuditRow row = m_rows[m_at];
        row.seq = m_due;
        const QByteArray written = row.hash;
        const QByteArray due = ledgerHash(m_before, row);
        const bool last = m_at + 1 == m_rows.size();
        const bool onlyHash = last ? due == m_noted.hash : follows(m_at + 1, due, m_due + 1);
        const bool known = onlyHash || m_due == 1;
        found(known ? LedgerFault::RowChanged : LedgerFault::RowChangedOrRewritten, m_due, m_due);
        accept(onlyHash ? due : written);
    }

    void judgeEnd()
    {
        const qint64 end = m_due - 1;
        if (m_noted.hash == m_before && (m_noted.seq == end || !m_findings.empty()))
            return;
        if (m_noted.seq > end)
            return found(LedgerFault::RowMissing, m_due, m_noted.seq);
        found(LedgerFault::EndChanged, m_noted.seq < end ? m_noted.seq + 1 : end, end);
    }

    std::vector<AuditRow> m_rows;
    LedgerHead m_noted;
    std::vector<qint64> m_places;
    std::vector<LedgerFinding> m_findings;
    std::size_t m_at = 0;
    qint64 m_due = 1; ///< the number that comes now
    qint64 m_shift = 0; ///< what rows put in or removed did to the stored numbers
    QByteArray m_before = QByteArray(ledgerHashBytes, '\0');
};

} // namespace

const char* nameOf(LedgerFault fault)
{
    switch (fault) {
    case LedgerFault::RowChanged: return "row-changed";
    case LedgerFault::RowChangedOrRewritten: return "row-changed-or-rewritten";
    case LedgerFault::RowMissing: return "row-missing";
    case LedgerFault::RowPutIn: return "row-put-in";
    case LedgerFault::RowMoved: return "row-moved";
    case LedgerFault::EndChanged: return "end-changed";
    case LedgerFault::PutBack: return "put-back";
    }
    return "unknown";
}

std::string detailOf(const LedgerFinding& finding)
{
    const std::string row = std::to_string(finding.row);
    const std::string last = std::to_string(finding.last);
    const std::string name
        = finding.row == finding.last ? "ledger row " + row + ' ' : "ledger row " + row + " to " + last + ' ';
    switch (finding.fault) {
    case LedgerFault::RowChanged: return name + "was changed";
    case LedgerFault::RowChangedOrRewritten:
        return name + "was changed, or row " + std::to_string(finding.row - 1)
            + " was written anew with its hash";
    case LedgerFault::RowMissing: return name + "is missing";
    case LedgerFault::RowPutIn: return name + "was put in";
    case LedgerFault::RowMoved: return "ledger row " + row + " was moved to " + last;
    case LedgerFault::EndChanged: return name + "is not the one the ledger's head names";
    case LedgerFault::PutBack:
        return name + "is not the one that was known outside: the ledger was put back or made anew";
    }
    return name;
}

std::string detailOf(const LedgerRecovery& recovery)
{
    const QString day = QDateTime::fromMSecsSinceEpoch(toMs(recovery.at), Qt::UTC).toString(Qt::ISODate);
    return "the database was recovered at ledger row " + std::to_string(recovery.row) + " ("
        + day.toStdString() + "); rows before it that were lost: " + recovery.lost.toStdString()
        + "; every other row is whole";
}

std::vector<LedgerFinding> findingsIn(const std::vector<AuditRow>& rows, const LedgerHead& noted)
{
    return Walk(rows, noted).findings();
}

} // namespace station
