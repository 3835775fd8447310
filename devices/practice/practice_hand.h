#pragma once

#include "core/capture/fingerprint_reader.h"
#include "devices/practice/practice_print.h"

#include <QByteArray>
#include <QLocalSocket>
#include <QObject>
#include <QString>
#include <QTimer>

#include <chrono>
#include <map>

namespace station {

/// A made-up hand on libfprint's virtual reader: offers the finger that is asked for, as a citizen would.
///
/// The reader's process runs with FP_VIRTUAL_IMAGE set to the hand's socket path, and "virtual_image/0" is
/// the reader to select. A finger offered before the reader waits for one stays on the glass until it does.
/// When the reader asks to try again, the hand lifts and places the finger anew (another impression); when
/// the device process is started again, it offers the same finger to the new one; when nothing comes of it
/// for 2 s, it tries again; when the print is taken, it goes away.
///
/// Threads: one; drawing a print takes up to 60 ms, so not the window's.
class PracticeHand : public QObject {
    Q_OBJECT

public:
    explicit PracticeHand(QString socketPath, QObject* parent = nullptr);

    /// Lets the hand know what becomes of the finger. The reader may live on another thread.
    void follow(FingerprintReader& reader);
    /// From being asked to pressing; people need a moment. Default 300 ms.
    void setReach(std::chrono::milliseconds reach) { m_reach = reach; }

public slots:
    /// Whose hand it is. Every number is another person.
    void setPerson(quint64 person);
    /// Every offer of the same finger is a new impression.
    void offer(station::FingerPosition position);
    void withdraw();

    // The reader misbehaves, for training and tests: once, while it waits for a finger.
    void askAgain(station::RetryHint hint);
    void failReader();
    /// The virtual reader goes away; the next look for readers finds it again.
    void unplugReader();

signals:
    void pressed(); ///< a print is on its way to the reader

private:
    void place();
    void play(const QByteArray& bytes, bool once);
    void connectNow();

    const QString m_socketPath;
    QLocalSocket m_socket {this};
    QTimer m_reachTimer {this};
    QTimer m_again {this};
    std::chrono::milliseconds m_reach {300};
    PracticeFinger m_finger;
    std::map<FingerPosition, int> m_impressions; // given so far
    bool m_following = false;
    bool m_offering = false;
    QByteArray m_bytes; // what the next connection says; empty: nothing
    bool m_once = false; // a command is not said again to a reader that came back
};

} // namespace station
