#pragma once

#include "core/store/database.h"
#include "tests/power/station_view.h"
#include "tests/support/disk_journal.h"
#include "tests/support/test_identities.h"

#include <QTemporaryDir>

#include <functional>
#include <memory>
#include <random>
#include <set>

namespace station {

/// A run of the station between two losses of power: the disk's history, and what had been answered by when.
struct PoweredRun {
    struct Answered {
        int touches = 0; ///< of the disk when the answer came
        QString step;
        StationView view; ///< what the desk showed from then on
    };

    std::unique_ptr<DiskJournal> journal;
    std::vector<Answered> answers; ///< the first is the station as it was opened
    std::vector<std::string> broken; ///< promises that did not hold in this run

    [[nodiscard]] int length() const { return answers.back().touches; }
};

/// The officer and the sync worker of one station: they do what comes next by what the disk shows, so that
/// they go on after any loss of power. A draft and a waiting packet of other people stand beside the case at
/// work.
class PowerStation {
public:
    /// @param random  nullptr: the plain way of one case, else also corrections, discarded cases and a second
    /// connection to the database, as the window has.
    explicit PowerStation(std::mt19937* random = nullptr);

    [[nodiscard]] const DiskImage& start() const { return m_start; }

    struct Conditions {
        bool sweeps = true; ///< false: somebody else holds the sealing lock while the station opens
        bool fullSync = true; ///< false: synchronous=NORMAL whatever the program says
    };
    /// Puts `disk` there, opens the station as any program does, and works `steps` steps, or, with -1, until
    /// the case at work is purged. The power does not fail in here: see PoweredRun::journal.
    [[nodiscard]] PoweredRun run(const DiskImage& disk, int steps, Conditions conditions = {true, true});

private:
    [[nodiscard]] Result<std::unique_ptr<Desk>> open(Conditions conditions);
    void closeSync();
    struct Step {
        QString name;
        std::function<Status(Desk&)> work; ///< empty: close the station and open it again
    };
    /// The sync worker's own connection, where there is one, else the desk's.
    [[nodiscard]] Outbox& outbox(Desk& desk);
    [[nodiscard]] Step next(const StationView& view);
    [[nodiscard]] Step nextOfDraft(PacketId id, const DraftView& draft);
    [[nodiscard]] Step nextOfPacket(PacketId id, const PacketView& packet);
    [[nodiscard]] Status seeRegistryWhole();
    [[nodiscard]] bool sometimes(unsigned oneIn);
    void makeOthers(Desk& desk);

    QTemporaryDir m_folder;
    QDir m_station;
    FixedClock m_clock {fromMs(1795780800000)};
    std::mt19937* m_random;
    TestAuthority m_authority;
    OfficerId m_officer;
    std::set<QString> m_others;
    Portrait m_portrait;
    QMap<int, FingerEntry> m_fingers;
    std::unique_ptr<Database> m_sync;
    std::unique_ptr<Outbox> m_outbox;
    bool m_restarted = false; ///< the plain way closes the station once, after sealing
    DiskImage m_start;
};

/// What the power cut broke: `after` was run from the disk that a cut at touch `n` of `before` left. Empty
/// when every answered step is there, byte for byte, and of the one that was not answered all or nothing.
[[nodiscard]] std::vector<std::string> lostBetween(const PoweredRun& before, int n, const PoweredRun& after);

} // namespace station
