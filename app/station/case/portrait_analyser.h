#pragma once

#include "app/station/case/case_tools.h"
#include "app/station/case/frame_worker.h"
#include "core/enroll/draft.h"

#include <QImage>

#include <optional>

namespace station {

/// One analysed frame.
struct PortraitLook {
    CameraFrame frame;
    PortraitReport report;
};

/// A portrait that was taken and waits for "use" or "again": the record, and its pictures for the screen.
struct PortraitShot {
    Portrait record; ///< without waiver; `at` and `camera` are filled in by the presenter
    bool pass = false;
    int ticket = 0; ///< of the request it answers
    QImage source;
    QImage crop;
};

/// The checks and the encoding of the portrait page, on a thread of their own.
///
/// Threads: everything but offer() on the thread it lives on; call through QMetaObject::invokeMethod.
class PortraitAnalyser final : public FrameWorker {
    Q_OBJECT

public:
    explicit PortraitAnalyser(CaseTools tools)
        : m_tools(std::move(tools))
    {
    }

    /// Makes the face detector; unavailable() when there is none. The portrait can be taken by hand all the
    /// same.
    void prepare();
    /// Makes the record of a look that has passed.
    void take(const PortraitLook& look, int ticket);
    /// Makes the record of the newest frame, whatever its checks say. failed() when no frame has come yet.
    void takeNewest(int ticket);
    /// The pictures of a portrait that was saved before.
    void open(const Portrait& saved, int ticket);
    /// Forgets the frames of the person before.
    void forget();

signals:
    void unavailable(const station::Error& error);
    void looked(const station::PortraitLook& look);
    void taken(const station::PortraitShot& shot);
    void failed(const station::Error& error);

protected:
    void work(const CameraFrame& frame) override;

private:
    [[nodiscard]] PortraitReport examine(const ColourImage& picture);

    CaseTools m_tools;
    PortraitExaminer m_examiner;
    std::optional<CameraFrame> m_newest;
};

} // namespace station

Q_DECLARE_METATYPE(station::PortraitLook)
Q_DECLARE_METATYPE(station::PortraitShot)
