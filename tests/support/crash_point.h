#pragma once

#include "tests/support/disk_watch.h"

#include <functional>

namespace station {

/// Dies or fails at the n-th touch of the disk, by SQLite or by watchedFiles().
class CrashPoint {
public:
    /// Watches the disk, for this process.
    static void install();
    /// Counts from zero and does nothing.
    static void count();
    [[nodiscard]] static int counted();
    /// Of those counted, the last that gave a file the name `path`; 0: none.
    [[nodiscard]] static int countedRename(const QString& path);
    /// kill -9 of this process before the n-th touch, n from 1.
    static void killAt(int n);
    /// From the n-th touch on, every one fails: a full disk (SQLITE_FULL) or a broken one (SQLITE_IOERR).
    enum class Trouble { Full, Broken };
    static void failFrom(int n, Trouble trouble);
    static void off();
};

/// Runs `work` in a child process. Returns true when it was killed, false when it ended by itself.
[[nodiscard]] bool diesIn(const std::function<void()>& work);

} // namespace station
