#pragma once

#include "core/capture/camera.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <set>
#include <vector>

namespace station {

/// One entry of Qt's list of cameras.
struct ListedDevice {
    QByteArray id; ///< a running number of this process, not of the camera
    QString name;

    friend bool operator==(const ListedDevice&, const ListedDevice&) = default;
};

/// What is true behind Qt 6.4's list of cameras. There a camera that was plugged in before the program
/// started stands twice, and when it goes only one entry goes: the other, a ghost, stays for the life of the
/// process, and opening it blocks for 30 s. So once an entry of a name goes, no entry of that name is
/// believed but those that come later.
///
/// A camera's id is its name: it stays good when the camera returns or the process is replaced. Two cameras
/// of one name count as one.
class CameraList {
public:
    void update(std::vector<ListedDevice> now);

    [[nodiscard]] std::vector<CameraInfo> cameras() const;
    /// The entry to open for that camera; for an empty id the first camera there is. Never a ghost.
    [[nodiscard]] std::optional<QByteArray> entryOf(const QString& cameraId) const;
    [[nodiscard]] bool isThere(const QByteArray& entry) const;
    /// Two cameras of one name were there and one went: only a new process can tell which entry is real.
    [[nodiscard]] bool isAmbiguous() const { return m_ambiguous; }

private:
    std::vector<ListedDevice> m_now;
    std::set<QByteArray> m_ghosts;
    bool m_ambiguous = false;
};

} // namespace station
