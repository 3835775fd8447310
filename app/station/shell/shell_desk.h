#pragma once

#include "core/desk/desk.h"

#include <QByteArray>
#include <QObject>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace station {

struct NewOfficer {
    QString name;
    Role role = Role::Officer;
    QByteArray passphrase;
    QByteArray first = {}; ///< the first officer's passphrase, for the second one
};

/// What the window asks of the desk outside a case. Each answer comes exactly once, later, on the window's
/// thread, unless `context` has died. Errors are the desk's own.
class ShellDesk {
public:
    template<class T>
    using Then = std::function<void(Result<T>)>;

    virtual ~ShellDesk() = default;

    virtual void officers(QObject* context, Then<std::vector<OfficerInfo>> then) = 0;
    virtual void addOfficer(QObject* context, const NewOfficer& officer, Then<OfficerId> then) = 0;
    virtual void signIn(QObject* context, OfficerId id, const QByteArray& passphrase, Then<OfficerInfo> then)
        = 0;
    virtual void lock(QObject* context, Then<void> then) = 0;
    virtual void repair(QObject* context, Then<std::optional<RecoveryNotice>> then) = 0;
    virtual void noteRepair(QObject* context, Then<void> then) = 0;

    virtual void recoveryState(QObject* context, Then<RecoveryState> then) = 0;
    virtual void makeRecoveryCode(QObject* context, Then<QByteArray> then) = 0;
    virtual void recoveryCodeKept(QObject* context, Then<void> then) = 0;
    virtual void recover(QObject* context, OfficerId id, const QByteArray& code, const QByteArray& passphrase,
        Then<QByteArray> then)
        = 0;

    virtual void today(QObject* context, Then<TodayCounts> then) = 0;
    virtual void drafts(QObject* context, Then<std::vector<DraftSummary>> then) = 0;
    virtual void discard(QObject* context, PacketId id, const QString& reason, Then<void> then) = 0;

    /// Rows in one of `states` (any state when empty), newest first.
    virtual void queue(QObject* context, const std::vector<PacketState>& states, int offset, int limit,
        Then<std::vector<QueueRow>> then)
        = 0;
    virtual void totals(QObject* context, Then<QueueTotals> then) = 0;
    virtual void history(QObject* context, PacketId id, Then<std::vector<HistoryEntry>> then) = 0;
    virtual void hold(QObject* context, PacketId id, const QString& reason, Then<void> then) = 0;
    virtual void retry(QObject* context, PacketId id, Then<void> then) = 0;

    virtual void facts(QObject* context, Then<StationFacts> then) = 0;
    virtual void storeFacts(QObject* context, Then<StoreFacts> then) = 0; ///< may take seconds
    virtual void setUrgent(QObject* context, PacketId id, bool urgent, Then<void> then) = 0;
    /// Of a packet whose second signature was put off.
    virtual void approve(QObject* context, PacketId id, Then<void> then) = 0;
    virtual void certificate(QObject* context, Then<IdentityFacts> then) = 0;
};

} // namespace station
