#include "app/enrollctl/commands.h"
#include "app/enrollctl/desk_access.h"

namespace station {

QJsonObject jsonOf(const RecoveryNotice& notice)
{
    return {{"at", timeText(notice.at)}, {"why", notice.why}, {"damagedFile", notice.aside},
        {"pages", notice.pages}, {"pagesLost", notice.pagesLost}, {"draftsKept", notice.draftsKept},
        {"draftsLost", notice.draftsLost}, {"packetsKept", notice.packetsKept},
        {"packetsRebuilt", notice.packetsRebuilt}, {"packetsHeld", notice.packetsHeld},
        {"packetsUnclear", notice.packetsUnclear}, {"officers", notice.officers},
        {"keysFromCopy", notice.keysFromCopy}, {"ledgerWhole", notice.ledgerWhole}};
}

QString textOf(const RecoveryNotice& notice)
{
    return QStringLiteral(
        "The station's database was damaged and recovered at %1 (%2).\n"
        "  open cases: %3 saved, %4 lost as far as is known\n"
        "  sealed cases: %5 in the queue were saved, %6 put back from their files, %7 files left for a look\n"
        "  held until a supervisor has looked at them and sends them again: %8\n"
        "  officers: %9%10; ledger: %11\n"
        "  the damaged file is kept as %12")
        .arg(timeText(notice.at), notice.why)
        .arg(notice.draftsKept)
        .arg(notice.draftsLost)
        .arg(notice.packetsKept)
        .arg(notice.packetsRebuilt)
        .arg(notice.packetsUnclear)
        .arg(notice.packetsHeld)
        .arg(notice.officers)
        .arg(notice.keysFromCopy ? QStringLiteral(" (from the second copy)") : QString(),
            notice.ledgerWhole ? QStringLiteral("whole")
                               : QStringLiteral("has a gap, 'audit verify' names it"),
            notice.aside);
}

namespace {

Status recovery(Session& session, const SignInOptions& by)
{
    const auto desk = Desk::open(session.stationDirectory(), session.clock());
    if (!desk)
        return failed(desk);
    const auto notice = (*desk)->recoveryNotice();
    if (!notice)
        return failed(notice);
    if (!*notice) {
        session.line({{"recovery", QJsonValue()}}, QStringLiteral("No recovery waits to be noted."));
        return {};
    }
    if (by.isGiven()) {
        if (const Status done = signIn(**desk, by); !done)
            return done;
        if (const Status noted = (*desk)->acknowledgeRecovery(); !noted)
            return noted;
    }
    session.line({{"recovery", jsonOf(**notice)}, {"noted", by.isGiven()}}, textOf(**notice));
    return {};
}

} // namespace

void addRecoveryCommands(CLI::App& app, Session& session)
{
    auto* command
        = group(app, "station", "The station itself")
              ->add_subcommand("recovery",
                  "What a recovery of the damaged database saved and lost; with --by a supervisor takes "
                  "note of it");
    const auto by = std::make_shared<SignInOptions>();
    by->addOptionsBy(command);
    session.on(command, [by](Session& s) { return recovery(s, *by); });
}

} // namespace station
