#include "app/station/shell/shell_presenter.h"

#include <utility>

namespace station {
namespace {

void count(SyncStatus& status, const QueueTotals& totals)
{
    status.waiting = totals.waiting;
    status.waitingBytes = totals.waitingBytes;
    status.handed = totals.handed;
    status.needsYou = totals.needsYou;
}

void keepCount(SyncStatus& status, const SyncStatus& before)
{
    status.waiting = before.waiting;
    status.waitingBytes = before.waitingBytes;
    status.handed = before.handed;
    status.needsYou = before.needsYou;
}

} // namespace

ShellPresenter::ShellPresenter(ShellDesk& desk, const StationInfo& info, QObject* parent)
    : QObject(parent)
    , m_desk(desk)
{
    m_view.info = info;
}

void ShellPresenter::begin()
{
    m_desk.officers(this, [this](const Result<std::vector<OfficerInfo>>& officers) {
        if (!officers) {
            emit failed(officers.error());
            return;
        }
        show(officers->size() < 2 ? Page::Setup : Page::SignIn);
    });
    countWaiting();
}

void ShellPresenter::countWaiting()
{
    m_desk.totals(this, [this](const Result<QueueTotals>& totals) {
        if (!totals)
            return;
        count(m_view.status, *totals);
        emit changed(m_view);
    });
}

void ShellPresenter::officersReady()
{
    if (m_view.page != Page::Setup)
        return;
    m_fresh = true;
    show(Page::SignIn);
}

void ShellPresenter::signedIn(const OfficerInfo& officer)
{
    const bool samePerson = m_lockedFor && m_lockedFor->id == officer.id;
    takeOver(officer, m_view.page == Page::Lock && samePerson ? m_lockedPage : Page::Home);
    if (m_fresh && officer.role == Role::Supervisor)
        makeRecoveryCode();
}

void ShellPresenter::takeOver(const OfficerInfo& officer, Page page)
{
    if (m_view.caseOpen && page != Page::Case) {
        m_view.caseOpen = false;
        emit closeCase();
    }
    m_lockedFor.reset();
    m_view.officer = officer;
    show(page);
}

void ShellPresenter::forgotten()
{
    if (m_view.page == Page::SignIn || m_view.page == Page::Lock)
        show(Page::Forgotten);
}

void ShellPresenter::rememberedAgain()
{
    if (m_view.page == Page::Forgotten)
        show(m_lockedFor ? Page::Lock : Page::SignIn);
}

void ShellPresenter::recovered(const OfficerInfo& officer) { takeOver(officer, Page::RecoveryCode); }

void ShellPresenter::makeRecoveryCode()
{
    if (!m_view.officer || m_view.officer->role != Role::Supervisor || m_view.caseOpen)
        return;
    m_fresh = false;
    emit recoveryCodeWanted();
    show(Page::RecoveryCode);
}

void ShellPresenter::recoveryLeft()
{
    if (m_view.page == Page::RecoveryCode)
        show(Page::Home);
}

void ShellPresenter::lock()
{
    if (!m_view.officer)
        return;
    m_lockedFor = m_view.officer;
    m_lockedPage
        = m_view.page == Page::RecoveryCode ? Page::Home : m_view.page; // the code is not shown again
    m_view.officer.reset();
    show(Page::Lock); // at once: the key is wiped a moment later, on the desk's thread
    m_desk.lock(this, [this](const Result<void>& wiped) {
        if (!wiped)
            emit failed(wiped.error());
    });
    emit locked();
}

void ShellPresenter::go(Page page)
{
    if (!m_view.officer && m_view.page == Page::SignIn && page == Page::Check)
        return show(Page::Check);
    if (!m_view.officer && m_view.page == Page::Check && page == Page::Home)
        return show(Page::SignIn);
    const bool mayGo = page == Page::Home || page == Page::Queue || page == Page::HandOver
        || page == Page::Devices || page == Page::Settings || page == Page::Check || page == Page::Roster;
    if (m_view.officer && !m_view.caseOpen && mayGo)
        show(page);
}

void ShellPresenter::newCase()
{
    if (!m_view.officer || m_view.caseOpen)
        return;
    m_view.caseOpen = true;
    emit openNewCase();
    show(Page::Case);
}

void ShellPresenter::resumeCase(const PacketId& id)
{
    if (!m_view.officer || m_view.caseOpen)
        return;
    m_view.caseOpen = true;
    emit openDraft(id);
    show(Page::Case);
}

void ShellPresenter::caseLeft()
{
    if (!m_view.caseOpen)
        return;
    m_view.caseOpen = false;
    emit closeCase(); // with its fields, pictures and their histories
    if (m_view.page == Page::Lock || m_view.page == Page::Forgotten)
        m_lockedPage = Page::Home; // it ended behind the lock page
    else
        show(Page::Home);
}

void ShellPresenter::setStatus(const SyncStatus& status)
{
    const SyncStatus before = std::exchange(m_view.status, status);
    if (!status.counted)
        keepCount(m_view.status, before);
    emit changed(m_view);
}

void ShellPresenter::show(Page page)
{
    m_view.page = page;
    emit changed(m_view);
}

} // namespace station
