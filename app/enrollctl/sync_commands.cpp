#include "app/enrollctl/commands.h"
#include "app/enrollctl/desk_access.h"
#include "core/base/log.h"
#include "core/desk/desk.h"
#include "core/sync/sync_worker.h"

#include <QCoreApplication>
#include <QDateTime>

namespace station {
namespace {

/// The address as the station knows it; nothing else of the desk is needed.
Result<QUrl> registryOf(const Session& session)
{
    const auto desk = openDesk(session);
    if (!desk)
        return failed(desk);
    const QUrl registry = (*desk)->info().registry;
    if (registry.isEmpty())
        return fail(ErrorCode::NotFound,
            "this station has no registry address: set one with station init --registry");
    return registry;
}

void tellStep(const Session& session, const SyncStep& step)
{
    const QString id = step.packet.text();
    switch (step.kind) {
    case SyncStep::Kind::Announced:
        return session.line({{"step", "announced"}, {"packets", step.count}},
            QStringLiteral("%1 packets announced").arg(step.count));
    case SyncStep::Kind::Sending:
        return session.line(
            {{"step", "sending"}, {"packet", id}, {"offset", step.offset}, {"total", step.total}},
            QStringLiteral("%1 from byte %2 of %3").arg(id).arg(step.offset).arg(step.total));
    case SyncStep::Kind::Acknowledged:
        return session.line(
            {{"step", "acknowledged"}, {"packet", id}, {"offset", step.offset}, {"total", step.total}},
            QStringLiteral("%1 %2/%3 bytes").arg(id).arg(step.offset).arg(step.total));
    case SyncStep::Kind::Receipt: {
        const auto state = QString::fromLatin1(nameOf(step.state));
        return session.line(
            {{"step", "receipt"}, {"packet", id}, {"state", state}}, QStringLiteral("%1 %2").arg(id, state));
    }
    case SyncStep::Kind::Conflict:
        return session.line({{"step", "conflict"}, {"packet", id}},
            QStringLiteral("%1: other bytes are known under this id").arg(id));
    case SyncStep::Kind::Postponed: {
        const auto why = QString::fromStdString(step.error.detail);
        return session.line({{"step", "postponed"}, {"packet", id}, {"why", why}},
            QStringLiteral("%1 postponed: %2").arg(id, why));
    }
    case SyncStep::Kind::RegistryRewound:
        return session.line({{"step", "registry-rewound"}},
            QStringLiteral("the registry was put back to an older day: what it has lost is sent again"));
    case SyncStep::Kind::StationAlarm: {
        const auto alarm = QString::fromLatin1(nameOf(step.alarm));
        return session.line({{"step", "alarm"}, {"alarm", alarm}},
            QStringLiteral("%1: another copy of this station is at work, or this one was put back")
                .arg(alarm));
    }
    }
}

/// "The day's budget is used up": what holds packets back, and until when.
QJsonObject jsonOf(const BudgetPause& pause, int heldBack)
{
    const auto until = QDateTime::fromMSecsSinceEpoch(toMs(pause.until));
    return {{"step", "budget-used-up"}, {"packets", heldBack}, {"limit", pause.limit}, {"used", pause.used},
        {"metered", pause.metered}, {"until", until.toString(Qt::ISODate)}};
}

Status once(Session& session, bool beyondBudget)
{
    const auto registry = registryOf(session);
    if (!registry)
        return failed(registry);
    const auto report = syncOnce(session.stationDirectory(), *registry, session.clock(),
        [&session](const SyncStep& step) { tellStep(session, step); },
        {std::chrono::seconds(5), beyondBudget});
    if (!report)
        return failed(report);
    if (report->pause)
        session.line(jsonOf(*report->pause, report->heldBack),
            QStringLiteral("Today's data budget is used up: %1 packets go on at 00:00. To send them now: "
                           "sync --once --now")
                .arg(report->heldBack));
    const auto receipts = static_cast<int>(report->receipts.size());
    session.line({{"sent", report->sent}, {"sentBytes", report->sentBytes}, {"receipts", receipts},
                     {"postponed", report->postponed}, {"conflicts", report->conflicts},
                     {"heldBack", report->heldBack}},
        QStringLiteral("%1 sent, %2 receipts, %3 postponed, %4 in conflict")
            .arg(report->sent)
            .arg(receipts)
            .arg(report->postponed)
            .arg(report->conflicts));
    return {};
}

QString nameOf(Link link)
{
    switch (link) {
    case Link::Unknown: return QStringLiteral("unknown");
    case Link::Online: return QStringLiteral("online");
    case Link::Offline: return QStringLiteral("offline");
    case Link::LoginNeeded: return QStringLiteral("login-needed");
    case Link::Refused: return QStringLiteral("refused");
    case Link::IdentityExchanged: return QStringLiteral("identity-exchanged");
    case Link::ClockWrong: return QStringLiteral("clock-wrong");
    case Link::NotSetUp: return QStringLiteral("not-set-up");
    }
    return {};
}

/// Until it is interrupted; may be killed at any moment.
Status watch(Session& session)
{
    const auto registry = registryOf(session);
    if (!registry)
        return failed(registry);
    SyncThread sync(session.stationDirectory(), *registry, session.clock());
    QObject here;
    QObject::connect(&sync.worker(), &SyncWorker::statusChanged, &here, [&session](const SyncStatus& status) {
        session.line(
            {{"link", nameOf(status.link)}, {"waiting", status.waiting},
                {"waitingBytes", status.waitingBytes},
                {"packet", status.current.isNull() ? QString() : status.current.text()},
                {"sent", status.sent}, {"total", status.total}, {"budgetUsedUp", status.pause.has_value()},
                {"error", status.trouble ? QString::fromLatin1(nameOf(status.trouble->code)) : QString()},
                {"trouble", status.trouble ? QString::fromStdString(status.trouble->detail) : QString()}},
            QStringLiteral("%1, %2 waiting").arg(nameOf(status.link)).arg(status.waiting));
    });
    QCoreApplication::exec();
    return {};
}

} // namespace

void addSyncCommands(CLI::App& app, Session& session)
{
    auto* sync = app.add_subcommand("sync", "Send what waits to the registry, and fetch its receipts");
    auto* mode = sync->add_option_group("mode");
    struct Runs {
        bool once = false;
        bool watch = false;
        bool now = false;
    };
    auto runs = std::make_shared<Runs>();
    auto* single = mode->add_flag("--once", runs->once, "until nothing more can be sent");
    mode->add_flag("--watch", runs->watch, "until interrupted");
    mode->require_option(1);
    sync->add_flag("--now", runs->now, "beyond the day's data budget")->needs(single);
    session.on(sync, [runs](Session& s) -> Status { return runs->watch ? watch(s) : once(s, runs->now); });
}

} // namespace station
