#pragma once

#include "core/store/file_lock.h"

#include <QDir>

#include <optional>

namespace station {

/// The right to be the one window on a station, held as long as the value lives and gone with the process,
/// however it ends. enrollctl works beside a window: what both save is settled by the desk.
class WindowRight {
public:
    explicit WindowRight(std::optional<FileLock> lock)
        : m_lock(std::move(lock))
    {
    }

private:
    std::optional<FileLock> m_lock;
};

/// Nothing while another window holds it. Where no lock can be made, because there is no such folder or the
/// disk takes nothing any more, the window opens all the same and says what is wrong.
[[nodiscard]] std::optional<WindowRight> takeWindow(const QDir& station);

} // namespace station
