#pragma once

#include <QObject>
#include <QThread>

#include <memory>

namespace station {

/// A named thread with an event loop, and the objects that live on it.
/// Stops and joins in its destructor; objects given to adopt() are deleted on the thread they live on.
class WorkerThread {
public:
    explicit WorkerThread(const QString& name)
    {
        m_thread.setObjectName(name);
        m_thread.start();
    }
    ~WorkerThread()
    {
        m_thread.quit();
        m_thread.wait();
    }
    WorkerThread(const WorkerThread&) = delete;
    WorkerThread& operator=(const WorkerThread&) = delete;

    /// @pre object has no parent
    template<class T>
    T& adopt(std::unique_ptr<T> object)
    {
        T* raw = object.release();
        raw->moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::finished, raw, &QObject::deleteLater);
        return *raw;
    }

private:
    QThread m_thread;
};

} // namespace station
