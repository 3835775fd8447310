#include "app/station/setup/setup_presenter.h"

namespace station {
namespace {

SetupFault faultOf(const OfficerEntry& entry)
{
    if (entry.name.trimmed().isEmpty())
        return SetupFault::NameMissing;
    if (entry.passphrase.size() < SetupPresenter::shortestPassphrase)
        return SetupFault::PassphraseShort;
    return entry.passphrase == entry.again ? SetupFault::None : SetupFault::PassphrasesDiffer;
}

NewOfficer officerFrom(const OfficerEntry& entry)
{
    return {entry.name.trimmed(), entry.role, entry.passphrase.toUtf8()};
}

} // namespace

SetupPresenter::SetupPresenter(ShellDesk& desk, QObject* parent)
    : QObject(parent)
    , m_desk(desk)
{
}

void SetupPresenter::begin()
{
    m_desk.officers(this, [this](const Result<std::vector<OfficerInfo>>& officers) {
        if (!officers)
            return failed(-1, officers.error());
        m_view.made = static_cast<int>(officers->size());
        m_view.firstName = officers->empty() ? QString() : officers->front().name;
        publish();
        if (m_view.made >= 2)
            emit ready();
    });
}

void SetupPresenter::submit(const OfficerEntry& supervisor, const OfficerEntry& second)
{
    if (m_view.busy)
        return;
    m_view.error.reset();
    m_view.faultAt = 0;
    m_view.fault = m_view.made == 0       ? faultOf(supervisor)
        : supervisor.passphrase.isEmpty() ? SetupFault::PassphraseMissing
                                          : SetupFault::None;
    if (m_view.fault == SetupFault::None) {
        m_view.faultAt = 1;
        m_view.fault = faultOf(second);
        if (m_view.fault == SetupFault::None && second.passphrase == supervisor.passphrase)
            m_view.fault = SetupFault::SamePassphrase;
    }
    if (m_view.fault != SetupFault::None)
        return publish();
    m_view.faultAt = -1;
    m_view.busy = true;
    publish();
    if (m_view.made == 0)
        makeFirst(supervisor, second);
    else
        makeSecond(second, supervisor.passphrase);
}

void SetupPresenter::makeFirst(const OfficerEntry& supervisor, const OfficerEntry& second)
{
    NewOfficer first = officerFrom(supervisor);
    first.role = Role::Supervisor;
    m_desk.addOfficer(this, first,
        [this, second, name = first.name, words = supervisor.passphrase](const Result<OfficerId>& made) {
            if (!made)
                return failed(0, made.error());
            m_view.made = 1;
            m_view.firstName = name;
            publish();
            makeSecond(second, words);
        });
}

void SetupPresenter::makeSecond(const OfficerEntry& second, const QString& first)
{
    NewOfficer officer = officerFrom(second);
    officer.first = first.toUtf8();
    m_desk.addOfficer(this, officer, [this](const Result<OfficerId>& made) {
        if (!made) {
            const bool firsts = made.error().code == ErrorCode::WrongPassphrase
                || made.error().code == ErrorCode::LockedOut;
            return failed(firsts ? 0 : 1, made.error());
        }
        m_view.made = 2;
        m_view.busy = false;
        publish();
        emit ready();
    });
}

void SetupPresenter::failed(int at, const Error& error)
{
    m_view.busy = false;
    m_view.faultAt = at;
    m_view.error = error;
    publish();
}

} // namespace station
