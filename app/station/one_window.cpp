#include "app/station/one_window.h"

#include "core/base/log.h"

namespace station {

std::optional<WindowRight> takeWindow(const QDir& station)
{
    if (!station.exists())
        return WindowRight(std::nullopt);
    auto lock = FileLock::tryTake(station.filePath(QStringLiteral("window.lock")), FileLock::How::Alone);
    if (!lock) {
        LogLine("window-lock-failed").with(lock.error()).warning(logStore());
        return WindowRight(std::nullopt);
    }
    if (!*lock)
        return std::nullopt;
    return WindowRight(std::move(*lock));
}

} // namespace station
