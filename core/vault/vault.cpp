#include "core/vault/vault.h"

#include "core/vault/lockout.h"
#include "core/vault/sealed.h"

#include <algorithm>

namespace station {
namespace {

constexpr std::size_t fewestSlots = 2;
constexpr qsizetype longestName = 100;

auto supervisors(const std::vector<OfficerRecord>& officers)
{
    return std::count_if(officers.begin(), officers.end(),
        [](const OfficerRecord& o) { return o.info.role == Role::Supervisor; });
}

} // namespace

Result<OfficerRecord> Vault::find(OfficerId id) const
{
    auto known = m_store.officers();
    if (!known)
        return failed(known);
    for (OfficerRecord& officer : *known)
        if (officer.info.id == id)
            return std::move(officer);
    return fail(ErrorCode::NotFound, "no officer " + id.text().toStdString());
}

Status Vault::mayAdd(const std::vector<OfficerRecord>& known, const QString& name, Role role) const
{
    if (known.size() >= fewestSlots)
        if (const Status may = needSupervisor("add an officer"); !may)
            return may;
    if (name.isEmpty() || name.size() > longestName)
        return fail(ErrorCode::InvalidInput, "an officer's name has 1 to 100 characters");
    for (const OfficerRecord& officer : known)
        if (officer.info.name.compare(name, Qt::CaseInsensitive) == 0)
            return fail(ErrorCode::InvalidInput, "there is an officer of that name already");
    if (known.size() == 1 && role != Role::Supervisor && supervisors(known) == 0)
        return fail(ErrorCode::InvalidInput, "one of the first two officers must be a supervisor");
    return {};
}

Result<const Secret*> Vault::keyForNext(
    const std::vector<OfficerRecord>& known, const QByteArray& first, Secret& made)
{
    if (known.size() >= fewestSlots)
        return &m_dataKey;
    if (known.empty()) {
        made = Secret::random(cellKeyBytes);
        return &made;
    }
    if (first.isEmpty())
        return fail(ErrorCode::NotSignedIn,
            "the first officer must give their passphrase for the second one to be added");
    OfficerRecord officer = known.front();
    auto opened = tryPassphrase(officer, first);
    if (!opened)
        return failed(opened);
    const OfficerRecord counted = officer;
    officer.wrong = 0;
    if (const Status kept = m_store.change({{officer}, {}, "", officer.info.id, {}, {counted}}); !kept)
        return failed(kept);
    made = std::move(*opened);
    return &made;
}

Result<OfficerId> Vault::addOfficer(const QString& name, Role role, const QByteArray& passphrase,
    const QByteArray& first, const QByteArray& trust)
{
    const QString asWritten = name.simplified().normalized(QString::NormalizationForm_C);
    auto known = m_store.officers();
    if (!known)
        return failed(known);
    if (const Status may = mayAdd(*known, asWritten, role); !may)
        return failed(may);
    if (const Status strong = checkPassphrase(passphrase); !strong)
        return failed(strong);
    Secret made;
    const auto key = keyForNext(*known, first, made);
    if (!key)
        return failed(key);

    OfficerRecord added;
    added.info = {OfficerId::create(m_clock.now()), asWritten, role};
    added.added = m_clock.now();
    auto slot = makeSlot(added.info, passphrase, **key, m_cost);
    const auto judgement = judgeToSeal(**key);
    known = m_store.officers(); // the first one's try was counted
    if (!slot || !judgement || !known)
        return !slot ? failed(slot) : !judgement ? failed(judgement) : failed(known);
    added.slot = std::move(*slot);
    OfficerChange change {{boundIfStationIs(added)}, {},
        role == Role::Supervisor ? "supervisor-added" : "officer-added", added.info.id, actor(), *known,
        known->size()};
    if (known->size() == 1)
        change.vouch = vouching(**key, *judgement, added.info.id, trust);
    else if (!known->empty())
        change.vouch = vouching(**key, *judgement, added.info.id);
    return m_store.change(change).map([&] { return added.info.id; });
}

Status Vault::removeOfficer(OfficerId id)
{
    if (const Status may = needSupervisor("remove an officer"); !may)
        return may;
    auto known = m_store.officers();
    if (!known)
        return failed(known);
    const std::vector<OfficerRecord> before = *known;
    const auto gone = std::remove_if(
        known->begin(), known->end(), [&](const OfficerRecord& o) { return o.info.id == id; });
    if (gone == known->end())
        return fail(ErrorCode::NotFound, "no officer " + id.text().toStdString());
    known->erase(gone, known->end());
    if (known->size() < fewestSlots)
        return fail(ErrorCode::InvalidInput, "two officers at least must remain; add another one first");
    if (supervisors(*known) == 0)
        return fail(ErrorCode::InvalidInput, "one supervisor at least must remain; add another one first");
    const auto judgement = judgeToSeal(m_dataKey);
    if (!judgement)
        return failed(judgement);
    OfficerChange change {{}, id, "officer-removed", id, actor(), before, before.size()};
    change.vouch = vouching(m_dataKey, *judgement);
    const Status done = m_store.change(change);
    if (done && m_officer->id == id)
        lock();
    return done;
}

/// Counts first, looks then: `officer` comes back as it was counted, and as it stands on the disk.
Result<Secret> Vault::tryPassphrase(OfficerRecord& officer, const QByteArray& passphrase)
{
    const BootTime now = m_clock.boot();
    const OfficerRecord before = officer;
    if (const auto left = waitLeft(officer.wrong, officer.lastWrong, now); left.count() > 0)
        return lockedOut(left);
    const auto slot = innerSlot(officer);
    if (!slot)
        return failed(slot);
    ++officer.wrong;
    officer.lastWrong = now;
    if (const Status counted = m_store.change({{officer}, {}, "", officer.info.id, {}, {before}}); !counted)
        return failed(counted);
    auto dataKey = openSlot(*slot, officer.info, passphrase);
    if (!dataKey && dataKey.error().code == ErrorCode::WrongPassphrase) {
        const Status told = m_store.change({{}, {}, "passphrase-wrong", officer.info.id, {}});
        if (!told)
            return failed(told);
        return tl::unexpected<Error>(startingWait(dataKey.error(), waitAfter(officer.wrong)));
    }
    return dataKey;
}

Result<OfficerInfo> Vault::signIn(OfficerId id, const QByteArray& passphrase)
{
    const auto known = m_store.officers();
    if (!known)
        return failed(known);
    if (known->size() < fewestSlots)
        return fail(ErrorCode::NotAllowed, "the station needs a second officer before work starts");
    auto officer = find(id);
    if (!officer)
        return failed(officer);
    auto dataKey = tryPassphrase(*officer, passphrase);
    if (!dataKey)
        return failed(dataKey);
    const auto judgement = admit(*officer, *dataKey);
    if (!judgement)
        return failed(judgement);
    const OfficerRecord counted = *officer;
    officer->wrong = 0;
    if (officer->slot.isBox()) { // an older release's first officer
        auto slot = makeSlot(officer->info, passphrase, *dataKey, officer->slot.cost);
        if (!slot)
            return failed(slot);
        officer->slot = std::move(*slot);
        *officer = boundIfStationIs(std::move(*officer));
    }
    OfficerChange change {{*officer}, {}, "signed-in", id, id, {counted}};
    change.vouch = vouching(*dataKey, *judgement, id);
    if (const Status kept = m_store.change(change); !kept)
        return failed(kept);
    m_dataKey = std::move(*dataKey);
    m_officer = officer->info;
    return officer->info;
}

Result<OfficerInfo> Vault::prove(OfficerId id, const QByteArray& passphrase)
{
    auto officer = find(id);
    if (!officer)
        return failed(officer);
    const auto dataKey = tryPassphrase(*officer, passphrase);
    if (!dataKey)
        return failed(dataKey);
    if (const auto judgement = admit(*officer, *dataKey); !judgement)
        return failed(judgement);
    const OfficerRecord counted = *officer;
    officer->wrong = 0;
    if (const Status kept = m_store.change({{*officer}, {}, "", id, id, {counted}}); !kept)
        return failed(kept);
    return officer->info;
}

Status Vault::changePassphrase(OfficerId id, const QByteArray& current, const QByteArray& next)
{
    if (const Status strong = checkPassphrase(next); !strong)
        return strong;
    auto officer = find(id);
    if (!officer)
        return failed(officer);
    const auto known = m_store.officers();
    if (!known)
        return failed(known);
    if (known->size() < fewestSlots)
        return fail(ErrorCode::NotAllowed, "the station needs a second officer first");
    const auto dataKey = tryPassphrase(*officer, current);
    if (!dataKey)
        return failed(dataKey);
    const auto judgement = admit(*officer, *dataKey);
    if (!judgement)
        return failed(judgement);
    const OfficerRecord counted = *officer;
    officer->wrong = 0;
    auto slot = makeSlot(officer->info, next, *dataKey, m_cost);
    if (!slot)
        return failed(slot);
    officer->slot = std::move(*slot);
    *officer = boundIfStationIs(std::move(*officer));
    OfficerChange change {{*officer}, {}, "passphrase-changed", id, actor(), {counted}};
    change.vouch = vouching(*dataKey, *judgement, id);
    return m_store.change(change);
}

Status Vault::needSupervisor(const char* toDo) const
{
    if (!m_officer)
        return fail(ErrorCode::NotSignedIn, std::string("a supervisor must be signed in to ") + toDo);
    if (m_officer->role != Role::Supervisor)
        return fail(ErrorCode::NotAllowed, std::string("only a supervisor may ") + toDo);
    return {};
}

void Vault::lock()
{
    m_dataKey.wipe();
    m_officer.reset();
}

Result<const Secret*> Vault::dataKey() const
{
    if (m_dataKey.isEmpty())
        return fail(ErrorCode::NotSignedIn, "no officer is signed in");
    return &m_dataKey;
}

} // namespace station
