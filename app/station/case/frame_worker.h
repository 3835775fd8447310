#pragma once

#include "core/capture/camera.h"

#include <QObject>

#include <atomic>
#include <mutex>
#include <optional>

namespace station {

/// Works on the newest frame only: what comes while work() is busy replaces what was waiting, so that a slow
/// worker is late by one frame at most and never falls behind.
///
/// Threads: offer() from any thread; work() runs on the thread that this object lives on.
class FrameWorker : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    void offer(const CameraFrame& frame);
    /// From now on work() gets frames turned clockwise by so many quarters: the camera hangs over a bed
    /// sideways. Any thread.
    void setTurn(int quarters) { m_turn.store(quarters); }

protected:
    virtual void work(const CameraFrame& frame) = 0;

private:
    void takeNext();

    std::mutex m_mutex;
    std::optional<CameraFrame> m_next; ///< guarded by m_mutex, as is m_posted
    bool m_posted = false;
    std::atomic<int> m_turn = 0;
};

} // namespace station
