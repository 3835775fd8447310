#pragma once

#include "app/station/shell/shell_desk.h"

#include <deque>
#include <functional>
#include <map>

namespace station {

/// Nothing to cure, wherever the test runs.
inline StationFacts healthyFacts()
{
    StationFacts facts;
    facts.now = Instant {std::chrono::sys_days {std::chrono::year {2026} / 11 / 27}};
    facts.bytesFree = 50'000'000'000;
    facts.officers = facts.supervisors = 2;
    facts.hasRegistry = facts.hasIdentity = true;
    facts.stationCertificate = facts.registryCertificate = facts.caCertificate
        = Validity {facts.now - std::chrono::days(1), facts.now + std::chrono::days(300)};
    return facts;
}

/// A desk in memory. It answers at once, or, while `holding`, when answer() is called: nothing is slept for.
class FakeDesk final : public ShellDesk {
public:
    std::vector<OfficerInfo> people;
    std::map<QString, QByteArray> passphrases; ///< by officer id
    std::vector<DraftSummary> openDrafts;
    std::vector<QueueRow> rows;
    std::map<QString, std::vector<HistoryEntry>> histories;
    TodayCounts counts;
    std::optional<RecoveryNotice> notice;
    std::optional<Error> trouble; ///< every call answers it
    std::optional<Error> signInTrouble;
    RecoveryState recovery = RecoveryState::Kept;
    QByteArray rightCode; ///< of the envelope
    QByteArray nextCode; ///< what is made next
    ErrorCode recoverTrouble = ErrorCode::WrongPassphrase;
    std::string wrongCodeDetail; ///< empty: "30" for LockedOut, nothing for the rest
    int locks = 0;
    int approvals = 0;
    std::optional<IdentityFacts> identity; ///< of the station's certificate; nothing: none is installed
    int queueCalls = 0;
    QString lastReason;
    bool holding = false;
    StationFacts known = healthyFacts();
    StoreFacts stored;

    OfficerId add(const QString& name, Role role, const QByteArray& passphrase)
    {
        const OfficerId id = OfficerId::create(Instant {std::chrono::milliseconds {1 + people.size()}});
        people.push_back({id, name, role});
        passphrases[id.text()] = passphrase;
        return id;
    }
    void answer()
    {
        while (!m_pending.empty()) {
            auto next = std::move(m_pending.front());
            m_pending.pop_front();
            next();
        }
    }

