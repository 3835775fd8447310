#include "app/enrollctl/commands.h"
#include "app/enrollctl/desk_access.h"
#include "app/enrollctl/sheet_language.h"
#include "app/sheets/tally_pdf.h"
#include "app/words/tally_words.h"
#include "core/desk/tallies.h"
#include "core/tally/tally_csv.h"
#include "core/tally/tally_json.h"
#include "core/tally/tally_xlsx.h"

#include <QDateTime>
#include <QFile>
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
    if (options.format == "pdf")
        return pdfOf(*tables);
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
    if ((options.format == "xlsx" || options.format == "pdf") && options.out.empty())
        return fail(ErrorCode::InvalidInput, "a workbook or PDF goes into a file: --out FILE");
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

void report(const Session& session, const ClosedDay& day)
{
    const QString sha256 = QString::fromLatin1(day.contentSha256.toHex());
    const QString name = day.sheet.from.toString(Qt::ISODate);
    session.line({{"day", name}, {"station", day.sheet.stationId}, {"closedBy", day.closedByName},
                     {"closedAt", timeText(day.sheet.asOf)}, {"captured", day.sheet.total.captured},
                     {"received", day.sheet.total.of(TallyStatus::Received)},
                     {"packets", static_cast<qint64>(day.rows.size())}, {"sha256", sha256}},
        QStringLiteral("%1 of %2, closed by %3: captured %4, received %5; sha256 %6")
            .arg(name, day.sheet.stationId, day.closedByName)
            .arg(day.sheet.total.captured)
            .arg(day.sheet.total.of(TallyStatus::Received))
            .arg(sha256));
}

struct DayOptions {
    std::string what; ///< a day, or a file
    std::string out;
    SignInOptions who;
};

Status close(Session& session, const DayOptions& options)
{
    const auto day = dayFrom(session, options.what);
    if (!day)
        return failed(day);
    const auto desk = openFor(session, options.who);
    if (!desk)
        return failed(desk);
    return (*desk)->tally().close(*day).map([&](const ClosedDay& closed) { report(session, closed); });
}

/// A file of that name goes before a day.
Status verify(Session& session, const DayOptions& options)
{
    const bool isFile = QFile::exists(QString::fromStdString(options.what));
    const auto bytes = isFile ? readFile(options.what, largestDayDocument) : Result<QByteArray>();
    const auto day = isFile ? Result<QDate>() : dayFrom(session, options.what);
    if (!bytes || !day)
        return bytes ? failed(day) : failed(bytes);
    const auto desk = openFor(session, options.who);
    if (!desk)
        return failed(desk);
    const auto closed = isFile ? (*desk)->tally().verify(*bytes) : (*desk)->tally().verify(*day);
    return closed.map([&](const ClosedDay& each) { report(session, each); });
}

Status exportDay(Session& session, const DayOptions& options)
{
    const auto day = dayFrom(session, options.what);
    if (!day)
        return failed(day);
    const auto desk = openFor(session, options.who);
    if (!desk)
        return failed(desk);
    const QString path = QString::fromStdString(options.out);
    return (*desk)->tally().document(*day).and_then([&](const QByteArray& document) {
        return writeFile(path, document).map([&] {
            session.line(
                {{"file", path}, {"bytes", document.size()}}, QStringLiteral("Written: %1").arg(path));
        });
    });
}

void addDayCommands(CLI::App& tally, Session& session)
{
    const auto options = std::make_shared<DayOptions>();
    auto* closing = tally.add_subcommand("close", "Signs a day as it stands; a supervisor");
    session.on(closing, [options](Session& s) { return close(s, *options); });
    auto* verifying = tally.add_subcommand("verify", "Looks whether a closed day is what was signed");
    session.on(verifying, [options](Session& s) { return verify(s, *options); });
    auto* exporting = tally.add_subcommand("export", "Writes a closed day's signed document into a file");
    exporting->add_option("--out", options->out, "File")->type_name("FILE")->required();
    session.on(exporting, [options](Session& s) { return exportDay(s, *options); });
    closing->add_option("day", options->what, "Day, 2026-11-28 or today")->required();
    exporting->add_option("day", options->what, "Day, 2026-11-28 or today")->required();
    verifying->add_option("what", options->what, "A day of this station, or the file of any")->required();
    for (auto* command : {closing, verifying, exporting})
        options->who.addOptions(command);
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
        ->check(CLI::IsMember({"json", "csv", "xlsx", "pdf"}));
    tally->add_option("--language", options->language, "Of the words in csv, xlsx and pdf")
        ->check(CLI::IsMember({"vi", "en"}));
    tally->add_option("--out", options->out, "File; left out: stdout")->type_name("FILE");
    options->who.addOptions(tally);
    session.on(tally, [options](Session& s) { return show(s, *options); });
    addDayCommands(*tally, session);
}

} // namespace station
