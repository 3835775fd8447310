#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QDir>
#include <QJsonObject>
#include <QString>

#include <CLI/CLI.hpp>

#include <functional>
#include <map>

namespace station {

/// What one run of enrollctl knows: the global options, and how a command reports.
///
/// A command is a function that returns Status. It reports with line(); an error it returns becomes one
/// sentence with cause and cure on stderr (and, with --json, {"error","detail","cure"} on stdout) and exit
/// code 1. Wrong usage is found by CLI11 while it parses: exit code 2.
class Session {
public:
    using Command = std::function<Status(Session&)>;

    explicit Session(const Clock& clock)
        : m_clock(clock)
    {
    }

    /// Adds --station and --json, which are understood before and after any subcommand.
    void addGlobalOptions(CLI::App& app);
    /// Names what `command` does. It runs after the whole line has been parsed.
    void on(CLI::App* command, Command work);

    [[nodiscard]] const Clock& clock() const { return m_clock; }
    [[nodiscard]] bool json() const { return m_json; }
    /// --station, else the XDG data directory of the program.
    [[nodiscard]] QDir stationDirectory() const;

    /// One result: the object as one JSON line on stdout with --json, else `text` on stderr. Flushed at once.
    void line(const QJsonObject& object, const QString& text) const;
    /// For people only, e.g. progress: always on stderr.
    void say(const QString& text) const;

    /// A command did all it was asked, and what it found is bad: exit code 1, and nothing more to say.
    void setFailed(bool failed) { m_foundFailure = failed; }

    /// In this run `code` is cured by this sentence, not by the general one.
    void setCure(ErrorCode code, const QString& cure) { m_cures[code] = cure; }

    /// Runs the chosen command. Returns the exit code: 0 done, 1 refused or failed.
    [[nodiscard]] int run();

private:
    const Clock& m_clock;
    std::string m_station;
    bool m_json = false;
    bool m_foundFailure = false;
    Command m_chosen;
    std::map<ErrorCode, QString> m_cures;
};

/// The subcommand group `name` of `app`, made when it is not there yet: several files may fill one group.
[[nodiscard]] CLI::App* group(CLI::App& app, const std::string& name, const std::string& about);

/// What a person can do about it. English; one sentence.
[[nodiscard]] QString cureFor(const Error& error);

} // namespace station
