#pragma once

#include "core/roster/roster.h"

#include <QObject>

#include <functional>
#include <optional>

namespace station {

/// What the page knows before anything is typed.
struct RosterOverview {
    qint64 people = 0;
    std::optional<RosterExtract> newest; ///< nothing before the first import
    RosterClasses classes;
};

/// One person, and everything officers changed about them.
struct RosterCard {
    RosterPerson person;
    std::vector<RosterChange> history; ///< oldest first
};

/// What the roster page asks of the desk. Answers as ShellDesk's.
class RosterDesk {
public:
    template<class T>
    using Then = std::function<void(Result<T>)>;

    virtual ~RosterDesk() = default;

    /// Also makes the index that search() needs: some seconds with a million people, on the desk's thread.
    virtual void overview(QObject* context, Then<RosterOverview> then) = 0;
    virtual void search(QObject* context, const QString& typed, int most, Then<RosterHits> then) = 0;
    virtual void due(QObject* context, QDate on, int most, Then<RosterList> then) = 0;
    virtual void turning14(QObject* context, QDate from, QDate to, int most, Then<RosterList> then) = 0;
    virtual void card(QObject* context, qint64 person, Then<RosterCard> then) = 0;
    virtual void set(QObject* context, qint64 person, const RosterSetting& setting, Then<RosterCard> then)
        = 0;
};

} // namespace station
