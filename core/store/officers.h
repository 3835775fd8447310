#pragma once

#include "core/vault/officer_store.h"

namespace station {

class Database;

/// The vault's officers in station.db.
class Officers final : public OfficerStore {
public:
    Officers(Database& database, const Clock& clock)
        : m_database(database)
        , m_clock(clock)
    {
    }
    /// In the order they were added.
    [[nodiscard]] Result<std::vector<OfficerRecord>> officers() const override;
    [[nodiscard]] Result<std::optional<RecoverySlot>> recovery() const override;
    [[nodiscard]] Result<QByteArray> vouched() const override;
    [[nodiscard]] Result<LedgerWord> ledgerSince(
        qint64 seq, const QByteArray& hash, Instant at) const override;
    [[nodiscard]] Result<QByteArray> tpm() const override;
    [[nodiscard]] Status change(const OfficerChange& change) override;

private:
    Database& m_database;
    const Clock& m_clock;
};

} // namespace station
