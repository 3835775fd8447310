#include "core/sync/sending_budget.h"

#include <QDateTime>

namespace station {

Status SendingBudget::refresh()
{
    return m_use.plan().map([this](const SendingPlan& plan) { m_plan = plan; });
}

bool SendingBudget::isMetered() const
{
    switch (m_plan.metering) {
    case SendingPlan::Metering::Automatic: return m_hint;
    case SendingPlan::Metering::Always: return true;
    case SendingPlan::Metering::Never: return false;
    }
    return m_hint;
}

qint64 SendingBudget::limit() const { return isMetered() ? m_plan.meteredBytes : m_plan.openBytes; }

QDate SendingBudget::today() const { return QDateTime::fromMSecsSinceEpoch(toMs(m_clock.now())).date(); }

qint64 SendingBudget::used()
{
    // A database that cannot be read stops the pass elsewhere; here it must not stop a packet.
    return m_use.carried(today(), isMetered()).value_or(0);
}

bool SendingBudget::mayBeginPacket(qint64 left)
{
    return m_beyond || limit() == 0 || mayBegin(limit(), used(), left);
}

bool SendingBudget::isUsedUp() { return !m_beyond && limit() > 0 && used() >= limit(); }

Status SendingBudget::carry(qint64 bytes) { return m_use.carry(today(), isMetered(), bytes); }

BudgetPause SendingBudget::pause()
{
    const QDateTime midnight = today().addDays(1).startOfDay();
    return {limit(), used(), isMetered(), fromMs(midnight.toMSecsSinceEpoch())};
}

} // namespace station
