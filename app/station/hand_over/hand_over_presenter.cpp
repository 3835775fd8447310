#include "app/station/hand_over/hand_over_presenter.h"

#include <algorithm>

namespace station {
namespace {

HandOverFault faultOfStick(const QString& stick)
{
    return stick.trimmed().isEmpty() ? HandOverFault::NoStick : HandOverFault::None;
}

} // namespace

bool HandOverView::canWriteAgain() const
{
    return !busy() && selected && !selected->incoming
        && (selected->state == BundleState::Out || selected->state == BundleState::Acknowledged);
}

bool HandOverView::canTakeBack() const { return canWriteAgain() && isSupervisor; }

HandOverPresenter::HandOverPresenter(HandOverDesk& desk, const QString& ownId, QObject* parent)
    : QObject(parent)
    , m_desk(desk)
{
    m_view.ownId = ownId;
    m_soon.setSingleShot(true);
    m_soon.setInterval(std::chrono::seconds {1});
    connect(&m_soon, &QTimer::timeout, this, &HandOverPresenter::refresh);
}

void HandOverPresenter::refreshSoon()
{
    if (!m_soon.isActive() && !m_view.busy())
        m_soon.start();
}

void HandOverPresenter::begin(bool supervisor)
{
    m_view.isSupervisor = supervisor;
    m_view.fault = HandOverFault::None;
    if (!m_view.busy())
        m_view.outcome.reset();
    emit changed(m_view);
    refresh();
}

void HandOverPresenter::refresh()
{
    m_desk.handOvers(this, [this](Result<HandOverFacts> facts) {
        ++m_view.reading;
        m_view.trouble.reset();
        if (facts)
            m_view.facts = std::move(*facts);
        else
            m_view.trouble = facts.error();
        if (m_view.selected)
            m_view.selected = rowOf(m_view.selected->id);
        emit changed(m_view);
    });
}

std::optional<BundleRow> HandOverPresenter::rowOf(BundleId id) const
{
    const auto& bundles = m_view.facts.bundles;
    const auto found
        = std::find_if(bundles.begin(), bundles.end(), [&id](const BundleRow& row) { return row.id == id; });
    return found == bundles.end() ? std::nullopt : std::optional(*found);
}

void HandOverPresenter::select(const BundleId& id)
{
    if (m_view.selected && m_view.selected->id == id)
        return;
    m_view.selected = rowOf(id);
    emit changed(m_view);
}

bool HandOverPresenter::mayStart(HandOverAct act, HandOverFault fault)
{
    if (m_view.busy())
        return false;
    m_view.fault = fault;
    m_view.outcome.reset();
    if (fault == HandOverFault::None) {
        m_view.running = act;
        m_view.done = 0;
        m_view.all = 0;
        m_view.stopping = false;
    }
    emit changed(m_view);
    return fault == HandOverFault::None;
}

HandOverTaskPtr HandOverPresenter::newTask()
{
    m_task = std::make_shared<HandOverTask>();
    m_task->progress = [this](int done, int all) {
        m_view.done = done;
        m_view.all = all;
        emit changed(m_view);
    };
    return m_task;
}

void HandOverPresenter::give(const QString& to, const QString& stick, const std::vector<PacketId>& packets)
{
    const HandOverFault fault = faultOfStick(stick) != HandOverFault::None ? faultOfStick(stick)
        : !isStationId(to)                                                 ? HandOverFault::NoStation
        : to == m_view.ownId                                               ? HandOverFault::OwnStation
        : packets.empty()                                                  ? HandOverFault::NothingChosen
                                                                           : HandOverFault::None;
    if (mayStart(HandOverAct::Give, fault))
        m_desk.give(this, to, stick.trimmed(), packets, newTask(),
            [this](const Result<HandOverReport>& done) { finishedOne(done); });
}

void HandOverPresenter::takeOver(const QString& stick)
{
    if (mayStart(HandOverAct::TakeOver, faultOfStick(stick)))
        m_desk.takeOver(this, stick.trimmed(), newTask(),
            [this](const Result<std::vector<FolderOutcome>>& outcomes) { finishedAll(outcomes); });
}

void HandOverPresenter::readWord(const QString& stick)
{
    if (mayStart(HandOverAct::ReadWord, faultOfStick(stick)))
        m_desk.readWords(this, stick.trimmed(),
            [this](const Result<std::vector<FolderOutcome>>& outcomes) { finishedAll(outcomes); });
}

void HandOverPresenter::writeAgain(const QString& stick)
{
    if (m_view.canWriteAgain() && mayStart(HandOverAct::WriteAgain, faultOfStick(stick)))
        m_desk.writeAgain(this, m_view.selected->id, stick.trimmed(), newTask(),
            [this](const Result<HandOverReport>& done) { finishedOne(done); });
}

void HandOverPresenter::takeBack(const QString& reason)
{
    if (!m_view.canTakeBack() || reason.trimmed().isEmpty())
        return;
    if (!mayStart(HandOverAct::TakeBack, HandOverFault::None))
        return;
    HandOverReport about;
    about.id = m_view.selected->id;
    about.peer = m_view.selected->peer;
    about.packets = m_view.selected->packets;
    m_desk.takeBack(this, about.id, reason.trimmed(), [this, about](const Result<void>& done) {
        finishedOne(done ? Result<HandOverReport>(about) : tl::unexpected<Error>(done.error()));
    });
}

void HandOverPresenter::stop()
{
    if (!m_task || !m_view.busy())
        return;
    m_task->stop = true;
    m_view.stopping = true;
    emit changed(m_view);
}

void HandOverPresenter::finishedOne(const Result<HandOverReport>& done)
{
    HandOverOutcome outcome {*m_view.running, {}, {}};
    if (done)
        outcome.done.push_back(*done);
    else
        outcome.refused.push_back(done.error());
    finished(std::move(outcome));
}

/// A stick that carries several stations' bundles: what is not for us is worth a word only when nothing was.
void HandOverPresenter::finishedAll(const Result<std::vector<FolderOutcome>>& outcomes)
{
    if (!outcomes)
        return finishedOne(tl::unexpected<Error>(outcomes.error()));
    HandOverOutcome sum {*m_view.running, {}, {}};
    for (const FolderOutcome& outcome : *outcomes) {
        if (outcome.done) {
            sum.done.push_back(*outcome.done);
            continue;
        }
        const auto said = std::find_if(sum.refused.begin(), sum.refused.end(),
            [&](const Error& error) { return error.code == outcome.done.error().code; });
        if (said == sum.refused.end())
            sum.refused.push_back(outcome.done.error());
    }
    const ErrorCode notOurs
        = sum.act == HandOverAct::ReadWord ? ErrorCode::NotFound : ErrorCode::InvalidInput;
    if (!sum.done.empty())
        std::erase_if(sum.refused, [&](const Error& error) { return error.code == notOurs; });
    finished(std::move(sum));
}

void HandOverPresenter::finished(HandOverOutcome outcome)
{
    const bool asks = !outcome.done.empty();
    m_view.running.reset();
    m_view.stopping = false;
    m_task.reset();
    m_view.outcome = std::move(outcome);
    emit changed(m_view);
    refresh();
    if (asks)
        emit moved();
}

} // namespace station
