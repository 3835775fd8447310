#include "app/station/shell/repair_presenter.h"

namespace station {

RepairPresenter::RepairPresenter(ShellDesk& desk, QObject* parent)
    : QObject(parent)
    , m_desk(desk)
{
}

void RepairPresenter::begin()
{
    m_desk.repair(this, [this](const Result<std::optional<RecoveryNotice>>& notice) {
        if (!notice || !*notice)
            return; // what else is wrong with the desk, the pages say
        m_view.notice = *notice;
        emit changed(m_view);
    });
}

void RepairPresenter::setOfficer(const std::optional<OfficerInfo>& officer)
{
    const bool may = officer && officer->role == Role::Supervisor;
    if (may == m_view.mayNote)
        return;
    m_view.mayNote = may;
    emit changed(m_view);
}

void RepairPresenter::note()
{
    if (!m_view.mayNote || m_view.busy || !m_view.notice)
        return;
    m_view.busy = true;
    m_view.trouble.reset();
    emit changed(m_view);
    m_desk.noteRepair(this, [this](const Result<void>& done) {
        m_view.busy = false;
        if (done)
            m_view.notice.reset();
        else
            m_view.trouble = done.error();
        emit changed(m_view);
    });
}

} // namespace station
