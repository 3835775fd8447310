#include "app/station/queue/queue_presenter.h"

#include <algorithm>

namespace station {
namespace {

std::vector<PacketState> statesOf(QueueGroup group)
{
    switch (group) {
    case QueueGroup::All: return {};
    case QueueGroup::Waiting: return {PacketState::Sealed, PacketState::Announced, PacketState::Uploading};
    case QueueGroup::NeedsYou:
        return {PacketState::Rejected, PacketState::Resubmit, PacketState::Conflict, PacketState::Held};
    case QueueGroup::AtRegistry: return {PacketState::Received, PacketState::Processing};
    case QueueGroup::Done: return {PacketState::Processed, PacketState::Purged};
    }
    return {};
}

bool isWaiting(PacketState state)
{
    return state == PacketState::Sealed || state == PacketState::Announced || state == PacketState::Uploading;
}

} // namespace

bool QueueView::canRetry() const
{
    return !busy && selected && selected->maySend()
        && (selected->state == PacketState::Held || selected->state == PacketState::Conflict
            || isWaiting(selected->state));
}
bool QueueView::canHold() const
{
    return !busy && selected && selected->maySend() && isWaiting(selected->state);
}
bool QueueView::awaitsApproval() const
{
    return selected && selected->state == PacketState::Held
        && selected->problem == QLatin1String(station::awaitsApproval);
}

QueuePresenter::QueuePresenter(ShellDesk& desk, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_desk(desk)
    , m_model(clock)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(std::chrono::seconds {1});
    connect(&m_soon, &QTimer::timeout, this, &QueuePresenter::refresh);
    connect(&m_model, &QueueModel::moreWanted, this, &QueuePresenter::fetch);
}

void QueuePresenter::refresh()
{
    fetch(0);
    m_desk.totals(this, [this](const Result<QueueTotals>& totals) {
        if (totals)
            m_view.totals = *totals;
        else
            m_view.trouble = totals.error();
        emit changed(m_view);
    });
}

void QueuePresenter::refreshSoon()
{
    if (!m_soon.isActive())
        m_soon.start();
}

void QueuePresenter::show(QueueGroup group)
{
    if (m_view.group == group)
        return;
    m_view.group = group;
    m_view.selected.reset();
    m_view.history.clear();
    m_view.loaded = false;
    m_model.replace({}, false);
    emit changed(m_view);
    fetch(0);
}

void QueuePresenter::fetch(int offset)
{
    // From the top, as many as are shown already, so that nobody's place in the table is lost.
    const int limit = offset > 0 ? pageSize : std::max(pageSize, m_model.rowCount());
    const int generation = ++m_generation;
    m_desk.queue(this, statesOf(m_view.group), offset, limit,
        [this, offset, limit, generation](Result<std::vector<QueueRow>> rows) {
            if (generation != m_generation)
                return;
            m_view.loaded = true;
            if (!rows) {
                m_view.trouble = rows.error();
                emit changed(m_view);
                return;
            }
            const bool more = static_cast<int>(rows->size()) == limit;
            if (offset > 0)
                m_model.append(std::move(*rows), more);
            else
                m_model.replace(std::move(*rows), more);
            m_view.rows = m_model.rowCount();
            if (m_view.selected)
                if (const QueueRow* row = m_model.at(m_model.find(m_view.selected->id))) {
                    const bool moved = row->state != m_view.selected->state
                        || row->offset != m_view.selected->offset
                        || row->priority != m_view.selected->priority
                        || row->custody != m_view.selected->custody;
                    m_view.selected = *row;
                    if (moved)
                        readHistory();
                }
            emit changed(m_view);
        });
}

void QueuePresenter::select(int row)
{
    const QueueRow* chosen = m_model.at(row);
    if (!chosen) {
        m_view.selected.reset();
        m_view.history.clear();
        emit changed(m_view);
        return;
    }
    if (m_view.selected && m_view.selected->id == chosen->id)
        return;
    m_view.selected = *chosen;
    m_view.history.clear();
    emit changed(m_view);
    readHistory();
}

void QueuePresenter::readHistory()
{
    m_desk.history(this, m_view.selected->id,
        [this, id = m_view.selected->id](Result<std::vector<HistoryEntry>> history) {
            if (!m_view.selected || m_view.selected->id != id)
                return;
            if (history)
                m_view.history = std::move(*history);
            else
                m_view.trouble = history.error();
            emit changed(m_view);
        });
}

void QueuePresenter::retry()
{
    if (!m_view.canRetry())
        return;
    m_view.busy = true;
    emit changed(m_view);
    const auto then = [this](const Result<void>& done) {
        decided(done);
        if (done)
            emit released();
    };
    if (m_view.awaitsApproval())
        m_desk.approve(this, m_view.selected->id, then);
    else
        m_desk.retry(this, m_view.selected->id, then);
}

void QueuePresenter::hold(const QString& reason)
{
    if (!m_view.canHold() || reason.trimmed().isEmpty())
        return;
    m_view.busy = true;
    emit changed(m_view);
    m_desk.hold(
        this, m_view.selected->id, reason.trimmed(), [this](const Result<void>& done) { decided(done); });
}

void QueuePresenter::setUrgent(bool urgent)
{
    if (!m_view.canHold() || m_view.isUrgent() == urgent)
        return;
    m_view.busy = true;
    emit changed(m_view);
    m_desk.setUrgent(this, m_view.selected->id, urgent, [this, urgent](const Result<void>& done) {
        decided(done);
        if (done && urgent)
            emit released();
    });
}

void QueuePresenter::setStatus(const SyncStatus& status)
{
    const bool shown
        = m_view.sync.pause.has_value() || status.pause.has_value() || m_view.sync.link != status.link;
    m_model.setLink(status.link);
    m_view.sync = status;
    if (shown)
        emit changed(m_view);
}

void QueuePresenter::sendNow()
{
    if (!m_view.sync.pause)
        return;
    m_view.sync.pause.reset(); // until the next pass says otherwise
    emit changed(m_view);
    emit sendNowWanted();
}

void QueuePresenter::decided(const Result<void>& done)
{
    m_view.busy = false;
    m_view.trouble = done ? std::nullopt : std::optional(done.error());
    emit changed(m_view);
    refresh();
    if (done)
        emit moved();
}

} // namespace station
