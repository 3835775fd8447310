#pragma once

#include "app/station/roster/roster_desk.h"
#include "core/base/clock.h"

#include <QObject>

#include <optional>
#include <vector>

namespace station {

/// What the list at the left shows.
enum class RosterShown { Found, Due, Turning14 };

struct RosterView {
    RosterShown shown = RosterShown::Found;
    bool ready = false; ///< the overview has come
    RosterOverview overview;
    QString typed;
    bool asking = false; ///< an answer is under way
    std::vector<RosterHit> people; ///< of a list that makes itself: without matches
    int all = 0; ///< how many fit; people holds at most `most` of them
    bool isCard = false; ///< a card's QR code was typed
    std::optional<RosterCard> chosen;
    bool saving = false;
    bool saved = false; ///< the last change stands, and nothing was chosen since
    std::optional<Error> trouble; ///< of the list, the person or the change
};

/// Who is searched for, chosen and changed.
///
/// Promise: while one answer is under way only the newest of what was typed meanwhile is asked next; what is
/// shown always answers what was typed last. Threads: the window's.
class RosterPresenter : public QObject {
    Q_OBJECT

public:
    static constexpr int most = 200; ///< people in the list
    static constexpr int turningDays = 60; ///< ahead

    RosterPresenter(RosterDesk& desk, const Clock& clock, QObject* parent = nullptr);
    [[nodiscard]] const RosterView& view() const { return m_view; }
    [[nodiscard]] QDate today() const; ///< by the clock on the wall

public slots:
    void open(); ///< the page is shown: reads what may have changed
    void type(const QString& text);
    void show(station::RosterShown what);
    void choose(qint64 person);
    void chooseFirst(); ///< of the answer to what was typed last
    void change(const station::RosterSetting& setting); ///< of who is chosen
    void forget(); ///< locked: nobody's name stays in memory here

signals:
    void changed(const station::RosterView& view);

private:
    void ask();
    void answered(std::vector<RosterHit> people, int all);
    void refused(const Error& error);
    void askList(RosterShown what);

    RosterDesk& m_desk;
    const Clock& m_clock;
    RosterView m_view;
    QString m_asked; ///< what the answer under way is about
    bool m_firstWanted = false;
    int m_visit = 0; ///< answers to what was asked before forget() are thrown away
};

} // namespace station
