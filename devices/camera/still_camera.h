#pragma once

#include "core/capture/camera.h"

#include <QTimer>

#include <functional>

namespace station {

/// A camera that shows one picture, for practice, demonstrations and tests: the same interface and pace as a
/// real one.
class StillCamera final : public Camera {
    Q_OBJECT

public:
    /// @param framesPerSecond  held within 10..30
    StillCamera(CameraInfo info, ColourImage picture, int framesPerSecond = 25, QObject* parent = nullptr);
    /// Shows the picture file at `path`, read at start(). A file that is not there, or is no picture, is a
    /// camera that is not plugged in: it is looked for again until it is.
    explicit StillCamera(const QString& path, int framesPerSecond = 25, QObject* parent = nullptr);

public slots:
    void select(const QString& cameraId) override;
    void start() override;
    void stop() override;

private:
    void show();

    const CameraInfo m_info;
    const QString m_path;
    std::shared_ptr<const ColourImage> m_picture;
    QTimer m_clock;
    std::optional<DeviceState> m_state;
};

} // namespace station
