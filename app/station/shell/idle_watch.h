#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>

namespace station {

/// Says when nobody has touched keyboard, mouse, touch screen or reader for a while.
/// Threads: the window's.
class IdleWatch : public QObject {
    Q_OBJECT

public:
    /// Watches every window of the application.
    explicit IdleWatch(QObject* parent = nullptr);

    void setPatience(std::chrono::milliseconds patience); ///< counts from now
    bool eventFilter(QObject* watched, QEvent* event) override;

public slots:
    void touched(); ///< input that comes from elsewhere, e.g. a finger on the reader

signals:
    void idle(); ///< once; again only after new input

private:
    QTimer m_timer;
};

} // namespace station
