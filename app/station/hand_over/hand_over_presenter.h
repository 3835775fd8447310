#pragma once

#include "app/station/hand_over/hand_over_desk.h"
#include "app/words/hand_over_words.h"

#include <QTimer>

#include <optional>

namespace station {

/// What stands in the way of the act that was asked for.
enum class HandOverFault { None, NoStick, NoStation, OwnStation, NothingChosen };

/// What the last act came to: one line for each bundle it was about.
struct HandOverOutcome {
    HandOverAct act = HandOverAct::Give;
    std::vector<HandOverReport> done;
    std::vector<Error> refused; ///< each once
};

struct HandOverView {
    HandOverFacts facts;
    int reading = 0; ///< of the facts: rises with each; 0 before the first
    QString ownId;
    bool isSupervisor = false;
    std::optional<BundleRow> selected;
    std::optional<HandOverAct> running;
    int done = 0; ///< of `all`, while it runs; 0 of 0 before anything was told
    int all = 0;
    bool stopping = false;
    HandOverFault fault = HandOverFault::None;
    std::optional<HandOverOutcome> outcome;
    std::optional<Error> trouble; ///< the list could not be read

    [[nodiscard]] bool busy() const { return running.has_value(); }
    [[nodiscard]] bool canWriteAgain() const;
    [[nodiscard]] bool canTakeBack() const; ///< a supervisor's
};

/// Packets to the registry by way of another station, on a stick (core/desk/hand_over.h).
///
///   give, takeOver, readWord, writeAgain, takeBack: one at a time; changed() with each step, then an outcome
///   stop(): the running one ends as soon as it can, with custody where it was
///
/// Threads: the window's; the work is done on the desk's.
class HandOverPresenter : public QObject {
    Q_OBJECT

public:
    HandOverPresenter(HandOverDesk& desk, const QString& ownId, QObject* parent = nullptr);
    [[nodiscard]] const HandOverView& view() const { return m_view; }

public slots:
    void refresh();
    void refreshSoon(); ///< at most once a second, while sending goes on
    void begin(bool supervisor); ///< the page is entered; what was said before is forgotten
    void select(const station::BundleId& id);
    void give(const QString& to, const QString& stick, const std::vector<station::PacketId>& packets);
    void takeOver(const QString& stick);
    void readWord(const QString& stick);
    void writeAgain(const QString& stick); ///< the selected one
    void takeBack(const QString& reason); ///< the selected one
    void stop();

signals:
    void changed(const station::HandOverView& view);
    void moved(); ///< custody may have moved: there is something to ask the registry

private:
    [[nodiscard]] bool mayStart(HandOverAct act, HandOverFault fault);
    [[nodiscard]] HandOverTaskPtr newTask();
    void finished(HandOverOutcome outcome);
    void finishedOne(const Result<HandOverReport>& done);
    void finishedAll(const Result<std::vector<FolderOutcome>>& outcomes);
    [[nodiscard]] std::optional<BundleRow> rowOf(BundleId id) const;

    HandOverDesk& m_desk;
    HandOverView m_view;
    HandOverTaskPtr m_task;
    QTimer m_soon;
};

} // namespace station
