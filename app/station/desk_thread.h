#pragma once

#include "core/base/worker_thread.h"
#include "core/desk/desk.h"

#include <QMetaObject>
#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace station {

/// The desk on its own thread: the window asks, and is answered in its own event loop.
/// Work runs in the order asked. Destroying it waits for the work that was asked.
class DeskThread {
public:
    explicit DeskThread(std::unique_ptr<Desk> desk)
        : m_desk(std::move(desk))
        , m_worker(m_thread.adopt(std::make_unique<QObject>()))
    {
    }
    ~DeskThread()
    {
        // The desk and its database connection die on the thread they worked on.
        QMetaObject::invokeMethod(
            &m_worker, [this] { m_desk.reset(); }, Qt::BlockingQueuedConnection);
    }

    /// Runs `work(Desk&)` on the desk thread, then `then(result)` on the thread that made the DeskThread,
    /// unless `context`, which lives there, has died.
    template<class Work, class Then>
    void ask(QObject* context, Work work, Then then)
    {
        QMetaObject::invokeMethod(
            &m_worker,
            [this, alive = QPointer<QObject>(context), work = std::move(work),
                then = std::move(then)]() mutable {
                auto answer = std::make_shared<std::invoke_result_t<Work, Desk&>>(work(*m_desk));
                QMetaObject::invokeMethod(
                    &m_home,
                    [alive, answer, then = std::move(then)]() mutable {
                        if (alive)
                            then(std::move(*answer));
                    },
                    Qt::QueuedConnection);
            },
            Qt::QueuedConnection);
    }

    /// From inside the work: `what` on the thread that made the DeskThread, before the answer, unless the
    /// context has died.
    template<class What>
    void tell(QPointer<QObject> alive, What what)
    {
        QMetaObject::invokeMethod(
            &m_home,
            [alive = std::move(alive), what = std::move(what)] {
                if (alive)
                    what();
            },
            Qt::QueuedConnection);
    }

private:
    std::unique_ptr<Desk> m_desk;
    QObject m_home; // answers are posted to it, so that `context` is looked at only on its own thread
    WorkerThread m_thread {QStringLiteral("desk")};
    QObject& m_worker;
};

} // namespace station
