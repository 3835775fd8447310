#include "app/enrollctl/commands.h"
#include "app/enrollctl/desk_access.h"
#include "app/enrollctl/roster_json.h"

#include <QDateTime>
#include <QJsonArray>

#include <memory>

namespace station {
namespace {

struct Options {
    std::string text;
    std::vector<qint64> ids;
    qint64 id = 0;
    int most = 50;
    std::string classCode;
    std::vector<std::string> fields;
    std::string reason;
    std::string followUp;
    std::string on;
    int days = 30;
    SignInOptions who;
};

QDate todayOf(const Session& session)
{
    return QDateTime::fromMSecsSinceEpoch(toMs(session.clock().now())).date();
}

Result<QDate> dayOr(const std::string& text, QDate otherwise)
{
    return text.empty() ? Result<QDate>(otherwise) : dayFrom(text);
}

Status search(Session& session, const Options& options)
{
    const auto desk = openFor(session, options.who);
    if (!desk)
        return failed(desk);
    const auto hits = (*desk)->roster().search(QString::fromStdString(options.text), options.most);
    if (!hits)
        return failed(hits);
    for (const RosterHit& hit : hits->hits) {
        QStringList why;
        for (const RosterMatch& match : hit.matches)
            why << QString::fromLatin1(nameOf(match.field));
        why.removeDuplicates();
        session.line(
            jsonOf(hit), QStringLiteral("%1   (%2)").arg(textOf(hit.person), why.join(QStringLiteral(", "))));
    }
    session.line({{"hits", hits->all}}, QStringLiteral("%1 people").arg(hits->all));
    return {};
}

Status show(Session& session, const Options& options)
{
    const auto desk = openFor(session, options.who);
    if (!desk)
        return failed(desk);
    const auto person = (*desk)->roster().person(options.id);
    const auto history = (*desk)->roster().history(options.id);
    if (!person || !history)
        return person ? failed(history) : failed(person);
    session.line(jsonOf(*person), textOf(*person));
    for (const RosterDifference& each : differences(*person))
        session.say(QStringLiteral("  %1: recorded '%2', the extract says '%3'")
                        .arg(each.key, each.recorded, each.extract));
    for (const RosterChange& change : *history)
        session.line(jsonOf(change),
            QStringLiteral("  %1  %2 → %3  %4")
                .arg(timeText(change.at), change.before.classCode, change.after.classCode, change.reason));
    return {};
}

Status set(Session& session, const Options& options)
{
    RosterSetting setting;
    setting.classCode = QString::fromStdString(options.classCode);
    setting.reason = QString::fromStdString(options.reason);
    for (const std::string& each : options.fields) {
        const QString text = QString::fromStdString(each);
        if (!text.contains(u'='))
            return fail(ErrorCode::InvalidInput, "--field takes KEY=TEXT, not '" + each + "'");
        setting.answers.insert(text.section(u'=', 0, 0), text.section(u'=', 1));
    }
    if (options.followUp == "none") {
        setting.followUp = QDate();
    } else if (!options.followUp.empty()) {
        const auto day = dayFrom(options.followUp);
        if (!day)
            return failed(day);
        setting.followUp = *day;
    }
    const auto desk = openFor(session, options.who);
    if (!desk)
        return failed(desk);
    const auto batch = (*desk)->roster().set(options.ids, setting);
    if (!batch)
        return failed(batch);
    session.line({{"batch", *batch}},
        QStringLiteral("Recorded; 'enrollctl roster undo %1' takes it back.").arg(*batch));
    return {};
}

Status undo(Session& session, const Options& options)
{
    const auto desk = openFor(session, options.who);
    if (!desk)
        return failed(desk);
    const auto undone = (*desk)->roster().undo(options.id, QString::fromStdString(options.reason));
    if (!undone)
        return failed(undone);
    QJsonArray since;
    for (const qint64 id : undone->changedSince)
        since.append(id);
    session.line({{"batch", undone->batch}, {"undone", undone->undone}, {"changedSince", since}},
        QStringLiteral("%1 people are as they were; %2 were changed since and stay.")
            .arg(undone->undone)
            .arg(since.size()));
    return {};
}

Status sayList(Session& session, const Result<RosterList>& list)
{
    if (!list)
        return failed(list);
    for (const RosterPerson& person : list->people)
        session.line(jsonOf(person), textOf(person));
    const qint64 all = static_cast<qint64>(list->people.size()) + list->more;
    session.line({{"people", all}, {"more", list->more}}, QStringLiteral("%1 people").arg(all));
    return {};
}

Status due(Session& session, const Options& options)
{
    const auto on = dayOr(options.on, todayOf(session));
    if (!on)
        return failed(on);
    const auto desk = openFor(session, options.who);
    return desk ? sayList(session, (*desk)->roster().due(*on, options.most)) : failed(desk);
}

Status turning14(Session& session, const Options& options)
{
    const auto on = dayOr(options.on, todayOf(session));
    if (!on)
        return failed(on);
    const auto desk = openFor(session, options.who);
    return desk ? sayList(session, (*desk)->roster().turning14(*on, on->addDays(options.days), options.most))
                : failed(desk);
}

Status classes(Session& session)
{
    const auto known = RosterClasses::load();
    if (!known)
        return failed(known);
    for (const RosterClass& each : known->all())
        session.line(
            {{"class", each.code}, {"vi", each.label.in(QStringLiteral("vi"))},
                {"en", each.label.in(QStringLiteral("en"))}, {"asks", QJsonArray::fromStringList(each.asks)},
                {"needs", QJsonArray::fromStringList(each.needs)},
                {"next", each.next.in(QStringLiteral("en"))}, {"leavesTarget", each.leavesTarget}},
            QStringLiteral("%1  %2  [%3]")
                .arg(each.code, each.label.in(QStringLiteral("en")), each.asks.join(QStringLiteral(", "))));
    return {};
}

} // namespace

void addRosterPeopleCommands(CLI::App& roster, Session& session, const CureAdder& withCures)
{
    const auto options = std::make_shared<Options>();
    const auto on = [&](CLI::App* command, Status (*work)(Session&, const Options&)) {
        options->who.addOptions(command);
        session.on(command, withCures([options, work](Session& s) { return work(s, *options); }));
    };

    auto* searching
        = roster.add_subcommand("search", "By name, number, phone or hamlet, or a card's QR code");
    searching->add_option("text", options->text, "As typed; diacritics do not matter")->required();
    searching->add_option("--most", options->most, "At most so many")->check(CLI::Range(1, 1000));
    on(searching, search);

    auto* showing = roster.add_subcommand("show", "One person with every change");
    showing->add_option("id", options->id, "Number on this roster")->required();
    on(showing, show);

    auto* setting = roster.add_subcommand("set", "Records class, answers and the day to come back");
    setting->add_option("ids", options->ids, "Numbers on this roster; several: a supervisor")->required();
    setting->add_option("--class", options->classCode, "R10 … R90");
    setting->add_option("--field", options->fields, "An answer, e.g. place=…; nothing behind = takes it away")
        ->type_name("KEY=TEXT");
    setting->add_option("--follow-up", options->followUp, "A day, or none")->type_name("DATE");
    setting->add_option("--reason", options->reason, "Why; kept sealed")->required();
    on(setting, set);

    auto* undoing = roster.add_subcommand("undo", "Puts back what one act changed");
    undoing->add_option("batch", options->id, "As 'roster set' or 'roster show' names it")->required();
    undoing->add_option("--reason", options->reason, "Why; kept sealed")->required();
    on(undoing, undo);

    auto* dueing = roster.add_subcommand("due", "Whose day to come back has come");
    auto* turning = roster.add_subcommand("turning14", "Who turns 14 soon");
    turning->add_option("--days", options->days, "Within so many")->check(CLI::Range(0, 3660));
    for (auto* command : {dueing, turning}) {
        command->add_option("--on", options->on, "Instead of today")->type_name("DATE");
        command->add_option("--most", options->most, "At most so many")->check(CLI::Range(1, 1'000'000));
    }
    on(dueing, due);
    on(turning, turning14);

    session.on(
        roster.add_subcommand("classes", "What each class asks for"), [](Session& s) { return classes(s); });
}

} // namespace station
