#pragma once

#include <QLocalSocket>
#include <QObject>
#include <QTimer>

namespace station {

/// Knows within a moment when PipeWire dies and when it is back: it holds a connection to the daemon's socket
/// and says nothing on it. Qt and GStreamer say nothing either way.
class MediaService : public QObject {
    Q_OBJECT

public:
    explicit MediaService(QObject* parent = nullptr);

    enum class Presence {
        None, ///< no socket: perhaps a machine without PipeWire, whose cameras are V4L2's
        Up,
        Down, ///< a socket where nobody answers: the daemon died or is being started
    };

    /// Starts watching; waits up to 100 ms for a daemon that is there. A second call only answers.
    [[nodiscard]] Presence watch();

signals:
    void cameUp();
    void wentDown();

private:
    void ask();

    const QString m_path;
    QLocalSocket m_socket;
    QTimer m_again;
    bool m_up = false;
};

} // namespace station
