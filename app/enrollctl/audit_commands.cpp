#include "app/enrollctl/commands.h"
#include "app/enrollctl/desk_access.h"

namespace station {
namespace {

Status verify(Session& session)
{
    const auto desk = openDesk(session);
    if (!desk)
        return failed(desk);
    if (const Status held = (*desk)->verifyLedger(); !held)
        return held;
    const auto rows = (*desk)->ledger();
    if (!rows)
        return failed(rows);
    const QString head = rows->empty() ? QString() : QString::fromLatin1(rows->back().hash.toHex());
    session.line({{"rows", static_cast<qint64>(rows->size())}, {"head", head}},
        QStringLiteral("The ledger holds: %1 rows, head %2").arg(rows->size()).arg(head));
    return {};
}

Status exportRows(Session& session)
{
    const auto desk = openDesk(session);
    if (!desk)
        return failed(desk);
    const auto rows = (*desk)->ledger();
    if (!rows)
        return failed(rows);
    for (const AuditRow& row : *rows)
        session.line({{"seq", row.seq}, {"at", timeText(row.at)}, {"event", row.event},
                         {"subject", row.subject}, {"detail", row.detail}, {"actor", row.actor},
                         {"hash", QString::fromLatin1(row.hash.toHex())}},
            QStringLiteral("%1  %2  %3  %4  %5")
                .arg(row.seq)
                .arg(timeText(row.at), row.event, row.subject, row.detail));
    return {};
}

} // namespace

void addAuditCommands(CLI::App& app, Session& session)
{
    auto* audit = group(app, "audit", "The ledger of everything that was done");
    session.on(audit->add_subcommand("verify", "Proves that no row was changed, removed or put in"), verify);
    session.on(audit->add_subcommand("export", "Every row"), exportRows);
}

} // namespace station
