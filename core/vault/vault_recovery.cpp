#include "core/vault/lockout.h"
#include "core/vault/recovery_code.h"
#include "core/vault/vault.h"

namespace station {
Result<QByteArray> Vault::makeRecoveryCode()
{
    if (const Status may = needSupervisor("make a recovery code"); !may)
        return failed(may);
    const Secret code = Secret::random(recoveryBytes);
    OfficerChange change {{}, {}, "recovery-made", actor(), actor()};
    change.putRecovery = makeRecoverySlot(m_station, code, m_dataKey, m_clock.now());
    return m_store.change(change).map([&] { return recoveryText(code); });
}

Status Vault::recoveryCodeKept()
{
    if (const Status may = needSupervisor("say that the recovery code is kept"); !may)
        return may;
    const auto slot = m_store.recovery();
    if (!slot)
        return failed(slot);
    if (!*slot)
        return fail(ErrorCode::NotFound, "the station has no recovery code");
    OfficerChange change {{}, {}, "recovery-kept", actor(), actor()};
    change.seenRecovery = **slot;
    change.putRecovery = **slot;
    change.putRecovery->kept = true;
    return m_store.change(change);
}

Result<RecoveryState> Vault::recoveryState() const
{
    return m_store.recovery().map([](const std::optional<RecoverySlot>& slot) {
        return !slot ? RecoveryState::None : slot->kept ? RecoveryState::Kept : RecoveryState::NotKept;
    });
}

Result<Secret> Vault::tryCode(RecoverySlot& slot, OfficerId id, const Secret& code)
{
    const BootTime now = m_clock.boot();
    OfficerChange change {{}, {}, "", id, {}};
    change.seenRecovery = slot;
    if (const auto left = waitLeft(slot.wrong, slot.lastWrong, now); left.count() > 0)
        return lockedOut(left);
    ++slot.wrong;
    slot.lastWrong = now;
    change.putRecovery = slot;
    if (const Status counted = m_store.change(change); !counted)
        return failed(counted);
    auto dataKey = openRecoverySlot(slot, m_station, code);
    if (!dataKey) {
        if (const Status told = m_store.change({{}, {}, "recovery-wrong", id, {}}); !told)
            return failed(told);
        return tl::unexpected<Error>(startingWait(dataKey.error(), waitAfter(slot.wrong)));
    }
    return dataKey;
}

Result<QByteArray> Vault::recover(OfficerId id, const QByteArray& code, const QByteArray& next)
{
    auto officer = find(id);
    if (!officer)
        return failed(officer);
    if (officer->info.role != Role::Supervisor)
        return fail(ErrorCode::NotAllowed, "the recovery code gives a new passphrase to a supervisor only");
    if (const Status strong = checkPassphrase(next); !strong)
        return failed(strong);
    const auto typed = recoveryFrom(code);
    if (!typed)
        return failed(typed);
    auto slot = m_store.recovery();
    if (!slot)
        return failed(slot);
    if (!*slot)
        return fail(ErrorCode::NotFound, "the station has no recovery code");
    auto dataKey = tryCode(**slot, id, *typed);
    if (!dataKey)
        return failed(dataKey);

    auto made = makeSlot(officer->info, next, *dataKey, m_cost);
    if (!made)
        return failed(made);
    const Secret fresh = Secret::random(recoveryBytes);
    OfficerChange change {{*officer}, {}, "recovery-used", id, id, {*officer}};
    change.put.front().slot = std::move(*made);
    change.put.front().wrong = 0;
    change.put.front() = boundIfStationIs(std::move(change.put.front()));
    change.seenRecovery = **slot;
    change.putRecovery = makeRecoverySlot(m_station, fresh, *dataKey, m_clock.now());
    auto judgement = judge(*dataKey);
    if (!judgement)
        return failed(judgement);
    judgement->all = true; // whoever has the paper from the envelope vouches for the others
    change.vouch = vouching(*dataKey, *judgement, id);
    if (const Status done = m_store.change(change); !done)
        return failed(done);
    m_dataKey = std::move(*dataKey);
    m_officer = officer->info;
    return recoveryText(fresh);
}

} // namespace station
