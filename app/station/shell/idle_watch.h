#pragma once

#include "core/base/clock.h"

#include <QObject>
#include <QTimer>

#include <chrono>

namespace station {

/// Says when nobody has touched keyboard, mouse, touch screen or reader for a while, the time that the
/// computer slept included: by then the input that woke it has not reached the page. Threads: the window's.
class IdleWatch : public QObject {
    Q_OBJECT

public:
    /// Watches every window of the application.
    explicit IdleWatch(const Clock& clock, QObject* parent = nullptr);

    void setPatience(std::chrono::milliseconds patience); ///< counts from now
    bool eventFilter(QObject* watched, QEvent* event) override;

public slots:
    void touched(); ///< input that comes from elsewhere, e.g. a finger on the reader

signals:
    void idle(); ///< once; again only after new input

private:
    [[nodiscard]] bool sleptTooLong() const;
    void look();
    void say();

    const Clock& m_clock;
    QTimer m_timer; ///< stands still while the computer sleeps
    QTimer m_beat; ///< finds out soon after it woke
    std::chrono::milliseconds m_patience {0};
    std::chrono::milliseconds m_touched {0}; ///< Clock::boot()
    bool m_said = false;
};

} // namespace station
