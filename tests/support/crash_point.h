#pragma once

#include "core/store/file_layer.h"

#include <functional>

namespace station {

/// Dies or fails at the n-th touch of the disk: writes, fsyncs, truncations of SQLite's files through a VFS
/// of ours, and every call of the file layer.
class CrashPoint {
public:
    /// Puts the counting VFS before SQLite's own, for this process.
    static void install();
    /// Counts from zero and does nothing.
    static void count();
    [[nodiscard]] static int counted();
    /// kill -9 of this process before the n-th touch, n from 1.
    static void killAt(int n);
    /// From the n-th touch on, every one fails: a full disk (SQLITE_FULL) or a broken one (SQLITE_IOERR).
    enum class Trouble { Full, Broken };
    static void failFrom(int n, Trouble trouble);
    static void off();
};

/// POSIX files behind the same counter.
[[nodiscard]] FileLayer& countedFiles();

/// Runs `work` in a child process. Returns true when it was killed, false when it ended by itself.
[[nodiscard]] bool diesIn(const std::function<void()>& work);

} // namespace station
