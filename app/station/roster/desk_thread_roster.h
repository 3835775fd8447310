#pragma once

#include "app/station/desk_thread.h"
#include "app/station/roster/roster_desk.h"

namespace station {

/// The roster page's questions, asked on the desk's thread.
class DeskThreadRoster final : public RosterDesk {
public:
    explicit DeskThreadRoster(DeskThread& desk)
        : m_desk(desk)
    {
    }

    void overview(QObject* context, Then<RosterOverview> then) override;
    void search(QObject* context, const QString& typed, int most, Then<RosterHits> then) override;
    void due(QObject* context, QDate on, int most, Then<RosterList> then) override;
    void turning14(QObject* context, QDate from, QDate to, int most, Then<RosterList> then) override;
    void card(QObject* context, qint64 person, Then<RosterCard> then) override;
    void set(QObject* context, qint64 person, const RosterSetting& setting, Then<RosterCard> then) override;

private:
    DeskThread& m_desk;
};

} // namespace station
