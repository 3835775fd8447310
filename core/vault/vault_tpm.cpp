#include "core/vault/sealed.h"
#include "core/vault/vault.h"

#include <algorithm>

namespace station {
namespace {

CellName boundCell(OfficerId id) { return {"officer", "bound", id.text()}; }

OfficerRecord bound(OfficerRecord officer, const Secret& chip)
{
    officer.slot.wrapped = sealCell(chip, boundCell(officer.info.id), officer.slot.wrapped);
    officer.bound = true;
    return officer;
}

Result<OfficerRecord> unbound(OfficerRecord officer, const Secret& chip)
{
    if (!officer.bound)
        return officer;
    auto wrapped = openCell(chip, boundCell(officer.info.id), officer.slot.wrapped);
    if (!wrapped)
        return failed(wrapped);
    officer.slot.wrapped = std::move(*wrapped);
    officer.bound = false;
    return officer;
}

} // namespace

Result<Secret> Vault::chipSecret() const
{
    return m_store.tpm().and_then([this](const QByteArray& sealed) -> Result<Secret> {
        if (sealed.isEmpty())
            return fail(ErrorCode::NotFound, "the station is not bound to a TPM");
        return m_tpm.unseal(sealed);
    });
}

Result<KeySlot> Vault::innerSlot(const OfficerRecord& officer) const
{
    if (!officer.bound)
        return officer.slot;
    const auto chip = chipSecret();
    if (!chip)
        // Whatever is wrong with the chip, the cure is the same.
        return fail(ErrorCode::DeviceMissing,
            "the passphrase is bound to the TPM of this station, which does not open it ("
                + chip.error().detail + "); a supervisor must use the recovery code");
    return unbound(officer, *chip).map([](const OfficerRecord& open) { return open.slot; });
}

OfficerRecord Vault::boundIfStationIs(OfficerRecord officer) const
{
    officer.bound = false;
    const auto chip = chipSecret();
    return chip ? bound(std::move(officer), *chip) : officer;
}

Status Vault::bindTpm()
{
    if (const Status may = needSupervisor("bind the station to its TPM"); !may)
        return may;
    const auto state = recoveryState();
    const auto known = m_store.officers();
    const auto already = m_store.tpm();
    if (!state || !known || !already)
        return !state ? failed(state) : !known ? failed(known) : failed(already);
    if (!already->isEmpty())
        return fail(ErrorCode::InvalidInput, "the station is bound to a TPM already");
    if (*state != RecoveryState::Kept)
        return fail(ErrorCode::NotAllowed,
            "put a recovery code into its envelope first: without one a broken board would lose everything");
    const Secret chip = Secret::random(cellKeyBytes);
    const auto sealed = m_tpm.seal(chip);
    if (!sealed)
        return failed(sealed);
    const auto opened = m_tpm.unseal(*sealed); // before anything depends on it
    if (!opened)
        return failed(opened);
    if (opened->size() != chip.size() || !std::equal(chip.data(), chip.data() + chip.size(), opened->data()))
        return fail(ErrorCode::DeviceFailed, "the TPM gives back another secret than it was given");
    OfficerChange change {{}, {}, "tpm-bound", actor(), actor(), *known, known->size()};
    for (const OfficerRecord& officer : *known)
        change.put.push_back(bound(officer, chip));
    change.putTpm = *sealed;
    const auto judgement = judgeToSeal(m_dataKey);
    if (!judgement)
        return failed(judgement);
    change.vouch = vouching(m_dataKey, *judgement);
    return m_store.change(change);
}

Status Vault::unbindTpm()
{
    if (const Status may = needSupervisor("unbind the station from its TPM"); !may)
        return may;
    const auto known = m_store.officers();
    const auto sealed = m_store.tpm();
    if (!known || !sealed)
        return !known ? failed(known) : failed(sealed);
    if (sealed->isEmpty())
        return fail(ErrorCode::InvalidInput, "the station is not bound to a TPM");
    OfficerChange change {{}, {}, "tpm-unbound", actor(), actor(), *known, known->size()};
    if (std::any_of(
            known->begin(), known->end(), [](const OfficerRecord& officer) { return officer.bound; })) {
        const auto chip = m_tpm.unseal(*sealed);
        if (!chip)
            return fail(chip.error().code,
                chip.error().detail
                    + "; remove the officers whose passphrases are bound to it and add them again");
        for (const OfficerRecord& officer : *known) {
            auto open = unbound(officer, *chip);
            if (!open)
                return failed(open);
            change.put.push_back(std::move(*open));
        }
    }
    change.putTpm = QByteArray();
    const auto judgement = judgeToSeal(m_dataKey);
    if (!judgement)
        return failed(judgement);
    change.vouch = vouching(m_dataKey, *judgement);
    return m_store.change(change);
}

Result<TpmState> Vault::tpmState() const
{
    return m_store.tpm().map([this](const QByteArray& sealed) {
        if (sealed.isEmpty())
            return m_tpm.isThere() ? TpmState::NotBound : TpmState::NoTpm;
        return m_tpm.unseal(sealed) ? TpmState::Bound : TpmState::BoundButSilent;
    });
}

} // namespace station
