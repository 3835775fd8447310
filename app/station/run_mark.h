#pragma once

#include <QDir>
#include <QString>

namespace station {

/// Tells whether the window before this one was closed or torn away (killed, power cut): an empty file
/// "window.open" stands in the station's folder while a window is open. Nothing depends on it but a sentence
/// on the home page, so it is not made durable, and a disk that takes no writing only silences it.
/// Threads: one.
class RunMark {
public:
    explicit RunMark(const QDir& station);
    ~RunMark(); ///< the window was closed
    RunMark(const RunMark&) = delete;
    RunMark& operator=(const RunMark&) = delete;
    [[nodiscard]] bool endedSuddenly() const { return m_endedSuddenly; } ///< the window before this one

private:
    QString m_file;
    bool m_endedSuddenly;
};

} // namespace station
