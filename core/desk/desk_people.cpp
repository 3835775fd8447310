// What people decide: a second officer's sign-off, and the packets in the queue.
#include "core/desk/desk.h"
#include "core/desk/desk_parts.h"

#include <algorithm>

namespace station {
namespace {

/// Who captured or waived what: by the draft, and by the ledger, which no caller writes.
std::vector<OfficerId> answering(const WaivedCheck& check, const std::vector<AuditRow>& rows)
{
    OfficerId last;
    for (const AuditRow& row : rows) {
        const bool saved = row.event == QLatin1String("portrait-waived")
            || row.event == QLatin1String("portrait-taken") || row.event == QLatin1String("finger-taken")
            || row.event == QLatin1String("finger-excepted");
        if (saved && row.detail == check.field)
            last = OfficerId::parse(row.actor);
    }
    std::vector<OfficerId> officers {check.officer, last};
    std::erase_if(officers, [](OfficerId id) { return id.isNull(); });
    return officers;
}

bool contains(const std::vector<OfficerId>& officers, OfficerId id)
{
    return std::find(officers.begin(), officers.end(), id) != officers.end();
}

/// A supervisor who is none of those concerned.
bool hasSupervisorBeside(const std::vector<OfficerRecord>& known, const std::vector<OfficerId>& concerned)
{
    return std::any_of(known.begin(), known.end(), [&](const OfficerRecord& officer) {
        return officer.info.role == Role::Supervisor && !contains(concerned, officer.info.id);
    });
}

QStringList fieldsOf(const std::vector<WaivedCheck>& checks)
{
    QStringList fields;
    for (const WaivedCheck& check : checks)
        fields.append(check.field);
    return fields;
}

/// The checks named, or those that are still open.
std::vector<WaivedCheck> chosen(const std::vector<WaivedCheck>& all, const QStringList& fields,
    const EnrollmentDraft& draft, const Procedure& procedure)
{
    std::vector<WaivedCheck> some;
    std::copy_if(all.begin(), all.end(), std::back_inserter(some), [&](const WaivedCheck& check) {
        if (!fields.isEmpty())
            return fields.contains(check.field);
        const SignOff* given = signOffFor(check, draft, procedure);
        return given == nullptr || !given->putOff.isEmpty();
    });
    return some;
}

void put(std::vector<SignOff>& signOffs, SignOff given)
{
    std::erase_if(signOffs, [&](const SignOff& each) { return each.waiver == given.waiver; });
    signOffs.push_back(std::move(given));
}

} // namespace

QMap<OfficerId, QString> Desk::Parts::awaitingApproval(
    const EnrollmentDraft& draft, const Procedure& procedure, const std::vector<AuditRow>& rows)
{
    QMap<OfficerId, QString> waits;
    for (const WaivedCheck& check : waivedChecks(draft, procedure)) {
        const SignOff* given = signOffFor(check, draft, procedure);
        if (given == nullptr || given->putOff.isEmpty())
            continue;
        for (const OfficerId officer : answering(check, rows))
            if (!waits.value(officer).contains(check.field))
                waits[officer] = (waits.value(officer) + QLatin1Char(' ') + check.field).trimmed();
    }
    return waits;
}

Result<std::vector<WaivedCheck>> Desk::waivers(PacketId id) const
{
    return m_parts->hand(DeskOperation::Waivers)
        .and_then([&](const Parts::Hand& hand) { return m_parts->judged(id, hand.dataKey); })
        .map([](const Parts::Judged& judged) { return waivedChecks(judged.draft, judged.procedure); });
}

Status Desk::signOff(PacketId id, OfficerId second, const QByteArray& passphrase, const QStringList& fields)
{
    const auto hand = m_parts->hand(DeskOperation::SignOff);
    if (!hand)
        return failed(hand);
    const auto judged = m_parts->judged(id, hand->dataKey);
    const auto rows = m_parts->ledger.rowsAbout(id);
    const auto known = m_parts->officers.officers();
    if (!judged || !rows || !known)
        return !judged ? failed(judged) : !rows ? failed(rows) : failed(known);
    const auto checks
        = chosen(waivedChecks(judged->draft, judged->procedure), fields, judged->draft, judged->procedure);
    if (checks.empty())
        return fail(ErrorCode::InvalidInput, "there is nothing to sign off");
    std::vector<bool> standIn;
    bool needsSupervisor = false;
    for (const WaivedCheck& check : checks) {
        std::vector<OfficerId> concerned = answering(check, *rows);
        concerned.push_back(hand->actor.officer);
        if (contains(concerned, second))
            return fail(ErrorCode::NotAllowed,
                "nobody signs off what he waived himself, or while he is at work on the case");
        const bool bySupervisor = check.by == SignOffBy::Supervisor;
        standIn.push_back(bySupervisor && !hasSupervisorBeside(*known, concerned));
        needsSupervisor = needsSupervisor || (bySupervisor && !standIn.back());
    }
    const auto proven = m_parts->vault.prove(second, passphrase);
    if (!proven)
        return failed(proven);
    const bool supervisor = proven->role == Role::Supervisor;
    if (needsSupervisor && !supervisor)
        return fail(ErrorCode::NotAllowed, "a supervisor must sign this off");
    std::vector<SignOff> all = judged->draft.signOffs;
    for (std::size_t i = 0; i < checks.size(); ++i)
        put(all,
            {checks[i].field, checks[i].digest, second, supervisor, standIn[i] && !supervisor, {}, {},
                m_parts->clock.now()});
    return m_parts->drafts.saveSignOffs(
        id, all, hand->dataKey, "signed-off", fieldsOf(checks).join(QLatin1Char(' ')), {second});
}

Status Desk::putOffSignOff(PacketId id, const QString& reason, const QString& note)
{
    const auto hand = m_parts->hand(DeskOperation::PutOffSignOff);
    if (!hand)
        return failed(hand);
    const auto judged = m_parts->judged(id, hand->dataKey);
    if (!judged)
        return failed(judged);
    if (!judged->procedure.signOff.putOff.contains(reason))
        return fail(ErrorCode::InvalidInput, "the policy knows no such reason to put a sign-off off");
    const auto checks
        = chosen(waivedChecks(judged->draft, judged->procedure), {}, judged->draft, judged->procedure);
    if (checks.empty())
        return fail(ErrorCode::InvalidInput, "there is nothing to sign off");
    std::vector<SignOff> all = judged->draft.signOffs;
    for (const WaivedCheck& check : checks)
        put(all,
            {check.field, check.digest, hand->actor.officer,
                m_parts->vault.signedIn()->role == Role::Supervisor, false, reason, note.simplified(),
                m_parts->clock.now()});
    return m_parts->drafts.saveSignOffs(
        id, all, hand->dataKey, "sign-off-put-off", fieldsOf(checks).join(QLatin1Char(' ')), hand->actor);
}

Status Desk::hold(PacketId id, const QString& reason)
{
    return m_parts->may(DeskOperation::Hold).and_then([&] {
        return m_parts->outbox.hold(id, reason, m_parts->signedInId());
    });
}

Status Desk::retry(PacketId id)
{
    const auto row = m_parts->outbox.row(id);
    const auto operation = row && row->state == PacketState::Conflict ? DeskOperation::RetryConflict
        : row && row->problem == QLatin1String(heldByRecovery)        ? DeskOperation::RetryRecovered
                                                                      : DeskOperation::Retry;
    return m_parts->may(operation).and_then([&] { return m_parts->outbox.retry(id, m_parts->signedInId()); });
}

Status Desk::setUrgent(PacketId id, bool urgent)
{
    return m_parts->may(DeskOperation::SetUrgent).and_then([&] {
        return m_parts->outbox.setUrgent(id, urgent, m_parts->signedInId());
    });
}

Status Desk::approve(PacketId id)
{
    const auto rows = m_parts->ledger.rowsAbout(id);
    const auto known = m_parts->officers.officers();
    if (!rows || !known)
        return rows ? failed(known) : failed(rows);
    std::vector<OfficerId> concerned;
    for (const AuditRow& row : *rows)
        if (row.event == QLatin1String("awaits-approval"))
            concerned.push_back(OfficerId::parse(row.actor));
    const auto operation
        = hasSupervisorBeside(*known, concerned) ? DeskOperation::Approve : DeskOperation::ApproveAsStandIn;
    if (const Status may = m_parts->may(operation); !may)
        return may;
    if (contains(concerned, m_parts->signedInId()))
        return fail(ErrorCode::NotAllowed, "nobody approves what he waived himself");
    return m_parts->outbox.approve(id, m_parts->signedInId());
}

Result<int> Desk::purge(std::chrono::days keep)
{
    const bool early = keep.count() < m_parts->policy.retentionDays;
    return m_parts->may(early ? DeskOperation::PurgeEarly : DeskOperation::Purge).and_then([&] {
        return m_parts->outbox.purge(keep, m_parts->signedInId());
    });
}

} // namespace station
