#include "core/vault/lockout.h"
#include "core/vault/vault.h"
#include "core/vault/vouched.h"

#include <algorithm>

namespace station {
namespace {

bool contains(const std::vector<OfficerId>& ids, OfficerId id)
{
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

} // namespace

Result<Vault::Judgement> Vault::judgeOnce(const Secret& dataKey) const
{
    const auto sealed = m_store.vouched();
    const auto known = m_store.officers();
    if (!sealed || !known)
        return sealed ? failed(known) : failed(sealed);
    const auto vouched = openVouched(dataKey, m_station, *sealed);
    const bool isFull = vouched && !vouched->isTrustOnly;
    const auto word = isFull ? m_store.ledgerSince(vouched->seq, vouched->hash, vouched->at)
                             : m_store.ledgerSince(0, {}, {});
    if (!word)
        return failed(word);
    Judgement found;
    found.sealed = *sealed;
    found.doubtsTold = word->doubtsTold;
    found.gone = word->removed;
    if (isFull)
        found.gone.insert(found.gone.end(), word->changed.begin(), word->changed.end());
    // Nothing is vouched for before the second officer, and an older release vouched for no officers.
    const bool begins = (sealed->isEmpty() && known->size() < 2) || (vouched && vouched->isTrustOnly);
    found.all = begins;
    found.says = isFull || begins;
    if (isFull && !word->holds)
        found.ledgerRow = vouched->seq;
    for (const OfficerRecord& officer : *known) {
        const OfficerId id = officer.info.id;
        const bool stands = isFull ? vouched->officers.value(id.text()) == digestOf(officer) : begins;
        if (stands && !contains(found.gone, id))
            found.standing.push_back(id);
        else
            ++found.doubted;
    }
    return found;
}

Result<Vault::Judgement> Vault::judge(const Secret& dataKey) const
{
    constexpr int patience = 5;
    for (int i = 0; i < patience; ++i) {
        auto found = judgeOnce(dataKey);
        const auto sealed = m_store.vouched();
        if (!found || !sealed)
            return found ? failed(sealed) : failed(found);
        // Every change of an officer seals anew: what was read before and after one does not fit together.
        if (*sealed == found->sealed)
            return found;
    }
    return lockedOut(std::chrono::seconds(1));
}

Result<Vault::Judgement> Vault::judgeToSeal(const Secret& dataKey) const
{
    auto found = judge(dataKey);
    if (found && !found->says)
        return fail(ErrorCode::Damaged, officersUnknown);
    return found;
}

Result<Vault::Judgement> Vault::admit(const OfficerRecord& officer, const Secret& dataKey)
{
    auto judgement = judge(dataKey);
    if (!judgement)
        return judgement;
    const OfficerId id = officer.info.id;
    const auto tell = [&](const char* event, const QString& detail) {
        OfficerChange change {{}, {}, event, id, id};
        change.detail = detail;
        return m_store.change(change);
    };
    if (judgement->ledgerRow)
        if (const Status told = tell("ledger-put-back", QString::number(*judgement->ledgerRow)); !told)
            return failed(told);
    const QString doubts = QString::number(judgement->doubted);
    if (judgement->doubted > 0 && judgement->doubtsTold != doubts)
        if (const Status told = tell("officers-contradicted", doubts); !told)
            return failed(told);
    // Whoever makes a station of his own has slots that open, with another key.
    const bool isOurKey = m_dataKey.isEmpty() || m_dataKey.isSameAs(dataKey);
    if (isOurKey && contains(judgement->standing, id))
        return judgement;
    OfficerRecord right = officer; // it was no wrong passphrase
    right.wrong = 0;
    if (const Status kept = m_store.change({{right}, {}, "", id, id, {officer}}); !kept)
        return failed(kept);
    return fail(ErrorCode::Damaged, judgement->says ? officerContradicted : officersUnknown);
}

VouchFor Vault::vouching(const Secret& dataKey, const Judgement& judgement, std::optional<OfficerId> mine,
    std::optional<QByteArray> trust) const
{
    return [this, &dataKey, &judgement, mine, trust = std::move(trust)](const OfficersNow& now) {
        // Another process may have vouched since it was judged.
        const auto before = openVouched(dataKey, m_station, now.vouched);
        Vouched next;
        next.trust = trust.value_or(before ? before->trust : QByteArray());
        next.seq = now.seq;
        next.hash = now.hash;
        next.at = m_clock.now();
        for (const OfficerRecord& officer : now.officers) {
            const OfficerId id = officer.info.id;
            const QString key = id.text();
            const bool gone = contains(judgement.gone, id);
            if (mine == id || contains(judgement.standing, id) || (judgement.all && !gone))
                next.officers.insert(key, digestOf(officer));
            else if (before && !gone && before->officers.contains(key))
                next.officers.insert(key, before->officers.value(key));
        }
        return sealVouched(dataKey, m_station, next);
    };
}

Status Vault::vouch()
{
    const auto key = dataKey();
    if (!key)
        return failed(key);
    const auto judgement = judgeToSeal(**key);
    if (!judgement)
        return failed(judgement);
    OfficerChange change;
    change.vouch = vouching(**key, *judgement);
    return m_store.change(change);
}

Status Vault::setTrust(const QByteArray& trust)
{
    const auto known = m_store.officers();
    if (!known)
        return failed(known);
    if (known->size() < 2)
        return {};
    if (const Status may = needSupervisor("say which registry the station trusts"); !may)
        return may;
    const auto judgement = judgeToSeal(m_dataKey);
    if (!judgement)
        return failed(judgement);
    OfficerChange change {{}, {}, "trust-set", actor(), actor()};
    change.vouch = vouching(m_dataKey, *judgement, {}, trust);
    return m_store.change(change);
}

Result<QByteArray> Vault::trust() const
{
    const auto key = dataKey();
    if (!key)
        return failed(key);
    return m_store.vouched().map([&](const QByteArray& sealed) {
        const auto vouched = openVouched(**key, m_station, sealed);
        return vouched ? vouched->trust : QByteArray();
    });
}

} // namespace station
