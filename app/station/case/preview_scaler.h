#pragma once

#include "app/station/case/frame_worker.h"

#include <QImage>
#include <QSize>

#include <atomic>

namespace station {

/// A picture of the camera or of a record as an image of the screen. Copies the pixels.
[[nodiscard]] QImage toImage(const ColourImage& picture);

/// Brings frames to the size of the view, away from the window's thread.
class PreviewScaler final : public FrameWorker {
    Q_OBJECT

public:
    using FrameWorker::FrameWorker;

    /// Device pixels of the view. Any thread.
    void setTarget(QSize size) { m_target.store(pack(size)); }

signals:
    /// @param full  size of the frame as the camera gave it
    void scaled(const QImage& picture, QSize full);

protected:
    void work(const CameraFrame& frame) override;

private:
    [[nodiscard]] static quint64 pack(QSize size)
    {
        return (static_cast<quint64>(static_cast<quint32>(size.width())) << 32)
            | static_cast<quint32>(size.height());
    }
    std::atomic<quint64> m_target {pack({640, 480})};
};

} // namespace station
