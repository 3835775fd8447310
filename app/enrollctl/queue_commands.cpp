#include "app/enrollctl/commands.h"
#include "app/enrollctl/desk_access.h"

#include <QJsonArray>

#include <memory>

namespace station {
namespace {

QJsonObject jsonOf(const QueueRow& row)
{
    return {{"id", row.id.text()}, {"caseNumber", row.caseNumber}, {"procedure", row.procedureId},
        {"state", nameOf(row.state)}, {"seq", row.seq}, {"size", row.size}, {"offset", row.offset},
        {"sha256", QString::fromLatin1(row.sha256.toHex())}, {"sealedAt", timeText(row.sealedAt)},
        {"stateSince", timeText(row.stateSince)}, {"dueAt", timeText(row.dueAt)}, {"attempts", row.attempts},
        {"urgent", row.priority > 0}, {"problem", row.problem}, {"receipt", row.receiptSeq},
        {"custody", nameOf(row.custody)}, {"origin", row.origin}, {"bundle", row.bundle}};
}

void report(const Session& session, const QueueRow& row)
{
    session.line(jsonOf(row),
        QStringLiteral("%1  %2  %3  %4/%5 bytes  %6")
            .arg(row.id.text(), row.caseNumber, QLatin1String(nameOf(row.state)))
            .arg(row.offset)
            .arg(row.size)
            .arg(row.problem));
}

struct ListOptions {
    std::string state;
    int offset = 0;
    int limit = 1000;
};

Status list(Session& session, const ListOptions& options)
{
    QueueFilter filter {{}, options.offset, options.limit};
    if (!options.state.empty()) {
        filter.state = packetStateFrom(QString::fromStdString(options.state));
        if (!filter.state)
            return fail(ErrorCode::InvalidInput,
                "there is no state '" + options.state
                    + "'; states are sealed, announced, uploading, received, processing, processed, purged, "
                      "rejected, "
                      "resubmit, conflict, held");
    }
    const auto desk = openDesk(session);
    if (!desk)
        return failed(desk);
    const auto rows = (*desk)->outbox().list(filter);
    if (!rows)
        return failed(rows);
    for (const QueueRow& row : *rows)
        report(session, row);
    if (rows->empty())
        session.say(QStringLiteral("The queue holds no such packet."));
    return {};
}

Status show(Session& session, const std::string& text)
{
    const auto desk = openDesk(session);
    if (!desk)
        return failed(desk);
    const auto id = packetIdFrom(**desk, text);
    if (!id)
        return failed(id);
    const auto row = (*desk)->outbox().row(*id);
    if (!row)
        return failed(row);
    const auto history = (*desk)->outbox().history(*id);
    if (!history)
        return failed(history);
    QJsonObject object = jsonOf(*row);
    QJsonArray events;
    QString lines;
    for (const HistoryEntry& entry : *history) {
        events.append(
            QJsonObject {{"at", timeText(entry.at)}, {"event", entry.event}, {"detail", entry.detail}});
        lines += QStringLiteral("\n  %1  %2  %3").arg(timeText(entry.at), entry.event, entry.detail);
    }
    object.insert(QStringLiteral("history"), events);
    session.line(object,
        QStringLiteral("%1  %2  %3  %4")
                .arg(row->id.text(), row->caseNumber, QLatin1String(nameOf(row->state)), row->problem)
            + lines);
    return {};
}

struct ChangeOptions {
    std::string id;
    std::string reason = "officer";
    bool notUrgent = false;
    int days = 30; // design.md §6, and resources/policy
    SignInOptions who;
};

/// Does `work` to one packet, and says how it stands now. `expected` is false when nothing could be done.
Status change(Session& session, const ChangeOptions& options,
    const std::function<Status(Desk&, PacketId)>& work, const std::function<bool(const QueueRow&)>& expected,
    const char* why)
{
    const auto desk = openFor(session, options.who);
    if (!desk)
        return failed(desk);
    const auto id = packetIdFrom(**desk, options.id);
    if (!id)
        return failed(id);
    if (const Status done = work(**desk, *id); !done)
        return done;
    const auto row = (*desk)->outbox().row(*id);
    if (!row)
        return failed(row);
    if (!expected(*row))
        return fail(ErrorCode::InvalidInput, std::string("the packet is ") + nameOf(row->state) + ": " + why);
    report(session, *row);
    return {};
}

bool isOnItsWay(const QueueRow& row)
{
    return row.state == PacketState::Sealed || row.state == PacketState::Announced
        || row.state == PacketState::Uploading;
}

Status retry(Session& session, const ChangeOptions& options)
{
    return change(
        session, options, [](Desk& desk, PacketId packet) { return desk.retry(packet); }, isOnItsWay,
        "there is nothing to send again");
}

Status setUrgent(Session& session, const ChangeOptions& options)
{
    const bool urgent = !options.notUrgent;
    return change(
        session, options, [&](Desk& desk, PacketId packet) { return desk.setUrgent(packet, urgent); },
        [&](const QueueRow& row) { return (row.priority > 0) == urgent; },
        "there is nothing to send any more");
}

Status approve(Session& session, const ChangeOptions& options)
{
    return change(
        session, options, [](Desk& desk, PacketId packet) { return desk.approve(packet); }, isOnItsWay,
        "it does not wait for approval");
}

Status hold(Session& session, const ChangeOptions& options)
{
    const QString reason = QString::fromStdString(options.reason);
    return change(
        session, options,
        [&](Desk& desk, PacketId packet) -> Status {
            const auto before = desk.outbox().row(packet);
            if (before && before->state == PacketState::Held
                && before->problem != QStringLiteral("held:") + reason) {
                session.setCure(ErrorCode::InvalidInput,
                    QStringLiteral("That reason stays; 'queue %1' lets the packet go.")
                        .arg(before->problem == QLatin1String(awaitsApproval) ? QStringLiteral("approve")
                                                                              : QStringLiteral("retry")));
                return fail(ErrorCode::InvalidInput,
                    "the packet is held already (" + before->problem.toStdString() + ")");
            }
            return desk.hold(packet, reason);
        },
        [](const QueueRow& row) { return row.state == PacketState::Held; }, "it cannot be held any more");
}

Status purge(Session& session, const ChangeOptions& options)
{
    const auto desk = openFor(session, options.who);
    if (!desk)
        return failed(desk);
    const auto purged = (*desk)->purge(std::chrono::days(options.days));
    if (!purged)
        return failed(purged);
    session.line({{"purged", *purged}},
        QStringLiteral("%1 packet files removed; rows and receipts stay").arg(*purged));
    return {};
}

} // namespace

void addQueueCommands(CLI::App& app, Session& session)
{
    auto* queue = group(app, "queue", "Sealed packets on their way to the registry");

    auto* listing = queue->add_subcommand("list", "Packets, the newest first");
    const auto filter = std::make_shared<ListOptions>();
    listing->add_option("--state", filter->state, "Only packets in this state");
    listing->add_option("--offset", filter->offset, "Leave out so many")->check(CLI::NonNegativeNumber);
    listing->add_option("--limit", filter->limit, "At most so many")->check(CLI::PositiveNumber);
    session.on(listing, [filter](Session& s) { return list(s, *filter); });

    const auto id = std::make_shared<std::string>();
    auto* showing = queue->add_subcommand("show", "One packet with its history");
    showing->add_option("id", *id, "Packet id or case number")->required();
    session.on(showing, [id](Session& s) { return show(s, *id); });

    const auto options = std::make_shared<ChangeOptions>();
    auto* retrying = queue->add_subcommand("retry", "Releases a held or postponed packet");
    session.on(retrying, [options](Session& s) { return retry(s, *options); });
    auto* hurrying = queue->add_subcommand("urgent", "Sends a packet before the others");
    hurrying->add_flag("--not", options->notUrgent, "No longer");
    session.on(hurrying, [options](Session& s) { return setUrgent(s, *options); });
    auto* approving = queue->add_subcommand("approve", "Lets a packet go whose second signature was put off");
    session.on(approving, [options](Session& s) { return approve(s, *options); });
    auto* holding = queue->add_subcommand("hold", "Stops a packet until it is released");
    session.on(holding, [options](Session& s) { return hold(s, *options); });
    for (auto* command : {retrying, hurrying, approving, holding})
        command->add_option("id", options->id, "Packet id or case number")->required();
    holding->add_option("--reason", options->reason, "A word")
        ->check(CLI::Validator(
            [](const std::string& word) {
                const bool plain = !word.empty() && word.size() <= 40
                    && word.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
                return plain ? std::string()
                             : std::string("a reason is one word of small letters, digits and hyphens");
            },
            "WORD"));

    auto* purging
        = queue->add_subcommand("purge", "Removes files of packets that the registry has processed");
    purging
        ->add_option("--days", options->days,
            "Processed at least so many days ago; fewer than the policy's: a supervisor")
        ->check(CLI::NonNegativeNumber);
    session.on(purging, [options](Session& s) { return purge(s, *options); });
    for (auto* command : {retrying, hurrying, approving, holding, purging})
        options->who.addOptions(command);
}

} // namespace station
