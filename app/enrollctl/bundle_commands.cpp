#include "app/enrollctl/commands.h"
#include "app/enrollctl/desk_access.h"
#include "core/desk/hand_over.h"
#include "core/store/bundle_stick.h"

#include <algorithm>
#include <memory>

namespace station {
namespace {

struct Options {
    SignInOptions who;
    std::string to;
    std::string folder;
    std::string bundle;
    std::string reason;
    std::vector<std::string> packets;
};

Result<BundleId> bundleIdFrom(const std::string& text)
{
    const auto id = BundleId::parse(QString::fromStdString(text));
    if (id.isNull())
        return fail(ErrorCode::InvalidInput, "'" + text + "' is no bundle id; bundle list shows them");
    return id;
}

void report(const Session& session, const char* step, const HandOverReport& done)
{
    QJsonObject object {{"step", step}, {"bundle", done.id.text()}, {"folder", done.folder},
        {"station", done.peer}, {"packets", done.packets}, {"bytes", done.bytes}};
    if (done.damaged > 0)
        object.insert("damaged", done.damaged);
    if (done.known)
        object.insert("known", true);
    if (!done.ackWritten)
        object.insert("ackWritten", false);
    session.line(object,
        QStringLiteral("%1: bundle %2, %3 packets, %4, station %5")
            .arg(QLatin1String(step), done.id.text())
            .arg(done.packets)
            .arg(done.folder, done.peer));
    if (done.damaged > 0)
        session.say(QStringLiteral("%1 packets were left out: their files are damaged").arg(done.damaged));
    if (!done.ackWritten)
        session.say(
            QStringLiteral("The stick takes no writing: the acknowledgement is written by importing again"));
}

/// A packet that was given away goes again in its own bundle only.
Status notHandedYet(Session& session, const Desk& desk, PacketId id)
{
    const auto row = desk.outbox().row(id);
    if (!row)
        return failed(row);
    if (row->custody != Custody::Handed)
        return {};
    session.setCure(ErrorCode::InvalidInput,
        QStringLiteral(
            "Write that bundle again with --again %1, or ask for it back with 'bundle take-back %1'.")
            .arg(row->bundle));
    return fail(ErrorCode::InvalidInput,
        "packet " + id.text().toStdString() + " is handed over already, in bundle "
            + row->bundle.toStdString());
}

/// The stick is only half of the way.
void sayNext(const Session& session, const Desk& desk, const QString& to, bool known)
{
    if (!known)
        session.say(
            QStringLiteral("No bundle has gone to '%1' from here before: if the name is wrong, nobody can "
                           "import it, and 'bundle take-back' asks for it back.")
                .arg(to));
    session.say(
        QStringLiteral("Next: take the stick to %1, run 'bundle import' there, bring it back, and run "
                       "'bundle ack' here.")
            .arg(to));
    const auto held = desk.outbox().list({PacketState::Held, 0, largestBundle});
    if (!held || held->empty())
        return;
    QStringList numbers;
    for (const QueueRow& row : *held)
        numbers.append(row.caseNumber.isEmpty() ? row.id.text() : row.caseNumber);
    session.say(QStringLiteral("Held packets stayed here: %1").arg(numbers.join(QStringLiteral(", "))));
}

Status exportBundle(Session& session, const Options& options)
{
    const auto desk = openSignedIn(session, options.who);
    if (!desk)
        return failed(desk);
    const QDir stick(QString::fromStdString(options.folder));
    session.setCure(ErrorCode::Cancelled,
        QStringLiteral("Make a new export with --to; 'bundle list' shows what became of each bundle."));
    if (!options.bundle.empty()) {
        const auto done = bundleIdFrom(options.bundle).and_then([&](BundleId id) {
            return (*desk)->handOver().exportAgain(id, stick);
        });
        return done.map([&](const HandOverReport& r) { report(session, "exported", r); });
    }
    std::vector<PacketId> packets;
    for (const std::string& text : options.packets) {
        const auto id = packetIdFrom(**desk, text);
        if (!id)
            return failed(id);
        if (const Status here = notHandedYet(session, **desk, *id); !here)
            return here;
        packets.push_back(*id);
    }
    const QString to = QString::fromStdString(options.to);
    const auto before = (*desk)->handOver().list();
    if (!before)
        return failed(before);
    const bool known
        = std::any_of(before->begin(), before->end(), [&](const BundleRow& row) { return row.peer == to; });
    const auto done = (*desk)->handOver().exportTo(to, stick, packets);
    if (!done)
        return failed(done);
    report(session, "exported", *done);
    sayNext(session, **desk, to, known);
    return {};
}

QString cureOf(const Error& error, const char* step)
{
    if (qstrcmp(step, "acknowledged") == 0 && error.code == ErrorCode::NotFound)
        return QStringLiteral(
            "Bring the stick to the station it is for, run 'bundle import' there, and come back; "
            "'bundle list' names that station.");
    if (error.code == ErrorCode::InvalidInput)
        return QStringLiteral(
            "Take the stick to the station that is named; of this bundle nothing was changed.");
    if (error.code == ErrorCode::Damaged)
        return QStringLiteral("Have its station write it again with 'bundle export --again'; of this bundle "
                              "nothing was changed.");
    return cureFor(error);
}

/// Every bundle on the stick; one that is refused does not stop the next. The first error is the command's.
Status forEachFolder(Session& session, const Options& options, const char* step,
    const std::function<Result<HandOverReport>(HandOver&, const QString&)>& work)
{
    const auto desk = openSignedIn(session, options.who);
    if (!desk)
        return failed(desk);
    const QStringList folders = stick::bundleFolders(QString::fromStdString(options.folder));
    if (folders.isEmpty())
        return fail(ErrorCode::NotFound, "no bundle lies in " + options.folder);
    Status first;
    int finished = 0;
    for (const QString& folder : folders) {
        const auto done = work((*desk)->handOver(), folder);
        if (done) {
            report(session, step, *done);
            ++finished;
            continue;
        }
        if (folders.size() > 1)
            session.say(QStringLiteral("%1: %2").arg(folder, QString::fromStdString(done.error().detail)));
        if (first)
            first = failed(done);
    }
    if (!first)
        session.setCure(first.error().code,
            cureOf(first.error(), step)
                + (folders.size() < 2 ? QString()
                                      : QStringLiteral(" %1 of %2 bundles on the stick were %3, and stay so.")
                                            .arg(finished)
                                            .arg(folders.size())
                                            .arg(QLatin1String(step))));
    return first;
}

Status takeBack(Session& session, const Options& options)
{
    const auto desk = openSignedIn(session, options.who);
    if (!desk)
        return failed(desk);
    const auto id = bundleIdFrom(options.bundle);
    if (!id)
        return failed(id);
    HandOver& handOver = (*desk)->handOver();
    if (const Status done = handOver.takeBack(*id, QString::fromStdString(options.reason)); !done)
        return done;
    const auto all = handOver.list();
    if (!all)
        return failed(all);
    for (const BundleRow& row : *all)
        if (row.id == *id)
            session.line({{"bundle", id->text()}, {"state", nameOf(row.state)}},
                QStringLiteral("%1: %2").arg(id->text(), QLatin1String(nameOf(row.state))));
    return {};
}

Status list(Session& session)
{
    const auto desk = openDesk(session);
    if (!desk)
        return failed(desk);
    const auto rows = (*desk)->handOver().list();
    if (!rows)
        return failed(rows);
    for (const BundleRow& row : *rows) {
        session.line({{"bundle", row.id.text()}, {"incoming", row.incoming}, {"station", row.peer},
                         {"state", nameOf(row.state)}, {"packets", row.packets}, {"at", timeText(row.madeAt)},
                         {"stateSince", timeText(row.stateSince)}},
            QStringLiteral("%1  %2 %3  %4  %5 packets")
                .arg(row.id.text(), row.incoming ? QStringLiteral("from") : QStringLiteral("to"), row.peer,
                    QLatin1String(nameOf(row.state)))
                .arg(row.packets));
    }
    if (rows->empty())
        session.say(QStringLiteral("No packets have been handed over or brought here."));
    return {};
}

CLI::App* folderCommand(CLI::App* bundle, const char* name, const char* about, Options& options)
{
    auto* command = bundle->add_subcommand(name, about);
    command->add_option("folder", options.folder, "The stick, or one bundle's folder on it")->required();
    options.who.addOptions(command);
    return command;
}

} // namespace

void addBundleCommands(CLI::App& app, Session& session)
{
    auto* bundle = group(app, "bundle", "Packets to the registry by way of another station, on a stick");

    const auto out = std::make_shared<Options>();
    auto* exporting
        = bundle->add_subcommand("export", "Writes waiting packets to a stick and gives them away");
    auto* which = exporting->add_option_group("which");
    which->add_option("--to", out->to, "The other station's id");
    exporting->add_option("--out", out->folder, "The stick")->required();
    auto* again
        = which->add_option("--again", out->bundle, "The same bundle once more, to this or another stick");
    exporting->add_option("packets", out->packets, "Only these; else all that wait, at most 200")
        ->excludes(again);
    which->require_option(1);
    out->who.addOptions(exporting);
    session.on(exporting, [out](Session& s) { return exportBundle(s, *out); });

    const auto in = std::make_shared<Options>();
    auto* importing = folderCommand(
        bundle, "import", "Takes over packets from a stick, and acknowledges them on it", *in);
    session.on(importing, [in](Session& s) {
        return forEachFolder(s, *in, "imported",
            [](HandOver& handOver, const QString& folder) { return handOver.importFrom(folder); });
    });

    const auto ack = std::make_shared<Options>();
    auto* acknowledging = folderCommand(bundle, "ack", "Reads the other station's acknowledgement", *ack);
    session.on(acknowledging, [ack](Session& s) {
        return forEachFolder(s, *ack, "acknowledged",
            [](HandOver& handOver, const QString& folder) { return handOver.acknowledge(folder); });
    });

    const auto back = std::make_shared<Options>();
    back->reason = "stick-lost";
    auto* taking = bundle->add_subcommand("take-back", "Asks the registry for packets that were given away");
    taking->add_option("id", back->bundle, "Bundle id")->required();
    taking->add_option("--reason", back->reason, "A word");
    back->who.addOptions(taking);
    session.on(taking, [back](Session& s) { return takeBack(s, *back); });

    session.on(
        bundle->add_subcommand("list", "Bundles given away and brought here, and what became of them"), list);
}

} // namespace station
