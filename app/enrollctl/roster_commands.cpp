#include "app/enrollctl/commands.h"
#include "app/enrollctl/desk_access.h"
#include "app/enrollctl/roster_json.h"
#include "core/person/partial_date.h"

#include <csignal>
#include <memory>

namespace station {
namespace {

struct Options {
    std::string file;
    std::vector<std::string> columns;
    std::string label;
    std::string version;
    std::string on;
    bool dryRun = false;
    bool leaveOutBad = false;
    bool older = false;
    SignInOptions who;
};

volatile std::sig_atomic_t stopAsked = 0;
void askToStop(int) { stopAsked = 1; }

/// Ctrl+C ends an import like any other failure: with nothing written, and said.
class StopByHand {
public:
    StopByHand()
    {
        stopAsked = 0;
        m_before = std::signal(SIGINT, askToStop);
    }
    ~StopByHand() { std::signal(SIGINT, m_before); }
    StopByHand(const StopByHand&) = delete;
    StopByHand& operator=(const StopByHand&) = delete;

private:
    void (*m_before)(int) = nullptr;
};

/// Says each tenth part for people.
RosterProgress progressTo(const Session& session, const QString& what)
{
    return [&session, what, said = -1](qint64 done, qint64 all) mutable {
        constexpr int parts = 10;
        const int part = all > 0 ? static_cast<int>(done * parts / all) : 0;
        if (!session.json() && part > said && all > 0) {
            session.say(QStringLiteral("%1: %2 %").arg(what).arg(part * 100 / parts));
            said = part;
        }
        return stopAsked == 0;
    };
}

Result<RosterImportWish> wishFrom(const Options& options)
{
    RosterImportWish wish;
    for (const std::string& each : options.columns) {
        const QString text = QString::fromStdString(each);
        const auto field = rosterFieldFrom(text.section(u'=', 0, 0));
        if (!field || *field == RosterField::Unread || !text.contains(u'='))
            return fail(ErrorCode::InvalidInput, "--map takes FIELD=COLUMN, not '" + each + "'");
        wish.columns.insert(*field, text.section(u'=', 1));
    }
    if (!options.on.empty()) {
        const auto day = dayFrom(options.on);
        if (!day)
            return failed(day);
        wish.on = *day;
    }
    wish.label = QString::fromStdString(options.label);
    wish.version = QString::fromStdString(options.version);
    wish.leaveOutBad = options.leaveOutBad;
    wish.older = options.older;
    return wish;
}

Status importFile(Session& session, const Options& options)
{
    const auto wish = wishFrom(options);
    if (!wish)
        return failed(wish);
    const auto desk = openFor(session, options.who);
    if (!desk)
        return failed(desk);
    const StopByHand stop;
    Roster& roster = (*desk)->roster();
    auto plan = roster.plan(
        QString::fromStdString(options.file), *wish, progressTo(session, QStringLiteral("Reading")));
    if (!plan)
        return failed(plan);
    for (const RosterFinding& finding : plan->findings.kept())
        session.line(jsonOf(finding), textOf(finding));
    for (const RosterFileChange& change : plan->changes)
        if (session.json())
            session.line(jsonOf(change), {});
    for (const qint64 person : plan->writes.missing)
        if (session.json())
            session.line({{"missing", person}}, {});
    QJsonObject result = jsonOf(*plan);
    const QString text = textOf(*plan);
    result.insert(QStringLiteral("dryRun"), options.dryRun);
    if (options.dryRun) {
        session.line(result, text + QStringLiteral("\nNothing was written."));
        session.setFailed(plan->badRows() > 0 && !options.leaveOutBad);
        return {};
    }
    const auto done = roster.import(std::move(*plan), progressTo(session, QStringLiteral("Writing")));
    if (!done)
        return failed(done);
    result.insert(QStringLiteral("extract"), done->seq);
    session.line(result, text + QStringLiteral("\nImported as extract %1.").arg(done->seq));
    return {};
}

Status listExtracts(Session& session, const Options& options)
{
    const auto desk = openFor(session, options.who);
    if (!desk)
        return failed(desk);
    const auto extracts = (*desk)->roster().extracts();
    if (!extracts)
        return failed(extracts);
    for (const RosterExtract& extract : *extracts)
        session.line(jsonOf(extract),
            QStringLiteral("%1  %2  %3  %4  %5 rows, %6 new, %7 changed, %8 missing")
                .arg(extract.row.seq)
                .arg(timeText(extract.row.importedAt), extract.row.on.toString(Qt::ISODate), extract.label)
                .arg(extract.row.rows)
                .arg(extract.row.added)
                .arg(extract.row.changed)
                .arg(extract.row.missing));
    if (extracts->empty())
        session.say(QStringLiteral("Nothing was imported yet."));
    return {};
}

/// The cure of what went wrong hangs on its code word.
Session::Command withCures(std::function<Status(Session&)> work)
{
    return [work = std::move(work)](Session& session) {
        const Status done = work(session);
        if (!done)
            if (const QString cure = rosterCure(done.error()); !cure.isEmpty())
                session.setCure(done.error().code, cure);
        return done;
    };
}

} // namespace

Result<QDate> dayFrom(const std::string& text)
{
    const QString typed = QString::fromStdString(text);
    auto day = PartialDate::parseIso(typed);
    if (!day)
        day = PartialDate::parseTyped(typed);
    if (!day || day->precision() != DatePrecision::Day)
        return fail(ErrorCode::InvalidInput, "'" + text + "' is no day such as 2026-11-28 or 28/11/2026");
    return day->earliest();
}

void addRosterCommands(CLI::App& app, Session& session)
{
    auto* roster = group(app, "roster", "People who are to be enrolled");
    const auto options = std::make_shared<Options>();

    auto* importing = roster->add_subcommand("import", "Takes over an extract of the population database");
    importing->add_option("file", options->file, ".csv or .xlsx")->required();
    importing->add_option("--map", options->columns, "A column that is guessed wrongly, e.g. number=C")
        ->type_name("FIELD=COLUMN");
    importing->add_option("--label", options->label, "Where it comes from; else the file's name");
    importing->add_option("--extract-version", options->version, "As whoever made it numbers it");
    importing->add_option("--on", options->on, "The day whose state it shows")->type_name("DATE");
    importing->add_flag("--dry-run", options->dryRun, "Say what would change and write nothing");
    importing->add_flag("--leave-out-bad", options->leaveOutBad, "Take the other rows when some cannot be");
    importing->add_flag("--older", options->older, "Although the extract of a later day is here");
    session.on(importing, withCures([options](Session& s) { return importFile(s, *options); }));

    auto* listing = roster->add_subcommand("extracts", "What was imported, newest first");
    session.on(listing, [options](Session& s) { return listExtracts(s, *options); });
    for (auto* command : {importing, listing})
        options->who.addOptions(command);
    addRosterPeopleCommands(*roster, session, withCures);
}

} // namespace station
