#include "app/station/case/portrait_analyser.h"

#include "app/station/case/preview_scaler.h"
#include "core/biometrics/image_codec.h"

namespace station {
namespace {

constexpr int screenSide = 800; ///< pictures for the screen are no larger: source and crop stand side by side

QImage forScreen(const ColourImage& picture)
{
    const QImage whole = toImage(picture);
    if (whole.width() <= screenSide && whole.height() <= screenSide)
        return whole;
    return whole.scaled(screenSide, screenSide, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

Result<PortraitShot> shotOf(const ColourImage& source, const PortraitReport& report)
{
    const ColourImage crop = PortraitChecker::crop(source, report.face);
    auto sourceJpeg = encodeJpeg(source);
    if (!sourceJpeg)
        return failed(sourceJpeg);
    auto croppedJpeg = encodeJpeg(crop);
    if (!croppedJpeg)
        return failed(croppedJpeg);
    PortraitShot shot;
    shot.record.sourceJpeg = std::move(*sourceJpeg);
    shot.record.croppedJpeg = std::move(*croppedJpeg);
    shot.record.checks = report.checks;
    shot.pass = report.pass;
    shot.source = forScreen(source);
    shot.crop = forScreen(crop);
    return shot;
}

} // namespace

void PortraitAnalyser::prepare()
{
    if (m_examiner)
        return;
    auto examiner = m_tools.makeExaminer();
    if (examiner)
        m_examiner = std::move(*examiner);
    else
        emit unavailable(examiner.error());
}

PortraitReport PortraitAnalyser::examine(const ColourImage& picture)
{
    return m_examiner ? m_examiner(picture) : PortraitReport {};
}

void PortraitAnalyser::work(const CameraFrame& frame)
{
    m_newest = frame;
    if (m_examiner)
        emit looked({frame, m_examiner(*frame.image)});
}

void PortraitAnalyser::take(const PortraitLook& look, int ticket)
{
    auto shot = shotOf(*look.frame.image, look.report);
    if (!shot)
        return emit this->failed(shot.error());
    shot->ticket = ticket;
    emit taken(*shot);
}

void PortraitAnalyser::takeNewest(int ticket)
{
    if (!m_newest)
        return emit this->failed({ErrorCode::DeviceMissing, "no frame yet"});
    const CameraFrame frame = *m_newest;
    take({frame, examine(*frame.image)}, ticket);
}

void PortraitAnalyser::open(const Portrait& saved, int ticket)
{
    PortraitShot shot;
    shot.record = saved;
    shot.ticket = ticket;
    shot.pass = !saved.waiver;
    if (const auto source = decodeColour(saved.sourceJpeg))
        shot.source = forScreen(*source);
    if (const auto crop = decodeColour(saved.croppedJpeg))
        shot.crop = forScreen(*crop);
    emit taken(shot);
}

void PortraitAnalyser::forget() { m_newest.reset(); }

} // namespace station
