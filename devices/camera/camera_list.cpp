#include "devices/camera/camera_list.h"

#include <algorithm>

namespace station {

void CameraList::update(std::vector<ListedDevice> now)
{
    for (const auto& before : m_now) {
        if (std::find(now.begin(), now.end(), before) != now.end())
            continue;
        int left = 0;
        for (const auto& device : now) {
            if (device.name == before.name && m_ghosts.insert(device.id).second)
                ++left;
        }
        m_ambiguous = m_ambiguous || left > 1;
    }
    m_now = std::move(now);
}

std::vector<CameraInfo> CameraList::cameras() const
{
    std::vector<CameraInfo> cameras;
    for (const auto& device : m_now) {
        const CameraInfo camera {device.name, device.name};
        if (!m_ghosts.contains(device.id)
            && std::find(cameras.begin(), cameras.end(), camera) == cameras.end())
            cameras.push_back(camera);
    }
    return cameras;
}

std::optional<QByteArray> CameraList::entryOf(const QString& cameraId) const
{
    for (const auto& device : m_now) {
        if (!m_ghosts.contains(device.id) && (cameraId.isEmpty() || device.name == cameraId))
            return device.id;
    }
    return std::nullopt;
}

bool CameraList::isThere(const QByteArray& entry) const
{
    return !m_ghosts.contains(entry)
        && std::any_of(m_now.begin(), m_now.end(), [&](const auto& device) { return device.id == entry; });
}

} // namespace station
