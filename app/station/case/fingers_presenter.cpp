#include "app/station/case/fingers_presenter.h"

#include <algorithm>

namespace station {

FingersPresenter::FingersPresenter(
    OpenCase& file, FingerprintReader& reader, FingerScorer& scorer, AskedFor askedFor, QObject* parent)
    : QObject(parent)
    , m_file(file)
    , m_reader(reader)
    , m_scorer(scorer)
    , m_askedFor(std::move(askedFor))
    , m_echo(new Echo)
{
    m_echo->moveToThread(m_reader.thread());
    connect(m_echo, &Echo::answered, this, [this] {
        --m_unanswered;
        arm();
    });
    m_rearm.setSingleShot(true);
    m_rearm.setInterval(again);
    m_lift.setSingleShot(true);
    m_lift.setInterval(longestLift);
    connect(&m_rearm, &QTimer::timeout, this, &FingersPresenter::arm);
    connect(&m_lift, &QTimer::timeout, this, &FingersPresenter::lifted);
    connect(&m_reader, &FingerprintReader::listed, this, [this](const std::vector<ReaderInfo>& readers) {
        const auto able = std::find_if(
            readers.begin(), readers.end(), [](const ReaderInfo& each) { return each.canCapture; });
        m_readerName = able == readers.end() ? QString() : able->name;
    });
    connect(&m_reader, &FingerprintReader::stateChanged, this, &FingersPresenter::onState);
    connect(&m_reader, &FingerprintReader::fingerOn, this, [this] {
        m_fingerOn = true;
        m_view.hint.reset();
        if (m_active && m_view.stage == FingersStage::Asking)
            m_view.stage = FingersStage::Reading;
        emit changed();
    });
    connect(&m_reader, &FingerprintReader::fingerOff, this, &FingersPresenter::lifted);
    connect(&m_reader, &FingerprintReader::captured, this, &FingersPresenter::onCaptured);
    connect(&m_reader, &FingerprintReader::retry, this, [this](RetryHint hint) {
        m_view.hint = hint;
        emit changed();
    });
    connect(&m_reader, &FingerprintReader::failed, this, &FingersPresenter::onFailed);
    connect(&m_scorer, &FingerScorer::scored, this, &FingersPresenter::onScored);
    connect(&m_scorer, &FingerScorer::failed, this, [this] {
        if (!m_active || m_view.stage != FingersStage::Scoring)
            return;
        m_view.hint = RetryHint::General; // no picture that can be measured: place the finger again
        m_view.stage = FingersStage::Asking;
        arm();
        emit changed();
    });
}

FingersPresenter::~FingersPresenter() { m_echo->deleteLater(); }

void FingersPresenter::enter()
{
    m_active = true;
    m_view.last.reset();
    m_view.hint.reset();
    m_unsaved.reset();
    m_view.needed = plan().acceptQuality;
    m_view.maxAttempts = plan().maxAttempts;
    m_view.asked.reset();
    askNext();
}

void FingersPresenter::leave()
{
    m_active = false;
    ++m_ticket;
    disarm();
    m_rearm.stop();
    m_lift.stop();
    m_best.reset();
    m_tried.clear();
    m_view.last.reset();
}

void FingersPresenter::onState(DeviceState state)
{
    m_view.reader = state;
    if (state == DeviceState::Ready)
        m_view.readerFailed = false;
    else
        m_fingerOn = false;
    if (state == DeviceState::Missing)
        m_armed = false; // Recovering stays armed: the reader goes on by itself
    if (m_view.stage == FingersStage::Reading && state != DeviceState::Ready)
        m_view.stage = FingersStage::Asking;
    arm();
    emit changed();
}

void FingersPresenter::choose(FingerPosition position)
{
    if (!m_active || !m_view.fingers.contains(static_cast<int>(position)) || m_file.saving() > 0
        || m_view.stage == FingersStage::Unsaved)
        return;
    m_view.last.reset();
    ask(position);
}

/// The next one after the finger asked for, then those that were left out before it.
std::optional<FingerPosition> FingersPresenter::nextOpen() const
{
    const auto& steps = plan().steps;
    const auto here = std::find_if(
        steps.begin(), steps.end(), [&](const FingerStep& step) { return m_view.asked == step.position; });
    const auto isOpen = [&](const FingerStep& step) {
        return m_view.asked != step.position
            && !m_file.draft().fingers.contains(static_cast<int>(step.position));
    };
    auto next = std::find_if(here, steps.end(), isOpen);
    if (next == steps.end())
        next = std::find_if(steps.begin(), here, isOpen);
    return next == here ? std::nullopt : std::optional(next->position);
}

bool FingersPresenter::hasOtherOpen() const
{
    return m_active && m_file.isOpen() && m_view.asked && nextOpen().has_value();
}

void FingersPresenter::skip()
{
    if (m_view.stage == FingersStage::Asking && m_file.saving() == 0 && hasOtherOpen())
        choose(*nextOpen());
}

void FingersPresenter::ask(FingerPosition position)
{
    const bool another = m_view.asked != position;
    ++m_ticket;
    if (m_view.asked && m_best)
        m_tried.insert(*m_view.asked, {m_best, m_view.attempt});
    const Tried before = m_tried.take(position);
    m_view.asked = position;
    m_view.attempt = before.attempt;
    m_best = before.best;
    m_view.best = m_best ? std::optional(m_best->quality) : std::nullopt;
    m_view.hint.reset();
    m_view.stage = FingersStage::Asking;
    if (another)
        disarm(); // what lies on the glass now was asked for as another finger
    refresh();
    arm();
}

void FingersPresenter::askNext()
{
    if (const auto next = nextOpen())
        return ask(*next);
    ++m_ticket;
    m_view.asked.reset();
    m_view.stage = FingersStage::Finished;
    disarm();
    refresh();
}

void FingersPresenter::arm()
{
    const bool waits = m_view.stage == FingersStage::Asking || m_view.stage == FingersStage::Reading;
    if (!m_active || !waits || m_armed || m_fingerOn || m_unanswered > 0
        || m_view.reader != DeviceState::Ready || !m_view.asked)
        return;
    m_armed = true;
    m_rearm.stop();
    if (m_askedFor)
        m_askedFor(*m_view.asked);
    QMetaObject::invokeMethod(&m_reader, &FingerprintReader::arm);
}

void FingersPresenter::disarm()
{
    if (!m_armed)
        return;
    m_armed = false;
    m_fingerOn = false;
    QMetaObject::invokeMethod(&m_reader, &FingerprintReader::disarm);
    ++m_unanswered;
    QMetaObject::invokeMethod(m_echo, &Echo::call);
}

void FingersPresenter::lifted()
{
    m_lift.stop();
    m_fingerOn = false;
    if (m_view.stage == FingersStage::Reading)
        m_view.stage = FingersStage::Asking;
    arm();
    emit changed();
}

void FingersPresenter::onCaptured(const GreyImage& print)
{
    if (!m_active || !m_armed || !m_view.asked)
        return;
    m_armed = false;
    m_fingerOn = true;
    m_lift.start();
    m_view.hint.reset();
    m_view.stage = FingersStage::Scoring;
    QMetaObject::invokeMethod(
        &m_scorer, [scorer = &m_scorer, print, position = *m_view.asked, ticket = m_ticket] {
            scorer->score(print, position, ticket);
        });
    emit changed();
}

FingerCapture FingersPresenter::captureOf(const ScoredPrint& print) const
{
    return {print.png, print.quality.score, m_view.attempt, m_readerName, m_file.now()};
}

void FingersPresenter::onScored(const ScoredPrint& print)
{
    if (!m_active || print.ticket != m_ticket || m_view.stage != FingersStage::Scoring)
        return;
    const bool accepted = print.quality.score >= m_view.needed;
    if (!m_best || print.quality.score > m_best->quality)
        m_best = captureOf(print);
    m_best->attempts = m_view.attempt;
    m_view.best = m_best->quality;
    m_view.last
        = PrintView {print.position, print.picture, print.quality.score, print.advice, accepted, false};
    if (!accepted && m_view.attempt < m_view.maxAttempts) {
        ++m_view.attempt;
        m_view.stage = FingersStage::Asking;
        arm();
        return refresh();
    }
    FingerEntry entry
        = savedEntry(print.position).value_or(FingerEntry {print.position, Impression::Plain, {}, {}});
    if (!entry.capture || accepted || m_best->quality > entry.capture->quality)
        entry.capture = *m_best;
    if (accepted)
        entry.exception.reset();
    keep(entry);
}

void FingersPresenter::onFailed(const Error& error)
{
    m_armed = m_fingerOn = false;
    m_lift.stop();
    if (m_view.stage == FingersStage::Reading)
        m_view.stage = FingersStage::Asking;
    m_view.readerFailed = error.code != ErrorCode::DeviceMissing;
    if (m_active && m_view.reader == DeviceState::Ready)
        m_rearm.start();
    emit changed();
}

std::optional<FingerEntry> FingersPresenter::savedEntry(FingerPosition position) const
{
    const auto found = m_file.draft().fingers.constFind(static_cast<int>(position));
    return found == m_file.draft().fingers.constEnd() ? std::nullopt : std::optional(*found);
}

void FingersPresenter::keep(const FingerEntry& entry)
{
    m_view.stage = FingersStage::Saving;
    m_unsaved = entry;
    refresh();
    m_file.saveFinger(entry, [this, entry](bool saved) {
        if (!m_active)
            return;
        if (!saved) {
            m_view.stage = FingersStage::Unsaved;
            return emit changed();
        }
        m_unsaved.reset();
        m_best.reset();
        m_tried.remove(entry.position);
        if (m_view.last)
            m_view.last->kept = true;
        emit printKept(m_view.last && m_view.last->accepted);
        m_view.asked = entry.position;
        askNext();
    });
}

void FingersPresenter::retry()
{
    if (m_view.stage == FingersStage::Unsaved && m_unsaved)
        keep(FingerEntry(*m_unsaved));
}

void FingersPresenter::explain()
{
    if (!m_active || !m_view.asked || m_view.stage == FingersStage::Saving
        || m_view.stage == FingersStage::Unsaved)
        return;
    ++m_ticket;
    m_view.followUp = m_file.today().addDays(followUpDays);
    m_view.stage = FingersStage::Explaining;
    disarm();
    emit changed();
}

void FingersPresenter::cancelExplaining()
{
    if (m_view.stage != FingersStage::Explaining)
        return;
    m_view.stage = FingersStage::Asking;
    arm();
    emit changed();
}

void FingersPresenter::giveReason(
    FingerExceptionReason reason, const QString& note, bool temporary, QDate followUp)
{
    if (m_view.stage != FingersStage::Explaining || !m_view.asked)
        return;
    FingerEntry entry
        = savedEntry(*m_view.asked).value_or(FingerEntry {*m_view.asked, Impression::Plain, {}, {}});
    if (m_best && (!entry.capture || m_best->quality > entry.capture->quality))
        entry.capture = m_best; // a poor print, and why it is poor
    entry.exception
        = FingerException {reason, temporary, temporary ? followUp : QDate(), note, {}, m_file.now()};
    m_view.last.reset();
    keep(entry);
}

void FingersPresenter::refresh()
{
    m_view.fingers.clear();
    m_view.done = 0;
    m_view.total = static_cast<int>(plan().steps.size());
    for (const FingerStep& step : plan().steps) {
        FingerState state = FingerState::Waiting;
        if (const auto entry = savedEntry(step.position)) {
            ++m_view.done;
            const bool good = entry->capture && entry->capture->quality >= m_view.needed;
            state = good ? FingerState::Good : entry->exception ? FingerState::Excepted : FingerState::Weak;
        }
        if (m_view.asked == step.position && m_view.stage != FingersStage::Finished)
            state = FingerState::Asked;
        m_view.fingers.insert(static_cast<int>(step.position), state);
    }
    emit changed();
}

} // namespace station
