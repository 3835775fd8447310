#include "app/station/shell/desk_thread_shell.h"

#include "core/vault/secret.h"

#include <algorithm>

namespace station {

Result<std::vector<QueueRow>> queueRows(
    const Outbox& outbox, const std::vector<PacketState>& states, int offset, int limit)
{
    if (states.empty())
        return outbox.list({std::nullopt, offset, limit});
    std::vector<QueueRow> rows;
    for (const PacketState state : states) {
        auto some
            = outbox.list({state, 0, offset + limit}); // each state is sorted by itself: merge, then cut
        if (!some)
            return some;
        std::move(some->begin(), some->end(), std::back_inserter(rows));
    }
    std::sort(rows.begin(), rows.end(), [](const QueueRow& a, const QueueRow& b) { return a.seq > b.seq; });
    rows.erase(rows.begin(), rows.begin() + std::min<std::ptrdiff_t>(offset, std::ssize(rows)));
    rows.resize(std::min(rows.size(), static_cast<std::size_t>(limit)));
    return rows;
}

void DeskThreadShell::officers(QObject* context, Then<std::vector<OfficerInfo>> then)
{
    m_desk.ask(
        context, [](Desk& desk) { return desk.officers(); }, std::move(then));
}

void DeskThreadShell::addOfficer(QObject* context, const NewOfficer& officer, Then<OfficerId> then)
{
    m_desk.ask(
        context,
        [officer](Desk& desk) {
            return desk.addOfficer(officer.name, officer.role, officer.passphrase, officer.first);
        },
        std::move(then));
}

void DeskThreadShell::signIn(
    QObject* context, OfficerId id, const QByteArray& passphrase, Then<OfficerInfo> then)
{
    // A copy of its own, wiped here: the caller wipes the one it gave.
    QByteArray secret(passphrase.constData(), passphrase.size());
    m_desk.ask(
        context,
        [id, secret = std::move(secret)](Desk& desk) mutable {
            auto officer = desk.signIn(id, secret);
            wipe(secret);
            return officer;
        },
        std::move(then));
}

void DeskThreadShell::lock(QObject* context, Then<void> then)
{
    m_desk.ask(
        context,
        [](Desk& desk) {
            desk.lock();
            return Status();
        },
        std::move(then));
}

void DeskThreadShell::recoveryState(QObject* context, Then<RecoveryState> then)
{
    m_desk.ask(
        context, [](Desk& desk) { return desk.recoveryState(); }, std::move(then));
}

void DeskThreadShell::makeRecoveryCode(QObject* context, Then<QByteArray> then)
{
    m_desk.ask(
        context, [](Desk& desk) { return desk.makeRecoveryCode(); }, std::move(then));
}

void DeskThreadShell::recoveryCodeKept(QObject* context, Then<void> then)
{
    m_desk.ask(
        context, [](Desk& desk) { return desk.recoveryCodeKept(); }, std::move(then));
}

void DeskThreadShell::recover(QObject* context, OfficerId id, const QByteArray& code,
    const QByteArray& passphrase, Then<QByteArray> then)
{
    // Copies of their own: the caller wipes what it gave.
    m_desk.ask(
        context,
        [id, typed = QByteArray(code.constData(), code.size()),
            words = QByteArray(passphrase.constData(), passphrase.size())](Desk& desk) mutable {
            auto next = desk.recover(id, typed, words);
            wipe(typed);
            wipe(words);
            return next;
        },
        std::move(then));
}

void DeskThreadShell::repair(QObject* context, Then<std::optional<RecoveryNotice>> then)
{
    m_desk.ask(
        context, [](Desk& desk) { return desk.recoveryNotice(); }, std::move(then));
}

void DeskThreadShell::noteRepair(QObject* context, Then<void> then)
{
    m_desk.ask(
        context, [](Desk& desk) { return desk.acknowledgeRecovery(); }, std::move(then));
}

void DeskThreadShell::today(QObject* context, Then<TodayCounts> then)
{
    m_desk.ask(
        context, [](Desk& desk) { return desk.today(); }, std::move(then));
}

void DeskThreadShell::drafts(QObject* context, Then<std::vector<DraftSummary>> then)
{
    m_desk.ask(
        context, [](Desk& desk) { return desk.drafts(); }, std::move(then));
}

void DeskThreadShell::discard(QObject* context, PacketId id, const QString& reason, Then<void> then)
{
    m_desk.ask(
        context, [id, reason](Desk& desk) { return desk.discardCase(id, reason); }, std::move(then));
}

void DeskThreadShell::queue(QObject* context, const std::vector<PacketState>& states, int offset, int limit,
    Then<std::vector<QueueRow>> then)
{
    m_desk.ask(
        context,
        [states, offset, limit](Desk& desk) { return queueRows(desk.outbox(), states, offset, limit); },
        std::move(then));
}

void DeskThreadShell::totals(QObject* context, Then<QueueTotals> then)
{
    m_desk.ask(
        context, [](Desk& desk) { return desk.outbox().totals(); }, std::move(then));
}

void DeskThreadShell::history(QObject* context, PacketId id, Then<std::vector<HistoryEntry>> then)
{
    m_desk.ask(
        context, [id](Desk& desk) { return desk.outbox().history(id); }, std::move(then));
}

void DeskThreadShell::hold(QObject* context, PacketId id, const QString& reason, Then<void> then)
{
    m_desk.ask(
        context, [id, reason](Desk& desk) { return desk.hold(id, reason); }, std::move(then));
}

void DeskThreadShell::retry(QObject* context, PacketId id, Then<void> then)
{
    m_desk.ask(
        context, [id](Desk& desk) { return desk.retry(id); }, std::move(then));
}

void DeskThreadShell::setUrgent(QObject* context, PacketId id, bool urgent, Then<void> then)
{
    m_desk.ask(
        context, [id, urgent](Desk& desk) { return desk.setUrgent(id, urgent); }, std::move(then));
}

void DeskThreadShell::approve(QObject* context, PacketId id, Then<void> then)
{
    m_desk.ask(
        context, [id](Desk& desk) { return desk.approve(id); }, std::move(then));
}

void DeskThreadShell::certificate(QObject* context, Then<IdentityFacts> then)
{
    m_desk.ask(
        context, [](Desk& desk) { return desk.certificate(); }, std::move(then));
}

void DeskThreadShell::facts(QObject* context, Then<StationFacts> then)
{
    m_desk.ask(
        context, [](Desk& desk) { return desk.facts(); }, std::move(then));
}

void DeskThreadShell::storeFacts(QObject* context, Then<StoreFacts> then)
{
    m_desk.ask(
        context, [](Desk& desk) { return Result<StoreFacts>(desk.checkStore()); }, std::move(then));
}

} // namespace station
