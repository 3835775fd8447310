#include "app/station/case/frame_worker.h"

namespace station {

void FrameWorker::offer(const CameraFrame& frame)
{
    const std::scoped_lock lock(m_mutex);
    m_next = frame;
    if (m_posted)
        return;
    m_posted = true;
    QMetaObject::invokeMethod(this, &FrameWorker::takeNext, Qt::QueuedConnection);
}

void FrameWorker::takeNext()
{
    std::optional<CameraFrame> frame;
    {
        const std::scoped_lock lock(m_mutex);
        frame.swap(m_next);
        m_posted = false;
    }
    if (!frame || !frame->image || frame->image->isEmpty())
        return;
    if (const int quarters = m_turn.load(); quarters % 4 != 0)
        frame->image = std::make_shared<const ColourImage>(turned(*frame->image, quarters));
    work(*frame);
}

} // namespace station
