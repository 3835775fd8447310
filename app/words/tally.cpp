#include "app/words/tally_words.h"
#include "app/words/tr.h"
#include "app/words/words.h"
#include "core/enroll/packet_words.h"

#include <QHash>

#include <algorithm>

namespace station::words {
namespace {

QString wordFor(const QString& code)
{
    static const QHash<QString, const char*> words {
        {QStringLiteral("tally"), QT_TRANSLATE_NOOP("Say", "Tally of enrollment")},
        {QStringLiteral("station"), QT_TRANSLATE_NOOP("Say", "Station")},
        {QStringLiteral("unit"), QT_TRANSLATE_NOOP("Say", "Unit (commune code)")},
        {QStringLiteral("range"), QT_TRANSLATE_NOOP("Say", "Period")},
        {QStringLiteral("as-of"), QT_TRANSLATE_NOOP("Say", "As of")},
        {QStringLiteral("clock"), QT_TRANSLATE_NOOP("Say", "Computer's clock")},
        {QStringLiteral("server-checked"), QT_TRANSLATE_NOOP("Say", "checked with the registry")},
        {QStringLiteral("unchecked"), QT_TRANSLATE_NOOP("Say", "not checked")},
        {QStringLiteral("wrong"), QT_TRANSLATE_NOOP("Say", "wrong")},
        {QStringLiteral("days"), QT_TRANSLATE_NOOP("Say", "Day by day")},
        {QStringLiteral("open"), QT_TRANSLATE_NOOP("Say", "Cases not received")},
        {QStringLiteral("remarks"), QT_TRANSLATE_NOOP("Say", "Remarks")},
        {QStringLiteral("total"), QT_TRANSLATE_NOOP("Say", "Total")},
        {QStringLiteral("captured"), QT_TRANSLATE_NOOP("Say", "Captured")},
        {QStringLiteral("received"), QT_TRANSLATE_NOOP("Say", "Received")},
        {QStringLiteral("waiting"), QT_TRANSLATE_NOOP("Say", "Waiting")},
        {QStringLiteral("handed"), QT_TRANSLATE_NOOP("Say", "Handed over by stick")},
        {QStringLiteral("held"), QT_TRANSLATE_NOOP("Say", "Held")},
        {QStringLiteral("conflict"), QT_TRANSLATE_NOOP("Say", "Conflict")},
        {QStringLiteral("resubmit"), QT_TRANSLATE_NOOP("Say", "Capture again")},
        {QStringLiteral("rejected"), QT_TRANSLATE_NOOP("Say", "Rejected")},
        {QStringLiteral("lost"), QT_TRANSLATE_NOOP("Say", "Lost with damaged data")},
        {QStringLiteral("unknown"), QT_TRANSLATE_NOOP("Say", "Details not known")},
        {QStringLiteral("with-exceptions"), QT_TRANSLATE_NOOP("Say", "With exceptions")},
        {QStringLiteral("weak-prints"), QT_TRANSLATE_NOOP("Say", "Weak prints with a reason")},
        {QStringLiteral("portraits-waived"), QT_TRANSLATE_NOOP("Say", "Portraits with a waived check")},
        {QStringLiteral("duplicates"), QT_TRANSLATE_NOOP("Say", "Duplicates")},
        {QStringLiteral("fee"), QT_TRANSLATE_NOOP("Say", "Fee due (VND)")},
        {QStringLiteral("fee-exempt"), QT_TRANSLATE_NOOP("Say", "Exempt from the fee")},
        {QStringLiteral("fee-unknown"), QT_TRANSLATE_NOOP("Say", "Fee not known")},
        {QStringLiteral("open-before"), QT_TRANSLATE_NOOP("Say", "Open before")},
        {QStringLiteral("answered"), QT_TRANSLATE_NOOP("Say", "Answered by the registry")},
        {QStringLiteral("open-after"), QT_TRANSLATE_NOOP("Say", "Open after")},
        {QStringLiteral("case-number"), QT_TRANSLATE_NOOP("Say", "Case number")},
        {QStringLiteral("state"), QT_TRANSLATE_NOOP("Say", "State")},
        {QStringLiteral("problem"), QT_TRANSLATE_NOOP("Say", "What is wrong")},
        {QStringLiteral("packet-id"), QT_TRANSLATE_NOOP("Say", "Packet id")},
        {QStringLiteral("remark"), QT_TRANSLATE_NOOP("Say", "Remark")},
        {QStringLiteral("clock-wrong"),
            QT_TRANSLATE_NOOP("Say", "Sealed while the computer's clock was wrong")},
        {QStringLiteral("day-ahead"), QT_TRANSLATE_NOOP("Say", "Its day of capture has not come yet")},
        {QStringLiteral("facts-unknown"),
            QT_TRANSLATE_NOOP("Say", "Details not known; its day is that of the queue")},
        {QStringLiteral("closed"), QT_TRANSLATE_NOOP("Say", "Closed days")},
        {QStringLiteral("closed-at"), QT_TRANSLATE_NOOP("Say", "Closed at")},
        {QStringLiteral("closed-by"), QT_TRANSLATE_NOOP("Say", "Closed by")},
        {QStringLiteral("captured-then"), QT_TRANSLATE_NOOP("Say", "Captured, when closed")},
        {QStringLiteral("received-then"), QT_TRANSLATE_NOOP("Say", "Received, when closed")},
        {QStringLiteral("captured-now"), QT_TRANSLATE_NOOP("Say", "Captured, now")},
        {QStringLiteral("received-now"), QT_TRANSLATE_NOOP("Say", "Received, now")},
        {QStringLiteral("changes"), QT_TRANSLATE_NOOP("Say", "Changes")},
        {QStringLiteral("fingerprint"), QT_TRANSLATE_NOOP("Say", "SHA-256 of what was signed")},
        {QStringLiteral("broken"), QT_TRANSLATE_NOOP("Say", "Its signature does not hold")},
        {QStringLiteral("restated"), QT_TRANSLATE_NOOP("Say", "Changes since closing")},
        {QStringLiteral("was"), QT_TRANSLATE_NOOP("Say", "When closed")},
        {QStringLiteral("is-now"), QT_TRANSLATE_NOOP("Say", "Now")},
        {QStringLiteral("reason"), QT_TRANSLATE_NOOP("Say", "Why")},
        {QStringLiteral("not-counted"), QT_TRANSLATE_NOOP("Say", "Not counted")},
        {QStringLiteral("reason:late-receipt"), QT_TRANSLATE_NOOP("Say", "The receipt came later")},
        {QStringLiteral("reason:late-answer"), QT_TRANSLATE_NOOP("Say", "The registry answered later")},
        {QStringLiteral("reason:captured-after-closing"),
            QT_TRANSLATE_NOOP("Say", "Captured after the day was closed")},
        {QStringLiteral("reason:put-back"),
            QT_TRANSLATE_NOOP("Say", "The registry lost it and it is sent again")},
        {QStringLiteral("reason:held"), QT_TRANSLATE_NOOP("Say", "Held by an officer")},
        {QStringLiteral("reason:released"), QT_TRANSLATE_NOOP("Say", "Let go again")},
        {QStringLiteral("reason:handed-over"), QT_TRANSLATE_NOOP("Say", "Handed over by stick")},
        {QStringLiteral("reason:taken-back"), QT_TRANSLATE_NOOP("Say", "Taken back from another station")},
        {QStringLiteral("reason:conflict"),
            QT_TRANSLATE_NOOP("Say", "The registry holds other data under its number")},
        {QStringLiteral("reason:lost"), QT_TRANSLATE_NOOP("Say", "Lost with damaged data")},
        {QStringLiteral("reason:found"), QT_TRANSLATE_NOOP("Say", "Found again")},
        {QStringLiteral("reason:day-changed"), QT_TRANSLATE_NOOP("Say", "Counted on another day now")},
        {QStringLiteral("key:unit"), QT_TRANSLATE_NOOP("Say", "Unit")},
        {QStringLiteral("key:team"), QT_TRANSLATE_NOOP("Say", "Team")},
        {QStringLiteral("key:officer"), QT_TRANSLATE_NOOP("Say", "Officer")},
        {QStringLiteral("key:procedure"), QT_TRANSLATE_NOOP("Say", "Procedure")},
        {QStringLiteral("key:age"), QT_TRANSLATE_NOOP("Say", "Age group")},
        {QStringLiteral("key:place"), QT_TRANSLATE_NOOP("Say", "Place")},
        {QStringLiteral("key:exception"), QT_TRANSLATE_NOOP("Say", "Exceptions")},
        {QStringLiteral("key:day"), QT_TRANSLATE_NOOP("Say", "Day")},
        {QStringLiteral("key:week"), QT_TRANSLATE_NOOP("Say", "Week")},
    };
    const auto found = words.find(code);
    return found == words.end() ? QString() : Say::tr(*found);
}

QString wordOrReason(const QString& code)
{
    if (!code.startsWith(QLatin1String("missing:")))
        return wordFor(code);
    const auto reason = fingerExceptionReasonFrom(code.section(QLatin1Char(':'), 1));
    return reason ? Say::tr("Fingers without a print: %1").arg(forExceptionReason(*reason)) : QString();
}

QString wordForGroup(const QString& code)
{
    static const QHash<QString, const char*> words {
        {QStringLiteral("under-6"), QT_TRANSLATE_NOOP("Say", "Under 6")},
        {QStringLiteral("6-to-14"), QT_TRANSLATE_NOOP("Say", "6 to under 14")},
        {QStringLiteral("14-and-over"), QT_TRANSLATE_NOOP("Say", "14 and over")},
        {QStringLiteral("desk"), QT_TRANSLATE_NOOP("Say", "At the desk")},
        {QStringLiteral("mobile"), QT_TRANSLATE_NOOP("Say", "Mobile")},
        {QStringLiteral("home"), QT_TRANSLATE_NOOP("Say", "At home")},
        {QStringLiteral("none"), QT_TRANSLATE_NOOP("Say", "No exception")},
        {QStringLiteral("missing-fingers"), QT_TRANSLATE_NOOP("Say", "Fingers without a print")},
        {QStringLiteral("waived-check"), QT_TRANSLATE_NOOP("Say", "A check was waived")},
        {QStringLiteral("both"), QT_TRANSLATE_NOOP("Say", "Fingers without a print and a waived check")},
    };
    const auto found = words.find(code);
    return found == words.end() ? code : Say::tr(*found);
}

QString nameOf(const std::vector<OfficerInfo>& officers, const QString& id)
{
    const auto officer = std::find_if(
        officers.begin(), officers.end(), [&](const OfficerInfo& each) { return each.id.text() == id; });
    return officer == officers.end() ? id : officer->name;
}

QString titleOf(const std::vector<Procedure>& procedures, const QString& id)
{
    const auto procedure = std::find_if(
        procedures.begin(), procedures.end(), [&](const Procedure& each) { return each.id == id; });
    return procedure == procedures.end() ? id : procedure->title.in(language());
}

} // namespace

TallyWords forTally(const std::vector<OfficerInfo>& officers, const std::vector<Procedure>& procedures)
{
    const auto key = [officers, procedures](TallyBy by, const std::optional<QString>& code) {
        if (!code)
            return Say::tr("Not known");
        switch (by) {
        case TallyBy::Officer: return nameOf(officers, *code);
        case TallyBy::Procedure: return titleOf(procedures, *code);
        case TallyBy::Team: return code->isEmpty() ? Say::tr("No team") : *code;
        case TallyBy::Day: return shownDay(QDate::fromString(*code, Qt::ISODate));
        case TallyBy::Age:
        case TallyBy::Place:
        case TallyBy::Exception: return wordForGroup(*code);
        case TallyBy::Unit:
        case TallyBy::Week: return *code;
        }
        return *code;
    };
    return {wordOrReason, key, [](const QString& problem) { return forProblem(problem); }};
}

TallySignature forTallySignature()
{
    return {Say::tr("Date: ……/……/…………"), Say::tr("Officer who made the tally"),
        Say::tr("(signature and full name)"), Say::tr("Head of the unit"),
        Say::tr("(signature, full name and stamp)")};
}

} // namespace station::words
