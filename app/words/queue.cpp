#include "app/words/hand_over_words.h"
#include "app/words/tr.h"
#include "app/words/words.h"
#include "core/store/outbox_rules.h"

#include <QHash>

namespace station::words {
namespace {

QString reasonOf(const QString& code)
{
    static const QHash<QString, const char*> reasons {
        {QStringLiteral("photo-unusable"), QT_TRANSLATE_NOOP("Say", "the portrait can't be used")},
        {QStringLiteral("prints-unusable"), QT_TRANSLATE_NOOP("Say", "the fingerprints can't be used")},
        {QStringLiteral("data-mismatch"),
            QT_TRANSLATE_NOOP("Say", "the data does not agree with the population database")},
        {QStringLiteral("duplicate"), QT_TRANSLATE_NOOP("Say", "this person has been enrolled already")},
        {QStringLiteral("unreadable"), QT_TRANSLATE_NOOP("Say", "the packet could not be read")},
        {QStringLiteral("origin-revoked"),
            QT_TRANSLATE_NOOP("Say", "it was brought from a station whose certificate was withdrawn")},
        {QStringLiteral("invalid"), QT_TRANSLATE_NOOP("Say", "the packet is not complete")},
        {QStringLiteral("other-station"),
            QT_TRANSLATE_NOOP("Say", "it was sealed with the certificate of another station")},
        {QStringLiteral("other-packet"),
            QT_TRANSLATE_NOOP("Say", "inside it another packet's number stands")},
        {QStringLiteral("does-not-open"),
            QT_TRANSLATE_NOOP("Say", "it was sealed for another registry and can't be opened there")},
    };
    return Say::tr(reasons.value(code, QT_TRANSLATE_NOOP("Say", "the registry gave no reason we know")));
}

} // namespace

QString forState(PacketState state)
{
    switch (state) {
    case PacketState::Sealed: return Say::tr("Waiting");
    case PacketState::Announced: return Say::tr("Announced");
    case PacketState::Uploading: return Say::tr("Being sent");
    case PacketState::Received: return Say::tr("Received");
    case PacketState::Processing: return Say::tr("Being processed");
    case PacketState::Processed: return Say::tr("Processed");
    case PacketState::Purged: return Say::tr("Delivered");
    case PacketState::Rejected: return Say::tr("Rejected");
    case PacketState::Resubmit: return Say::tr("Capture again");
    case PacketState::Conflict: return Say::tr("Conflict");
    case PacketState::Held: return Say::tr("Held");
    }
    return {};
}

QString forState(const QueueRow& row)
{
    if (!isWaiting(row.state))
        return forState(row.state);
    switch (row.custody) {
    case Custody::Here:
    case Custody::Carried: return forState(row.state);
    case Custody::Handed: return forBundle(row.bundleState);
    case Custody::Taken: return Say::tr("Waiting");
    case Custody::Returned: return forBundle(BundleState::Returned);
    }
    return {};
}

QString forProblem(const QString& problem)
{
    if (problem.isEmpty())
        return {};
    const QString kind = problem.section(QLatin1Char(':'), 0, 0);
    const QString reason = problem.section(QLatin1Char(':'), 1);
    if (kind == QLatin1String("rejected"))
        return Say::tr("The registry rejected it: %1. Look at the case and enroll again if needed.")
            .arg(reasonOf(reason));
    if (kind == QLatin1String("resubmit"))
        return Say::tr("The registry asks for a new capture: %1. Invite the citizen again.")
            .arg(reasonOf(reason));
    if (kind == QLatin1String("conflict"))
        return Say::tr("The registry holds other data under this number. Tell your supervisor: once the "
                       "registry's office has "
                       "looked into it, a supervisor presses “Send again”.");
    if (problem == QLatin1String(awaitsApproval))
        return Say::tr(
            "Waits for a supervisor: no second officer could sign what was waived. A supervisor who took "
            "no part presses “Approve”.");
    if (problem == QLatin1String(heldByRecovery))
        return Say::tr(
            "Put back from its file after stored data was damaged; whether somebody had held it is not known "
            "any more. If it may go, a supervisor presses “Send again”.");
    if (kind == QLatin1String("held"))
        return Say::tr("Held by an officer. Press “Send again” to let it go.");
    if (kind == QLatin1String("receipt-refused"))
        return Say::tr(
            "The registry's receipt could not be believed. The packet is kept here and the receipt is "
            "asked for again; tell your supervisor if this stays.");
    if (kind == QLatin1String("lost-at-registry"))
        return Say::tr(
            "The registry was put back to an older day and has lost this packet, whose file was removed "
            "here. Tell your supervisor at once.");
    if (kind == QLatin1String("missing") || kind == QLatin1String("damaged"))
        return Say::tr("The packet's file is missing or damaged on this computer. Do not delete anything; "
                       "tell your supervisor.");
    return Say::tr("Sending failed. It is tried again by itself; nothing is lost.");
}

namespace {

/// Why nothing at all is sent now; empty while it may be.
QString whyStopped(Link link)
{
    switch (link) {
    case Link::Unknown:
    case Link::Online:
    case Link::Offline: return {};
    case Link::LoginNeeded:
        return Say::tr("Kept here until somebody signs in to the network in a browser, or another network "
                       "is used.");
    case Link::Refused:
        return Say::tr("Kept here until the station has a valid certificate. Ask for a new one.");
    case Link::IdentityExchanged:
        return Say::tr("Kept here until a supervisor installs the registry's certificates again.");
    case Link::ClockWrong: return Say::tr("Kept here until this computer's date and time are set.");
    case Link::NotSetUp: return Say::tr("Kept here until the registry is set up.");
    }
    return {};
}

QString whatToSend(const QueueRow& row, Instant now, Link link)
{
    switch (row.state) {
    case PacketState::Sealed:
    case PacketState::Announced:
        if (const QString why = whyStopped(link); !why.isEmpty())
            return why;
        if (row.dueAt > now && row.dueAt <= now + longestPostponement)
            return Say::tr("Nothing to do. The next try is at %1.").arg(moment(row.dueAt, now));
        if (row.priority > 0)
            return Say::tr("Urgent: it is sent before the others.");
        return Say::tr("Nothing to do. It is sent when there is a connection.");
    case PacketState::Uploading:
        if (const QString why = whyStopped(link); !why.isEmpty())
            return why;
        return Say::tr("Nothing to do. %1 of %2 sent.").arg(size(row.offset), size(row.size));
    case PacketState::Received:
        if (!row.problem.isEmpty())
            return forProblem(row.problem);
        return Say::tr("Nothing to do. The registry has it (receipt %1).").arg(row.receiptSeq);
    case PacketState::Processing: return Say::tr("Nothing to do. The registry is working on it.");
    case PacketState::Processed:
    case PacketState::Purged:
        if (!row.problem.isEmpty())
            return forProblem(row.problem);
        return Say::tr("Done (receipt %1).").arg(row.receiptSeq);
    case PacketState::Rejected:
        return forProblem(row.problem.isEmpty() ? QStringLiteral("rejected") : row.problem);
    case PacketState::Resubmit:
        return forProblem(row.problem.isEmpty() ? QStringLiteral("resubmit") : row.problem);
    case PacketState::Conflict: return forProblem(QStringLiteral("conflict"));
    case PacketState::Held: return forProblem(row.problem.isEmpty() ? QStringLiteral("held") : row.problem);
    }
    return {};
}

} // namespace

QString whatToDo(const QueueRow& row, Instant now, Link link)
{
    if (const QString where = whereItIs(row, now); isWaiting(row.state) && !where.isEmpty())
        return where;
    if (isWaiting(row.state) && row.custody == Custody::Carried)
        return Say::tr("From station %1. %2").arg(row.origin, whatToSend(row, now, link));
    return whatToSend(row, now, link);
}

QString forHistory(const HistoryEntry& entry)
{
    static const QHash<QString, const char*> events {
        {QStringLiteral("case-opened"), QT_TRANSLATE_NOOP("Say", "Case opened")},
        {QStringLiteral("procedure"), QT_TRANSLATE_NOOP("Say", "Procedure chosen")},
        {QStringLiteral("form-saved"), QT_TRANSLATE_NOOP("Say", "Form saved")},
        {QStringLiteral("portrait-taken"), QT_TRANSLATE_NOOP("Say", "Portrait taken")},
        {QStringLiteral("portrait-waived"),
            QT_TRANSLATE_NOOP("Say", "Portrait taken with a reason for a failed check")},
        {QStringLiteral("finger-taken"), QT_TRANSLATE_NOOP("Say", "Fingerprint taken")},
        {QStringLiteral("finger-excepted"), QT_TRANSLATE_NOOP("Say", "Reason given for a finger")},
        {QStringLiteral("part-dropped"),
            QT_TRANSLATE_NOOP("Say", "A capture that the procedure does not ask for was removed")},
        {QStringLiteral("step"), QT_TRANSLATE_NOOP("Say", "Went to another page")},
        {QStringLiteral("confirmed"), QT_TRANSLATE_NOOP("Say", "Confirmed by the citizen")},
        {QStringLiteral("confirmation-void"),
            QT_TRANSLATE_NOOP("Say", "Changed after it was confirmed: to be confirmed again")},
        {QStringLiteral("signed-off"), QT_TRANSLATE_NOOP("Say", "Signed off by a second officer")},
        {QStringLiteral("sign-off-put-off"),
            QT_TRANSLATE_NOOP("Say", "No second officer there: to be approved later")},
        {QStringLiteral("sign-off-void"),
            QT_TRANSLATE_NOOP("Say", "Changed after it was signed off: to be signed off again")},
        {QStringLiteral("awaits-approval"), QT_TRANSLATE_NOOP("Say", "Waits for a supervisor's approval")},
        {QStringLiteral("approved"), QT_TRANSLATE_NOOP("Say", "Approved by a supervisor")},
        {QStringLiteral("sealed"), QT_TRANSLATE_NOOP("Say", "Sealed and put in the queue")},
        {QStringLiteral("queue-rebuilt"),
            QT_TRANSLATE_NOOP("Say", "Put back into the queue from its file after stored data was damaged")},
        {QStringLiteral("packet-row-mended"),
            QT_TRANSLATE_NOOP("Say", "Damaged entry in the queue put right from the packet's file")},
        {QStringLiteral("announced"), QT_TRANSLATE_NOOP("Say", "Announced to the registry")},
        {QStringLiteral("uploading"), QT_TRANSLATE_NOOP("Say", "Being sent")},
        {QStringLiteral("received"), QT_TRANSLATE_NOOP("Say", "Received by the registry")},
        {QStringLiteral("processing"), QT_TRANSLATE_NOOP("Say", "Being processed")},
        {QStringLiteral("processed"), QT_TRANSLATE_NOOP("Say", "Processed")},
        {QStringLiteral("purged"), QT_TRANSLATE_NOOP("Say", "Delivered; the packet's file was removed here")},
        {QStringLiteral("rejected"), QT_TRANSLATE_NOOP("Say", "Rejected by the registry")},
        {QStringLiteral("resubmit"), QT_TRANSLATE_NOOP("Say", "The registry asks for a new capture")},
        {QStringLiteral("conflict"),
            QT_TRANSLATE_NOOP("Say", "The registry holds other data under this number")},
        {QStringLiteral("held"), QT_TRANSLATE_NOOP("Say", "Held by an officer")},
        {QStringLiteral("postponed"), QT_TRANSLATE_NOOP("Say", "Sending failed; tried again later")},
        {QStringLiteral("urgent"), QT_TRANSLATE_NOOP("Say", "Made urgent: goes before the others")},
        {QStringLiteral("not-urgent"), QT_TRANSLATE_NOOP("Say", "No longer urgent")},
        {QStringLiteral("retry"), QT_TRANSLATE_NOOP("Say", "An officer asked to send again")},
        {QStringLiteral("receipt-refused"), QT_TRANSLATE_NOOP("Say", "A receipt could not be believed")},
        {QStringLiteral("receipt-void"), QT_TRANSLATE_NOOP("Say", "The registry has lost a receipt")},
        {QStringLiteral("wanted-again"),
            QT_TRANSLATE_NOOP("Say", "Put back in the queue, because the registry lost it")},
        {QStringLiteral("released"), QT_TRANSLATE_NOOP("Say", "An officer asked to send again")},
        {QStringLiteral("custody-handed"), QT_TRANSLATE_NOOP("Say", "Handed over by USB stick")},
        {QStringLiteral("custody-here"), QT_TRANSLATE_NOOP("Say", "Taken back: sent from here again")},
        {QStringLiteral("custody-taken"), QT_TRANSLATE_NOOP("Say", "Brought here by USB stick")},
        {QStringLiteral("custody-carried"),
            QT_TRANSLATE_NOOP("Say", "The registry takes it from this station")},
        {QStringLiteral("custody-returned"), QT_TRANSLATE_NOOP("Say", "Taken back by its own station")},
    };
    if (entry.event == QLatin1String("offset")) {
        const qint64 done = entry.detail.section(QLatin1Char('/'), 0, 0).toLongLong();
        const qint64 all = entry.detail.section(QLatin1Char('/'), 1).toLongLong();
        return all > 0 ? Say::tr("%1 % sent").arg(done * 100 / all) : Say::tr("%1 sent").arg(size(done));
    }
    const QString said = Say::tr(events.value(entry.event, QT_TRANSLATE_NOOP("Say", "Noted")));
    const int finger = entry.detail.startsWith(QLatin1String("finger-")) ? entry.detail.mid(7).toInt() : 0;
    if (finger >= 1 && finger <= static_cast<int>(allFingers.size()))
        return QStringLiteral("%1: %2").arg(said, forFinger(static_cast<FingerPosition>(finger)));
    bool isNumber = false;
    const qlonglong receipt = entry.detail.toLongLong(&isNumber);
    return isNumber && entry.event == QLatin1String("received")
        ? Say::tr("%1 (receipt %2)").arg(said).arg(receipt)
        : said;
}

QString forLink(Link link)
{
    switch (link) {
    case Link::Unknown: return Say::tr("Connecting");
    case Link::Online: return Say::tr("Online");
    case Link::Offline: return Say::tr("Offline");
    case Link::LoginNeeded: return Say::tr("Network login needed");
    case Link::Refused: return Say::tr("Station not accepted");
    case Link::IdentityExchanged: return Say::tr("Certificates exchanged");
    case Link::ClockWrong: return Say::tr("Clock wrong");
    case Link::NotSetUp: return Say::tr("Not set up");
    }
    return {};
}

QString budget(const SyncStatus& status)
{
    if (!status.pause)
        return {};
    const QString limit = size(status.pause->limit);
    return status.pause->metered
        ? Say::tr("Today's data budget for paid connections (%1) is used up. Sending goes on at 00:00.")
              .arg(limit)
        : Say::tr("Today's data budget (%1) is used up. Sending goes on at 00:00.").arg(limit);
}

namespace {

QString forNotice(Notice notice)
{
    switch (notice) {
    case Notice::None: return {};
    case Notice::RegistryRewound:
        return Say::tr(
            "The registry was put back to an older day. What it has lost is sent again by itself.");
    case Notice::StationCopied:
        return Say::tr(
            "The registry knows another copy of this station. Work goes on; tell your supervisor at "
            "once.");
    }
    return {};
}

/// Nothing waits here: is that all, or is something elsewhere, or with a person?
QString nothingWaits(const SyncStatus& status)
{
    if (status.handed == 0 && status.needsYou == 0)
        return Say::tr("Connected. Everything has been sent.");
    QStringList said {Say::tr("Connected. Nothing waits to be sent from here.")};
    if (status.handed > 0)
        said.append(Say::tr("%n packet(s) handed over by USB: no receipt yet.", nullptr, status.handed));
    if (status.needsYou > 0)
        said.append(Say::tr("%n packet(s) need a decision: look at the queue.", nullptr, status.needsYou));
    return said.join(QLatin1Char(' '));
}

QString lineOf(const SyncStatus& status, Instant now)
{
    const QString since = moment(status.since, now);
    switch (status.link) {
    case Link::Unknown: return Say::tr("Looking for the registry. Work goes on.");
    case Link::Online:
        if (!status.current.isNull() && status.total > 0)
            return Say::tr("Connected. Sending: %1 of %2.").arg(size(status.sent), size(status.total));
        if (status.pause)
            return budget(status);
        return status.waiting > 0 ? Say::tr("Connected. Packets are being sent.") : nothingWaits(status);
    case Link::Offline:
        return Say::tr("No connection since %1. Work goes on; packets are sent later.").arg(since);
    case Link::LoginNeeded:
        return Say::tr("The network asks for a login, so nothing was sent. Sign in to the network in a "
                       "browser, or use another one.");
    case Link::Refused:
        if (status.trouble
            && (status.trouble->code == ErrorCode::CertificateExpired
                || status.trouble->code == ErrorCode::CertificateRevoked))
            return forError(*status.trouble);
        return Say::tr(
            "The registry does not accept this station's certificate. Work goes on; tell your supervisor.");
    case Link::IdentityExchanged:
        return Say::tr(
            "The registry's certificates on this computer were exchanged, so nothing is sent. Work "
            "goes on; a supervisor must install them again.");
    case Link::ClockWrong:
        return Say::tr(
            "By this computer's clock the registry's certificate is not valid, so packets wait. Set "
            "date and time; work goes on.");
    case Link::NotSetUp: return Say::tr("No registry is set up yet. Cases are kept here until it is.");
    }
    return {};
}

} // namespace

QString connection(const SyncStatus& status, Instant now)
{
    const QString line = lineOf(status, now);
    return status.notice == Notice::None ? line : line + QLatin1Char(' ') + forNotice(status.notice);
}

} // namespace station::words
