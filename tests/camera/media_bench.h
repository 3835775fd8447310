#pragma once

#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>

#include <functional>
#include <memory>

namespace station {

/// Runs the event loop until `done` holds; false when it does not within `milliseconds`.
bool waitUntil(const std::function<bool()>& done, int milliseconds);

/// A media service of its own for tests (PipeWire, WirePlumber, session bus) in a private folder, and a
/// camera in it. Starting and waiting runs the event loop and never holds it up.
class MediaBench {
public:
    /// What must be installed and is not; empty when the bench can run.
    [[nodiscard]] static QString missing();

    MediaBench();
    ~MediaBench();

    /// Returns when the session manager is there. False when it does not come within 10 s.
    [[nodiscard]] bool startService();
    void killService();

    /// Returns when the camera can be opened.
    [[nodiscard]] bool startSource(int seed);
    void killSource();
    void signalSource(int signal) const;

    /// For a process that uses this media service.
    [[nodiscard]] QProcessEnvironment environment() const { return m_environment; }

private:
    std::unique_ptr<QProcess> run(const QString& program, const QStringList& arguments) const;

    QTemporaryDir m_folder;
    QProcessEnvironment m_environment;
    std::unique_ptr<QProcess> m_bus;
    std::unique_ptr<QProcess> m_pipewire;
    std::unique_ptr<QProcess> m_manager;
    std::unique_ptr<QProcess> m_source;
};

} // namespace station