    QByteArray firstsWords; ///< with the officer who was added last
    void officers(QObject*, Then<std::vector<OfficerInfo>> then) override { give(then, people); }
    void addOfficer(QObject*, const NewOfficer& officer, Then<OfficerId> then) override
    {
        if (trouble)
            return give<OfficerId>(then, {});
        firstsWords = officer.first;
        give(then, add(officer.name, officer.role, officer.passphrase));
    }
    void signIn(QObject*, OfficerId id, const QByteArray& passphrase, Then<OfficerInfo> then) override
    {
        if (signInTrouble)
            return later([then, error = *signInTrouble] { then(tl::unexpected<Error>(error)); });
        for (const OfficerInfo& officer : people)
            if (officer.id == id && passphrases[id.text()] == passphrase)
                return give(then, officer);
        later([then] { then(fail(ErrorCode::WrongPassphrase, "")); });
    }
    void lock(QObject*, Then<void> then) override
    {
        ++locks;
        later([then] { then({}); });
    }
    void recoveryState(QObject*, Then<RecoveryState> then) override { give(then, recovery); }
    void makeRecoveryCode(QObject*, Then<QByteArray> then) override
    {
        recovery = RecoveryState::NotKept;
        give(then, nextCode);
    }
    void recoveryCodeKept(QObject*, Then<void> then) override
    {
        recovery = RecoveryState::Kept;
        done(then);
    }
    void recover(QObject*, OfficerId id, const QByteArray& code, const QByteArray& passphrase,
        Then<QByteArray> then) override
    {
        if (code != rightCode)
            return later([this, then] {
                const bool locked = recoverTrouble == ErrorCode::LockedOut && wrongCodeDetail.empty();
                then(fail(recoverTrouble, locked ? "30" : wrongCodeDetail));
            });
        passphrases[id.text()] = passphrase;
        recovery = RecoveryState::NotKept;
        give(then, nextCode);
    }
    void repair(QObject*, Then<std::optional<RecoveryNotice>> then) override { give(then, notice); }
    void noteRepair(QObject*, Then<void> then) override
    {
        notice.reset();
        done(then);
    }
    void today(QObject*, Then<TodayCounts> then) override { give(then, counts); }
    void drafts(QObject*, Then<std::vector<DraftSummary>> then) override { give(then, openDrafts); }
    void discard(QObject*, PacketId id, const QString& reason, Then<void> then) override
    {
        lastReason = reason;
        std::erase_if(openDrafts, [&](const DraftSummary& draft) { return draft.id == id; });
        done(then);
    }
    void queue(QObject*, const std::vector<PacketState>& states, int offset, int limit,
        Then<std::vector<QueueRow>> then) override
    {
        ++queueCalls;
        std::vector<QueueRow> found;
        for (const QueueRow& row : rows)
            if (states.empty() || std::find(states.begin(), states.end(), row.state) != states.end())
                found.push_back(row);
        const auto begin = found.begin() + std::min<std::ptrdiff_t>(offset, std::ssize(found));
        const auto end = found.begin() + std::min<std::ptrdiff_t>(offset + limit, std::ssize(found));
        give(then, std::vector<QueueRow>(begin, end));
    }
    void totals(QObject*, Then<QueueTotals> then) override
    {
        QueueTotals sum;
        for (const QueueRow& row : rows)
            switch (row.state) {
            case PacketState::Sealed:
            case PacketState::Announced:
            case PacketState::Uploading:
                if (row.custody == Custody::Handed) {
                    ++sum.handed;
                    break;
                }
                ++sum.waiting;
                sum.waitingBytes += row.size - row.offset;
                break;
            case PacketState::Rejected:
            case PacketState::Resubmit:
            case PacketState::Conflict:
            case PacketState::Held: ++sum.needsYou; break;
            case PacketState::Received:
            case PacketState::Processing:
            case PacketState::Processed:
            case PacketState::Purged: ++sum.delivered; break;
            }
        give(then, sum);
    }
    void history(QObject*, PacketId id, Then<std::vector<HistoryEntry>> then) override
    {
        give(then, histories[id.text()]);
    }
    void hold(QObject*, PacketId id, const QString& reason, Then<void> then) override
    {
        lastReason = reason;
        change(id, PacketState::Held);
        done(then);
    }
    void setUrgent(QObject*, PacketId id, bool urgent, Then<void> then) override
    {
        for (QueueRow& row : rows)
            if (row.id == id)
                row.priority = urgent ? 1 : 0;
        done(then);
    }
    void retry(QObject*, PacketId id, Then<void> then) override
    {
        change(id, PacketState::Sealed);
        done(then);
    }
    void facts(QObject*, Then<StationFacts> then) override { give(then, known); }
    void storeFacts(QObject*, Then<StoreFacts> then) override { give(then, stored); }

    void approve(QObject*, PacketId id, Then<void> then) override
    {
        ++approvals;
        change(id, PacketState::Sealed);
        done(then);
    }
    void certificate(QObject*, Then<IdentityFacts> then) override
    {
        if (!identity)
            return later([then] { then(fail(ErrorCode::NotFound, "no identity")); });
        give(then, *identity);
    }

private:
    void later(std::function<void()> work)
    {
        if (holding)
            m_pending.push_back(std::move(work));
        else
            work();
    }
    template<class T>
    void give(Then<T> then, T value)
    {
        later([this, then = std::move(then), value = std::move(value)] {
            trouble ? then(tl::unexpected<Error>(*trouble)) : then(value);
        });
    }
    void done(Then<void> then)
    {
        later([this, then = std::move(then)] { trouble ? then(tl::unexpected<Error>(*trouble)) : then({}); });
    }
    void change(PacketId id, PacketState state)
    {
        for (QueueRow& row : rows)
            if (row.id == id)
                row.state = state;
    }

    std::deque<std::function<void()>> m_pending;
};

} // namespace station
