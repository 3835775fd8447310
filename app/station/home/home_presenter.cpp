#include "app/station/home/home_presenter.h"

#include <algorithm>

namespace station {

HomePresenter::HomePresenter(ShellDesk& desk, std::vector<Procedure> procedures, QObject* parent)
    : QObject(parent)
    , m_desk(desk)
    , m_procedures(std::move(procedures))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(std::chrono::seconds {1});
    connect(&m_soon, &QTimer::timeout, this, &HomePresenter::refreshCounts);
}

void HomePresenter::refresh(bool supervisor)
{
    m_view.trouble.reset();
    m_view.supervisor = supervisor;
    m_view.draftsRead = false;
    refreshRecovery();
    refreshCounts();
    refreshDrafts();
}

void HomePresenter::setStatus(const SyncStatus& status)
{
    m_view.status = status;
    emit changed(m_view);
    if (!m_soon.isActive())
        m_soon.start();
}

void HomePresenter::discard(const PacketId& id, const QString& reason)
{
    if (m_view.busy || reason.trimmed().isEmpty())
        return;
    m_view.busy = true;
    emit changed(m_view);
    m_desk.discard(this, id, reason.trimmed(), [this](const Result<void>& done) {
        m_view.busy = false;
        m_view.trouble = done ? std::nullopt : std::optional(done.error());
        refreshDrafts();
    });
}

void HomePresenter::forget()
{
    m_view.drafts.clear();
    emit changed(m_view);
}

void HomePresenter::refreshRecovery()
{
    m_desk.recoveryState(this, [this](const Result<RecoveryState>& state) {
        m_view.recovery.reset();
        if (state && *state != RecoveryState::Kept)
            m_view.recovery = *state;
        emit changed(m_view);
    });
}

void HomePresenter::refreshCounts()
{
    m_desk.today(this, [this](const Result<TodayCounts>& counts) {
        if (counts)
            m_view.counts = *counts;
        else
            m_view.trouble = counts.error();
        emit changed(m_view);
    });
}

void HomePresenter::refreshDrafts()
{
    m_desk.drafts(this, [this](Result<std::vector<DraftSummary>> drafts) {
        m_view.draftsRead = true;
        if (!drafts) {
            // Locked in between: there is nothing to show, and nothing to complain about.
            if (drafts.error().code != ErrorCode::NotSignedIn)
                m_view.trouble = drafts.error();
            emit changed(m_view);
            return;
        }
        std::sort(drafts->begin(), drafts->end(),
            [](const DraftSummary& a, const DraftSummary& b) { return a.changedAt > b.changedAt; });
        m_view.drafts.clear();
        for (DraftSummary& draft : *drafts) {
            const auto known = std::find_if(m_procedures.begin(), m_procedures.end(),
                [&draft](const Procedure& procedure) { return procedure.id == draft.procedureId; });
            m_view.drafts.push_back(
                {std::move(draft), known == m_procedures.end() ? Words {} : known->title});
        }
        emit changed(m_view);
    });
}

} // namespace station
