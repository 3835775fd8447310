#include "app/station/case/portrait_presenter.h"

#include <QStringList>

#include <algorithm>

namespace station {
namespace {

double sharpness(const PortraitReport& report)
{
    const auto found = std::find_if(report.checks.begin(), report.checks.end(),
        [](const PortraitCheck& check) { return check.name == QLatin1String("sharpness"); });
    return found == report.checks.end() ? 0 : found->value;
}

} // namespace

PortraitPresenter::PortraitPresenter(OpenCase& file, PortraitAnalyser& analyser, QObject* parent)
    : QObject(parent)
    , m_file(file)
    , m_analyser(analyser)
{
    connect(&m_analyser, &PortraitAnalyser::looked, this, &PortraitPresenter::onLooked);
    connect(&m_analyser, &PortraitAnalyser::taken, this, &PortraitPresenter::onTaken);
    connect(&m_analyser, &PortraitAnalyser::unavailable, this, [this] {
        m_view.checking = false;
        emit changed();
    });
    connect(&m_analyser, &PortraitAnalyser::failed, this, [this](const Error& error) {
        restart();
        emit couldNotTake(error);
    });
}

QStringList PortraitPresenter::waiverReasons()
{
    return {QStringLiteral("health"), QStringLiteral("cannot-sit"), QStringLiteral("head-turned"),
        QStringLiteral("religion"), QStringLiteral("other")};
}

void PortraitPresenter::enter()
{
    m_active = true;
    ++m_ticket;
    m_view.shot = {};
    m_view.report.reset();
    restart();
    QMetaObject::invokeMethod(&m_analyser, &PortraitAnalyser::forget);
    QMetaObject::invokeMethod(&m_analyser, &PortraitAnalyser::prepare);
    if (m_file.isOpen() && m_file.draft().portrait) {
        m_view.stage = PortraitStage::Taking;
        QMetaObject::invokeMethod(
            &m_analyser, [analyser = &m_analyser, saved = *m_file.draft().portrait, ticket = m_ticket] {
                analyser->open(saved, ticket);
            });
    }
    emit changed();
}

void PortraitPresenter::leave()
{
    m_active = false;
    m_view.shot = {};
    m_best.reset();
}

void PortraitPresenter::setCameraState(DeviceState state)
{
    m_view.camera = state;
    if (state != DeviceState::Ready) {
        m_view.report.reset();
        m_view.held = 0;
        m_passingSince.reset();
        m_best.reset();
    }
    emit changed();
}

void PortraitPresenter::restart()
{
    m_view.stage = PortraitStage::Live;
    m_view.held = 0;
    m_view.usable = false;
    m_view.waiverReason.clear();
    m_view.waiverNote.clear();
    m_byHand = false;
    m_passingSince.reset();
    m_best.reset();
    emit changed();
}

void PortraitPresenter::onLooked(const PortraitLook& look)
{
    if (!m_active || m_view.stage != PortraitStage::Live)
        return;
    const auto at = look.frame.at;
    if (m_waitingForAgain) {
        m_waitingForAgain = false;
        m_again = at;
    }
    if (m_passingSince && (!look.report.pass || at - m_lastLook > longestGap))
        m_passingSince.reset();
    m_lastLook = at;
    m_view.report = look.report;
    m_view.held = 0;
    const bool paused = m_again && at - *m_again < pauseAfterAgain;
    if (look.report.pass && !paused) {
        if (!m_passingSince) {
            m_passingSince = at;
            m_best.reset();
        }
        if (!m_best || sharpness(look.report) >= sharpness(m_best->report))
            m_best = look;
        m_view.held = std::min(1.0, std::chrono::duration<double>(at - *m_passingSince) / holdFor);
    }
    if (m_view.held >= 1) {
        m_view.stage = PortraitStage::Taking;
        QMetaObject::invokeMethod(&m_analyser,
            [analyser = &m_analyser, best = *m_best, ticket = m_ticket] { analyser->take(best, ticket); });
        m_best.reset();
        emit shutterWent();
    }
    emit changed();
}

void PortraitPresenter::shutter()
{
    if (!m_active || m_view.stage != PortraitStage::Live || m_view.camera != DeviceState::Ready)
        return;
    m_byHand = true;
    m_view.stage = PortraitStage::Taking;
    QMetaObject::invokeMethod(
        &m_analyser, [analyser = &m_analyser, ticket = m_ticket] { analyser->takeNewest(ticket); });
    emit shutterWent();
    emit changed();
}

void PortraitPresenter::onTaken(const PortraitShot& shot)
{
    if (!m_active || m_view.stage != PortraitStage::Taking || shot.ticket != m_ticket)
        return;
    m_view.shot = shot;
    const bool saved = m_file.isOpen() && m_file.draft().portrait
        && m_file.draft().portrait->sourceJpeg == shot.record.sourceJpeg;
    m_view.stage = saved ? PortraitStage::Kept : PortraitStage::Judging;
    if (!saved) {
        m_view.shot.record.byHand = m_byHand;
        m_view.shot.record.camera = m_camera;
        m_view.shot.record.at = m_file.now();
    }
    m_view.usable = isUsable();
    emit changed();
}

void PortraitPresenter::again()
{
    if (m_view.stage != PortraitStage::Judging && m_view.stage != PortraitStage::Kept)
        return;
    m_view.shot = {};
    m_waitingForAgain = true;
    restart();
}

void PortraitPresenter::lookAnew()
{
    QMetaObject::invokeMethod(&m_analyser, &PortraitAnalyser::forget);
    if (m_view.stage != PortraitStage::Live)
        return;
    m_view.report.reset();
    m_view.held = 0;
    m_passingSince.reset();
    m_best.reset();
    emit changed();
}

void PortraitPresenter::setWaiver(const QString& reason, const QString& note)
{
    if (reason == m_view.waiverReason && note == m_view.waiverNote)
        return;
    m_view.waiverReason = reason;
    m_view.waiverNote = note;
    m_view.usable = isUsable();
    emit changed();
}

bool PortraitPresenter::isUsable() const
{
    if (m_view.shot.pass)
        return true;
    const bool other = m_view.waiverReason == QLatin1String("other");
    return waiverReasons().contains(m_view.waiverReason)
        && (!other || !m_view.waiverNote.trimmed().isEmpty());
}

void PortraitPresenter::use(OpenCase::Then then)
{
    if (m_view.stage == PortraitStage::Kept)
        return then(true);
    if (m_view.stage != PortraitStage::Judging || !m_view.usable || m_file.saving() > 0)
        return then(false);
    Portrait portrait = m_view.shot.record;
    if (!m_view.shot.pass)
        portrait.waiver = Waiver {m_view.waiverReason, m_view.waiverNote.trimmed(), {}, m_file.now()};
    m_file.savePortrait(portrait, [this, then = std::move(then)](bool saved) {
        if (saved)
            m_view.stage = PortraitStage::Kept;
        emit changed();
        then(saved);
    });
}

} // namespace station
