#include "app/enrollctl/commands.h"
#include "app/enrollctl/desk_access.h"
#include "app/enrollctl/sheet_language.h"
#include "app/words/tally_words.h"
#include "core/desk/tallies.h"
#include "core/tally/tally_csv.h"
#include "core/tally/tally_json.h"
#include "core/tally/tally_xlsx.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QSaveFile>

#include <cstdio>
#include <memory>

namespace station {
namespace {

struct TallyOptions {
    std::string from;
    std::string to;
    std::string by;
    std::string format = "json";
    std::string language = "vi";
    std::string out;
    SignInOptions who;
};

/// A day as 2026-11-28; "" and "today": by the clock on the wall.
Result<QDate> dayFrom(const Session& session, const std::string& text)
{
    if (text.empty() || text == "today")
        return QDateTime::fromMSecsSinceEpoch(toMs(session.clock().now())).date();
    const QDate day = QDate::fromString(QString::fromStdString(text), QStringLiteral("yyyy-MM-dd"));
    if (!day.isValid())
        return fail(ErrorCode::InvalidInput, "'" + text + "' is no day; days are written 2026-11-28");
    return day;
}

Result<TallyQuestion> questionFrom(const Session& session, const TallyOptions& options)
{
    const auto from = dayFrom(session, options.from);
    const auto to = dayFrom(session, options.to);
    if (!from || !to)
        return from ? failed(to) : failed(from);
    return TallyQuestion {*from, *to, tallyByFrom(QString::fromStdString(options.by))};
}

Result<QByteArray> drawn(const TallySheet& sheet, const Desk& desk, const TallyOptions& options)
{
    if (options.format == "json")
        return jsonOf(sheet).map([](const QJsonObject& object) {
            return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
        });
    const auto officers = desk.officers();
    if (!officers)
        return failed(officers);
    const SheetLanguage language(QString::fromStdString(options.language));
    const auto tables = tablesOf(sheet, words::forTally(*officers, desk.procedures()));
    if (!tables)
        return failed(tables);
    return options.format == "csv" ? csvOf(*tables) : xlsxOf(*tables, sheet.asOf);
}

/// Whole or not at all.
Status writeFile(const QString& path, const QByteArray& bytes)
{
    QSaveFile file(path);
    if (!file.open(QSaveFile::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fail(ErrorCode::StorageFailed,
            "cannot write " + path.toStdString() + ": " + file.errorString().toStdString());
    return {};
}

QString textOf(const TallySheet& sheet)
{
    QString text = QStringLiteral("%1 to %2: captured %3")
                       .arg(sheet.from.toString(Qt::ISODate), sheet.to.toString(Qt::ISODate))
                       .arg(sheet.total.captured);
    for (std::size_t i = 0; i < tallyStatuses; ++i)
        text += QStringLiteral("%1 %2 %3")
                    .arg(i == 0 ? QStringLiteral(" =") : QStringLiteral(" +"),
                        QLatin1String(wordOf(static_cast<TallyStatus>(i))))
                    .arg(sheet.total.byStatus[i]);
    return text
        + QStringLiteral("\nopen before %1 + captured %2 = answered %3 + open after %4")
              .arg(sheet.flow.openBefore)
              .arg(sheet.flow.captured)
              .arg(sheet.flow.answered)
              .arg(sheet.flow.openAfter);
}

Status show(Session& session, const TallyOptions& options)
{
    const auto question = questionFrom(session, options);
    if (!question)
        return failed(question);
    if (options.format == "xlsx" && options.out.empty())
        return fail(ErrorCode::InvalidInput, "a workbook goes into a file: --out FILE");
    const auto desk = openFor(session, options.who);
    if (!desk)
        return failed(desk);
    const auto sheet = (*desk)->tally().sheet(*question);
    if (!sheet)
        return failed(sheet);
    const auto bytes = drawn(*sheet, **desk, options);
    if (!bytes)
        return failed(bytes);
    if (options.out.empty()) {
        std::fwrite(bytes->constData(), 1, static_cast<std::size_t>(bytes->size()), stdout);
        std::fflush(stdout);
    } else {
        const QString path = QString::fromStdString(options.out);
        if (const Status written = writeFile(path, *bytes); !written)
            return written;
        session.line({{"file", path}, {"bytes", bytes->size()}}, QStringLiteral("Written: %1").arg(path));
    }
    session.say(textOf(*sheet));
    return {};
}

} // namespace

void addTallyCommands(CLI::App& app, Session& session)
{
    auto* tally = app.add_subcommand("tally", "What was done, counted");
    const auto options = std::make_shared<TallyOptions>();
    tally->add_option("--from", options->from, "First day, 2026-11-28; left out: today")->type_name("DAY");
    tally->add_option("--to", options->to, "Last day; left out: today")->type_name("DAY");
    tally->add_option("--by", options->by, "Divided by")
        ->check(CLI::IsMember(
            {"unit", "team", "officer", "procedure", "age", "place", "exception", "day", "week"}));
    tally->add_option("--format", options->format, "How it is written")
        ->check(CLI::IsMember({"json", "csv", "xlsx"}));
    tally->add_option("--language", options->language, "Of the words in csv and xlsx")
        ->check(CLI::IsMember({"vi", "en"}));
    tally->add_option("--out", options->out, "File; left out: stdout")->type_name("FILE");
    options->who.addOptions(tally);
    session.on(tally, [options](Session& s) { return show(s, *options); });
}

} // namespace station
