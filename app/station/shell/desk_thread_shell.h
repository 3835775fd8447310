#pragma once

#include "app/station/desk_thread.h"
#include "app/station/shell/shell_desk.h"

namespace station {

/// The shell's questions, asked on the desk's thread.
class DeskThreadShell final : public ShellDesk {
public:
    explicit DeskThreadShell(DeskThread& desk)
        : m_desk(desk)
    {
    }

    void officers(QObject* context, Then<std::vector<OfficerInfo>> then) override;
    void addOfficer(QObject* context, const NewOfficer& officer, Then<OfficerId> then) override;
    void signIn(
        QObject* context, OfficerId id, const QByteArray& passphrase, Then<OfficerInfo> then) override;
    void lock(QObject* context, Then<void> then) override;
    void recoveryState(QObject* context, Then<RecoveryState> then) override;
    void makeRecoveryCode(QObject* context, Then<QByteArray> then) override;
    void recoveryCodeKept(QObject* context, Then<void> then) override;
    void recover(QObject* context, OfficerId id, const QByteArray& code, const QByteArray& passphrase,
        Then<QByteArray> then) override;
    void repair(QObject* context, Then<std::optional<RecoveryNotice>> then) override;
    void noteRepair(QObject* context, Then<void> then) override;
    void today(QObject* context, Then<TodayCounts> then) override;
    void drafts(QObject* context, Then<std::vector<DraftSummary>> then) override;
    void discard(QObject* context, PacketId id, const QString& reason, Then<void> then) override;
    void queue(QObject* context, const std::vector<PacketState>& states, int offset, int limit,
        Then<std::vector<QueueRow>> then) override;
    void totals(QObject* context, Then<QueueTotals> then) override;
    void history(QObject* context, PacketId id, Then<std::vector<HistoryEntry>> then) override;
    void hold(QObject* context, PacketId id, const QString& reason, Then<void> then) override;
    void retry(QObject* context, PacketId id, Then<void> then) override;
    void facts(QObject* context, Then<StationFacts> then) override;
    void storeFacts(QObject* context, Then<StoreFacts> then) override;
    void setUrgent(QObject* context, PacketId id, bool urgent, Then<void> then) override;
    void approve(QObject* context, PacketId id, Then<void> then) override;
    void certificate(QObject* context, Then<IdentityFacts> then) override;

private:
    DeskThread& m_desk;
};

/// The rows from `offset` on, newest first, of several states at once.
[[nodiscard]] Result<std::vector<QueueRow>> queueRows(
    const Outbox& outbox, const std::vector<PacketState>& states, int offset, int limit);

} // namespace station
