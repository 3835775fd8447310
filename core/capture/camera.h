#pragma once

#include "core/base/error.h"
#include "core/capture/colour_image.h"
#include "core/capture/device_state.h"

#include <QObject>
#include <QString>

#include <chrono>
#include <memory>
#include <vector>

namespace station {

struct CameraInfo {
    QString id; ///< good until listed() says otherwise
    QString name;

    friend bool operator==(const CameraInfo&, const CameraInfo&) = default;
};

/// One picture of the live view, in full resolution, not mirrored.
struct CameraFrame {
    std::shared_ptr<const ColourImage> image;
    std::chrono::steady_clock::time_point at;
};

/// The camera side of the desk.
///
/// start() -> stateChanged(Starting) -> stateChanged(Ready), frame … -> stop()
/// Loss, hang and a restart of the media service are seen within 1.2 s: stateChanged(Missing or
/// Recovering); frames go on by themselves within 1 s of the camera's return. No call is needed.
///
/// Threads: one; call it there or through QMetaObject::invokeMethod or a connection.
class Camera : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

public slots:
    /// Empty id: the first camera there is.
    virtual void select(const QString& cameraId) = 0;
    virtual void start() = 0;
    virtual void stop() = 0;

signals:
    void listed(const std::vector<station::CameraInfo>& cameras);
    void stateChanged(station::DeviceState state);
    void frame(const station::CameraFrame& frame);
};

} // namespace station
