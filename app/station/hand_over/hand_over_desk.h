#pragma once

#include "core/desk/hand_over.h"
#include "core/store/outbox.h"

#include <QObject>

#include <atomic>
#include <functional>
#include <memory>
#include <vector>

namespace station {

/// A file system that somebody has plugged in.
struct StickPlace {
    QString path;
    QString name; ///< its label; may be empty
    qint64 bytesFree = 0;
    bool readOnly = false;

    friend bool operator==(const StickPlace&, const StickPlace&) = default;
};

struct HandOverFacts {
    std::vector<BundleRow> bundles; ///< newest first
    std::vector<QueueRow> waiting; ///< what may be handed over, oldest first; at most one bundle full
    std::vector<StickPlace> sticks;
};

/// One bundle's folder on a stick and what came of it.
struct FolderOutcome {
    QString folder;
    Result<HandOverReport> done;
};

/// What the page asks while work goes on, and how it stops it. Shared between two threads.
struct HandOverTask {
    std::atomic<bool> stop {false};
    std::function<void(int done, int all)> progress; ///< on the window's thread
};
using HandOverTaskPtr = std::shared_ptr<HandOverTask>;

/// What the hand-over page asks of the desk. Answers as ShellDesk's.
class HandOverDesk {
public:
    template<class T>
    using Then = std::function<void(Result<T>)>;

    virtual ~HandOverDesk() = default;

    virtual void handOvers(QObject* context, Then<HandOverFacts> then) = 0;
    virtual void give(QObject* context, const QString& to, const QString& stick,
        const std::vector<PacketId>& packets, HandOverTaskPtr task, Then<HandOverReport> then)
        = 0;
    virtual void writeAgain(
        QObject* context, BundleId id, const QString& stick, HandOverTaskPtr task, Then<HandOverReport> then)
        = 0;
    /// Every bundle on the stick; one that is refused does not stop the next. Errors: NotFound without any.
    virtual void takeOver(
        QObject* context, const QString& stick, HandOverTaskPtr task, Then<std::vector<FolderOutcome>> then)
        = 0;
    virtual void readWords(QObject* context, const QString& stick, Then<std::vector<FolderOutcome>> then) = 0;
    virtual void takeBack(QObject* context, BundleId id, const QString& reason, Then<void> then) = 0;
};

} // namespace station
