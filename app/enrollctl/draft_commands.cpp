#include "app/enrollctl/commands.h"
#include "app/enrollctl/desk_access.h"
#include "core/enroll/packet_words.h"
#include "core/store/drafts.h"

#include <QDateTime>
#include <QJsonArray>

#include <memory>

namespace station {
namespace {

struct Options {
    std::string id;
    std::string reason = "officer";
    SignInOptions who;
};

Status list(Session& session, const Options& options)
{
    const auto desk = options.who.isGiven() ? openSignedIn(session, options.who) : openDesk(session);
    if (!desk)
        return failed(desk);
    const auto drafts = (*desk)->drafts();
    if (!drafts)
        return failed(drafts);
    for (const DraftSummary& draft : *drafts)
        session.line({{"id", draft.id.text()}, {"caseNumber", draft.caseNumber},
                         {"procedure", draft.procedureId}, {"step", nameOf(draft.step)},
                         {"openedAt", timeText(draft.openedAt)}, {"changedAt", timeText(draft.changedAt)},
                         {"fingersDone", draft.fingersDone}, {"personName", draft.personName}},
            QStringLiteral("%1  %2  %3  %4  %5")
                .arg(draft.id.text(), draft.caseNumber, draft.procedureId, QLatin1String(nameOf(draft.step)),
                    draft.personName));
    if (drafts->empty())
        session.say(QStringLiteral("No case is open."));
    return {};
}

QJsonObject jsonOf(const EnrollmentDraft& draft, const std::vector<Finding>& open)
{
    QJsonObject form;
    for (auto value = draft.form.begin(); value != draft.form.end(); ++value)
        form.insert(value.key(),
            QJsonObject {{"text", value->text}, {"provenance", wordOf(value->provenance)},
                {"keptAsDeclared", value->keptAsDeclared}});
    QJsonArray fingers;
    for (const FingerEntry& finger : draft.fingers)
        fingers.append(QJsonObject {{"position", static_cast<int>(finger.position)},
            {"quality", finger.capture ? QJsonValue(finger.capture->quality) : QJsonValue()},
            {"exception", finger.exception ? QJsonValue(wordOf(finger.exception->reason)) : QJsonValue()}});
    QJsonArray points;
    for (const Finding& finding : open)
        points.append(QJsonObject {{"field", finding.field}, {"code", finding.code}});
    return {{"id", draft.id.text()}, {"caseNumber", draft.caseNumber}, {"procedure", draft.procedureId},
        {"step", nameOf(draft.step)}, {"form", form}, {"portrait", draft.portrait.has_value()},
        {"fingers", fingers}, {"confirmed", draft.confirmation.has_value()}, {"openPoints", points}};
}

QString textOf(const EnrollmentDraft& draft, const std::vector<Finding>& open)
{
    QString text = QStringLiteral("%1  %2  %3").arg(draft.id.text(), draft.caseNumber, draft.procedureId);
    for (auto value = draft.form.begin(); value != draft.form.end(); ++value)
        text += QStringLiteral("\n  %1: %2").arg(value.key(), value->text);
    for (const Finding& finding : open)
        text += QStringLiteral("\n  open: %1 %2").arg(finding.field, finding.code);
    return text;
}

Status show(Session& session, const Options& options)
{
    const auto desk = openSignedIn(session, options.who);
    if (!desk)
        return failed(desk);
    const auto id = packetIdFrom(**desk, options.id);
    if (!id)
        return failed(id);
    const auto draft = (*desk)->resumeCase(*id);
    if (!draft)
        return failed(draft);
    const QDate today = QDateTime::fromMSecsSinceEpoch(toMs(session.clock().now())).date();
    const auto procedure = procedureInForce((*desk)->procedures(), draft->procedureId, today);
    if (!procedure)
        return failed(procedure);
    const auto open = openPoints(*draft, *procedure, today);
    session.line(jsonOf(*draft, open), textOf(*draft, open));
    return {};
}

Status discard(Session& session, const Options& options)
{
    const auto desk = openSignedIn(session, options.who);
    if (!desk)
        return failed(desk);
    const auto id = packetIdFrom(**desk, options.id);
    if (!id)
        return failed(id);
    if (const Status done = (*desk)->discardCase(*id, QString::fromStdString(options.reason)); !done)
        return done;
    session.line({{"discarded", id->text()}}, QStringLiteral("The case and its key are destroyed."));
    return {};
}

} // namespace

void addDraftCommands(CLI::App& app, Session& session)
{
    auto* draft = group(app, "draft", "Cases that are not finished");
    const auto options = std::make_shared<Options>();

    auto* listing = draft->add_subcommand("list", "Open cases; with --officer also the names");
    options->who.addOptions(listing);
    session.on(listing, [options](Session& s) { return list(s, *options); });

    auto* showing = draft->add_subcommand("show", "One open case and what it still needs");
    showing->add_option("id", options->id, "Packet id or case number")->required();
    options->who.addOptions(showing);
    session.on(showing, [options](Session& s) { return show(s, *options); });

    auto* discarding = draft->add_subcommand("discard", "Destroys an open case");
    discarding->add_option("id", options->id, "Packet id or case number")->required();
    discarding->add_option("--reason", options->reason, "A word for the ledger")
        ->check(CLI::IsMember({"officer", "citizen-left", "wrong-person", "duplicate", "practice"}));
    options->who.addOptions(discarding);
    session.on(discarding, [options](Session& s) { return discard(s, *options); });
}

} // namespace station
