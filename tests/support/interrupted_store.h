#pragma once

#include "core/vault/officer_store.h"

#include <functional>
#include <utility>

namespace station {

/// Lets another process act between what the vault reads and what it writes.
class Interrupted final : public OfficerStore {
public:
    explicit Interrupted(OfficerStore& real)
        : m_real(real)
    {
    }
    mutable std::function<void()> beforeChange;
    mutable std::function<void()> beforeOfficers;
    mutable std::function<void()> beforeLedger;

    Result<std::vector<OfficerRecord>> officers() const override
    {
        once(beforeOfficers);
        return m_real.officers();
    }
    Result<std::optional<RecoverySlot>> recovery() const override { return m_real.recovery(); }
    Result<QByteArray> vouched() const override { return m_real.vouched(); }
    Result<LedgerWord> ledgerSince(qint64 seq, const QByteArray& hash, Instant at) const override
    {
        once(beforeLedger);
        return m_real.ledgerSince(seq, hash, at);
    }
    Result<QByteArray> tpm() const override { return m_real.tpm(); }
    Status change(const OfficerChange& change) override
    {
        once(beforeChange);
        return m_real.change(change);
    }

private:
    static void once(std::function<void()>& act)
    {
        if (act)
            std::exchange(act, {})();
    }
    OfficerStore& m_real;
};

} // namespace station
