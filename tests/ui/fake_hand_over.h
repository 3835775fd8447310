#pragma once

#include "app/station/hand_over/hand_over_desk.h"

#include <algorithm>
#include <deque>

namespace station {

/// Hand-over in memory, as a FakeDesk: answers at once, or when told to while `holding`.
class FakeHandOver final : public HandOverDesk {
public:
    HandOverFacts known;
    std::optional<Error> trouble; ///< every act answers it
    std::vector<FolderOutcome> onStick; ///< what takeOver and readWords find
    bool holding = false;
    HandOverTaskPtr task; ///< of the act that runs
    QString to;
    QString stick;
    QString reason;
    std::vector<PacketId> given;
    int writtenAgain = 0;

    void answer()
    {
        while (!m_pending.empty()) {
            auto next = std::move(m_pending.front());
            m_pending.pop_front();
            next();
        }
    }

    void handOvers(QObject*, Then<HandOverFacts> then) override { then(known); }
    void give(QObject*, const QString& station, const QString& place, const std::vector<PacketId>& packets,
        HandOverTaskPtr running, Then<HandOverReport> then) override
    {
        to = station;
        stick = place;
        given = packets;
        task = std::move(running);
        later([this, then] {
            if (trouble)
                return then(tl::unexpected<Error>(*trouble));
            if (task->stop)
                return then(fail(ErrorCode::Cancelled, "stopped"));
            std::erase_if(known.waiting, [this](const QueueRow& row) {
                return std::find(given.begin(), given.end(), row.id) != given.end();
            });
            HandOverReport report;
            report.peer = to;
            report.packets = static_cast<int>(given.size());
            report.bytes = 1'400'000;
            then(report);
        });
    }
    void writeAgain(QObject*, BundleId id, const QString& place, HandOverTaskPtr running,
        Then<HandOverReport> then) override
    {
        stick = place;
        task = std::move(running);
        ++writtenAgain;
        later([this, then, id] {
            HandOverReport report;
            report.id = id;
            trouble ? then(tl::unexpected<Error>(*trouble)) : then(report);
        });
    }
    void takeOver(QObject*, const QString& place, HandOverTaskPtr running,
        Then<std::vector<FolderOutcome>> then) override
    {
        stick = place;
        task = std::move(running);
        later([this, then] { found(then); });
    }
    void readWords(QObject*, const QString& place, Then<std::vector<FolderOutcome>> then) override
    {
        stick = place;
        later([this, then] { found(then); });
    }
    void takeBack(QObject*, BundleId id, const QString& why, Then<void> then) override
    {
        reason = why;
        for (BundleRow& row : known.bundles)
            if (row.id == id)
                row.state = BundleState::AskedBack;
        later([then] { then({}); });
    }

private:
    void later(std::function<void()> work)
    {
        if (holding)
            m_pending.push_back(std::move(work));
        else
            work();
    }
    void found(const Then<std::vector<FolderOutcome>>& then)
    {
        trouble ? then(tl::unexpected<Error>(*trouble)) : then(onStick);
    }

    std::deque<std::function<void()>> m_pending;
};

} // namespace station
