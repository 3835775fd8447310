#pragma once

#include "core/base/result.h"

#include <QString>

#include <chrono>
#include <optional>

namespace station {

/// A lock between processes (flock) on a file that is made when missing, mode 0600. Goes with the process,
/// however it dies. Two locks of one process exclude each other as those of two processes do.
class FileLock {
public:
    enum class How { Shared, Alone };

    /// Waits. Errors: StorageFailed.
    [[nodiscard]] static Result<FileLock> take(const QString& path, How how);
    /// Nothing when somebody else holds it. Errors: StorageFailed.
    [[nodiscard]] static Result<std::optional<FileLock>> tryTake(const QString& path, How how);
    /// Nothing when somebody else still holds it after `patience`. Errors: StorageFailed.
    [[nodiscard]] static Result<std::optional<FileLock>> takeWithin(
        const QString& path, How how, std::chrono::milliseconds patience);
    ~FileLock();
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&&) = delete;
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

private:
    explicit FileLock(int file)
        : m_file(file)
    {
    }
    int m_file = -1;
};

} // namespace station
