#include "app/words/hand_over_words.h"
#include "app/words/tr.h"
#include "app/words/words.h"

#include <array>

namespace station::words {
namespace {

struct Trouble {
    HandOverAct act;
    ErrorCode code;
    const char* words;
};

constexpr auto stickFull = QT_TRANSLATE_NOOP("Say",
    "The stick is full. Make room on it or take another one, then try again. If the bundle stands in the "
    "list, "
    "choose it and write it again.");
constexpr auto stickFailed = QT_TRANSLATE_NOOP("Say",
    "The stick could not be written: it was pulled out or is write-protected. Try again or take another "
    "stick. "
    "If the bundle stands in the list, choose it and write it again.");

/// Where the general sentence of an error would not say what to do.
constexpr std::array troubles {
    Trouble {HandOverAct::Give, ErrorCode::NotFound,
        QT_TRANSLATE_NOOP("Say", "No packet waits here that could be handed over.")},
    Trouble {HandOverAct::Give, ErrorCode::InvalidInput,
        QT_TRANSLATE_NOOP("Say",
            "The stick is not there any more, or the packets are not here to give. Plug the stick in and "
            "choose again.")},
    Trouble {HandOverAct::Give, ErrorCode::Cancelled,
        QT_TRANSLATE_NOOP(
            "Say", "Stopped. Nothing was handed over: the packets are sent from here as before.")},
    Trouble {HandOverAct::Give, ErrorCode::StorageFull, stickFull},
    Trouble {HandOverAct::Give, ErrorCode::StorageFailed, stickFailed},
    Trouble {HandOverAct::WriteAgain, ErrorCode::Cancelled,
        QT_TRANSLATE_NOOP(
            "Say", "Not written: the work was stopped, or the bundle's packets are ours again.")},
    Trouble {HandOverAct::WriteAgain, ErrorCode::InvalidInput,
        QT_TRANSLATE_NOOP(
            "Say", "Another bundle lies on the stick under the same name. Take another stick.")},
    Trouble {HandOverAct::WriteAgain, ErrorCode::StorageFull, stickFull},
    Trouble {HandOverAct::WriteAgain, ErrorCode::StorageFailed, stickFailed},
    Trouble {HandOverAct::TakeOver, ErrorCode::NotFound,
        QT_TRANSLATE_NOOP(
            "Say", "No bundle lies on this stick. Check that it is the right one and plugged in.")},
    Trouble {HandOverAct::TakeOver, ErrorCode::Damaged,
        QT_TRANSLATE_NOOP("Say",
            "The bundle on the stick is torn or not complete. Nothing was taken over: have it written again "
            "at "
            "its own station.")},
    Trouble {HandOverAct::TakeOver, ErrorCode::InvalidInput,
        QT_TRANSLATE_NOOP(
            "Say", "This bundle is for another station. Take the stick there; nothing was taken over.")},
    Trouble {HandOverAct::TakeOver, ErrorCode::Cancelled,
        QT_TRANSLATE_NOOP("Say",
            "Nothing was taken over: the work was stopped, or the bundle's own station has taken it back.")},
    Trouble {HandOverAct::TakeOver, ErrorCode::StorageFailed,
        QT_TRANSLATE_NOOP("Say", "The packets could not be kept here. Nothing was taken over; try again.")},
    Trouble {HandOverAct::ReadWord, ErrorCode::NotFound,
        QT_TRANSLATE_NOOP("Say",
            "No acknowledgement for this station lies on the stick. It is written when the other station "
            "takes "
            "the bundle over: take the stick there first.")},
    Trouble {HandOverAct::ReadWord, ErrorCode::Damaged,
        QT_TRANSLATE_NOOP("Say",
            "The acknowledgement is torn or about another bundle. Nothing was changed: have the other "
            "station "
            "take the bundle over once more.")},
};

QString handedWords(const QueueRow& row, const QString& since)
{
    switch (row.bundleState) {
    case BundleState::Preparing: return Say::tr("Being written to a USB stick for station %1.").arg(row.peer);
    case BundleState::Out:
        return Say::tr("On a USB stick for station %1 since %2. Carry the stick there; if it is lost, a "
                       "supervisor takes the packets back.")
            .arg(row.peer, since);
    case BundleState::Acknowledged:
        return Say::tr("Nothing to do. Station %1 has it since %2 and sends it.").arg(row.peer, since);
    case BundleState::AskedBack:
        return Say::tr(
            "Asked back from station %1 since %2. The registry decides when there is a connection.")
            .arg(row.peer, since);
    case BundleState::TakenBack:
    case BundleState::Imported:
    case BundleState::Accepted:
    case BundleState::Returned: break;
    }
    return Say::tr("Handed over to station %1.").arg(row.peer);
}

} // namespace

QString whereItIs(const QueueRow& row, Instant now)
{
    const QString since = moment(row.bundleSince, now);
    switch (row.custody) {
    case Custody::Here:
    case Custody::Carried: return {};
    case Custody::Handed: return handedWords(row, since);
    case Custody::Taken:
        return Say::tr(
            "Nothing to do. Brought from station %1 by USB stick (%2). It is sent when the registry "
            "has agreed.")
            .arg(row.origin, since);
    case Custody::Returned:
        return Say::tr("Nothing to do. Station %1 has taken it back and sends it itself.").arg(row.origin);
    }
    return {};
}

QString forBundle(BundleState state)
{
    switch (state) {
    case BundleState::Preparing: return Say::tr("Being written");
    case BundleState::Out: return Say::tr("On a USB stick");
    case BundleState::Acknowledged: return Say::tr("With the other station");
    case BundleState::AskedBack: return Say::tr("Asked back");
    case BundleState::TakenBack: return Say::tr("Taken back");
    case BundleState::Imported: return Say::tr("Taken over");
    case BundleState::Accepted: return Say::tr("Sent from here");
    case BundleState::Returned: return Say::tr("Taken back by its station");
    }
    return {};
}

QString whatToDo(const BundleRow& bundle, Instant now)
{
    const QString since = moment(bundle.stateSince, now);
    switch (bundle.state) {
    case BundleState::Preparing: return Say::tr("It is being written to the stick. Leave the stick in.");
    case BundleState::Out:
        return Say::tr(
            "Since %2. Carry the stick to station %1, press “Take over” there, and bring the stick "
            "back. Is the stick torn? Write it again. Is it lost? A supervisor takes it back.")
            .arg(bundle.peer, since);
    case BundleState::Acknowledged:
        return Say::tr("Since %2. Nothing to do: station %1 has these packets and sends them.")
            .arg(bundle.peer, since);
    case BundleState::AskedBack:
        return Say::tr(
            "Since %2. The registry decides when there is a connection: the packets are ours again, "
            "or station %1 has sent them.")
            .arg(bundle.peer, since);
    case BundleState::TakenBack:
        return Say::tr("Since %1. Nothing to do: these packets are sent from here, and an old stick is worth "
                       "nothing.")
            .arg(since);
    case BundleState::Imported:
        return Say::tr("Since %2. They are sent when the registry has agreed. Give the stick back to station "
                       "%1: the acknowledgement is on it.")
            .arg(bundle.peer, since);
    case BundleState::Accepted:
        return Say::tr("Since %2. Nothing to do: the packets of station %1 are sent from here.")
            .arg(bundle.peer, since);
    case BundleState::Returned:
        return Say::tr("Since %2. Nothing to do: station %1 sends these packets itself.")
            .arg(bundle.peer, since);
    }
    return {};
}

QString handedOver(HandOverAct act, const HandOverReport& report)
{
    const QString packets = count(report.packets);
    switch (act) {
    case HandOverAct::Give:
    case HandOverAct::WriteAgain: {
        const QString done = Say::tr("Written for station %1: packets %2, %3. Take the stick out safely and "
                                     "carry it there.")
                                 .arg(report.peer, packets, size(report.bytes));
        return report.damaged == 0 ? done
                                   : done + QLatin1Char(' ')
                + Say::tr("Left out because their files are damaged: %1.").arg(count(report.damaged));
    }
    case HandOverAct::TakeOver:
        if (!report.ackWritten)
            return Say::tr("Taken over from station %1: packets %2. The stick takes no writing, so the "
                           "acknowledgement is missing: make the stick writable and take over again.")
                .arg(report.peer, packets);
        return report.known ? Say::tr("This bundle of station %1 was taken over before (packets %2). Its "
                                      "acknowledgement is on the stick again: give the stick back.")
                                  .arg(report.peer, packets)
                            : Say::tr("Taken over from station %1: packets %2. The acknowledgement is on the "
                                      "stick: give the stick back.")
                                  .arg(report.peer, packets);
    case HandOverAct::ReadWord:
        return Say::tr("Station %1 has taken over the packets (%2) and sends them.")
            .arg(report.peer, packets);
    case HandOverAct::TakeBack:
        return Say::tr(
            "Asked for. What lay on no stick is ours again at once; the rest when the registry has "
            "agreed.");
    }
    return {};
}

QString handOverTrouble(HandOverAct act, const Error& error)
{
    for (const Trouble& trouble : troubles)
        if (trouble.act == act && trouble.code == error.code)
            return Say::tr(trouble.words);
    return forError(error);
}

} // namespace station::words
