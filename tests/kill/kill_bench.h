#pragma once

#include "tests/support/desk_bench.h"
#include "tests/support/registry_bench.h"

#include <QJsonObject>
#include <QProcess>

#include <map>
#include <random>
#include <set>

namespace station {

/// KILL_RUNS and KILL_SEED, or what a test of seconds takes.
struct KillPlan {
    int runs = 0;
    unsigned seed = 1;

    [[nodiscard]] static KillPlan fromEnvironment(int runs);
};

/// How one process ends before its time.
struct Death {
    long atCall = 0; ///< in front of this call that changes a file; 0: by the clock
    int afterMs = 0;
};

/// What a run of enrollctl had said when it died: everything said was accepted.
struct Told {
    bool killed = false;
    PacketId id; ///< null: not even opened
    bool form = false;
    bool portrait = false;
    bool confirmed = false;
    std::set<int> fingers;
    bool sealed = false;
};

/// A station and its registry, every program of it real, and the account of what was promised.
class KillBench {
public:
    KillBench();

    /// enrollctl enroll, killed on the way.
    Told enroll(const Death& death);
    /// enrollctl sync --once, killed on the way.
    void sync(const Death& death);
    /// One whole enrollment: how many calls change a file, and how long it takes here and now.
    struct WholeRun {
        long calls = 0;
        int ms = 0;
    };
    [[nodiscard]] WholeRun wholeRun();

    /// Opens the station as the next start would. Every promise so far must hold; the first that does not is
    /// named, else it is empty.
    [[nodiscard]] QString brokenPromise(const Told& told);
    /// Ends what is open, so that every case becomes a packet; then sends until nothing waits.
    [[nodiscard]] QString finishAndDeliver();

    /// For the tests of the account itself: what a station that loses things would do.
    void loseCase(PacketId id);
    void losePacketFile();
    void loseFinger(PacketId id, int position);

    [[nodiscard]] int packets() const { return static_cast<int>(m_sealed.size()); }

private:
    [[nodiscard]] QStringList enrollArguments() const;
    [[nodiscard]] QByteArray run(const QStringList& arguments, const Death& death, bool* killed);
    [[nodiscard]] QString brokenDraft(const EnrollmentDraft& draft, const Told& told) const;
    [[nodiscard]] QString brokenFiles();
    [[nodiscard]] Status complete(PacketId id);

    DeskBench m_bench;
    RegistryBench m_registry;
    std::set<PacketId> m_sealed;
};

} // namespace station
