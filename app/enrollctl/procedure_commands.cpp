#include "app/enrollctl/commands.h"
#include "core/procedure/procedure.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>

#include <memory>
#include <string>
#include <vector>

namespace station {
namespace {

QJsonObject toJson(const Words& words)
{
    QJsonObject object;
    for (auto word = words.byLanguage.begin(); word != words.byLanguage.end(); ++word)
        object.insert(word.key(), word.value());
    return object;
}

QJsonObject toJson(const Procedure& procedure)
{
    QJsonArray fields;
    QJsonArray required;
    for (const FieldDefinition& field : procedure.fields) {
        fields.append(field.key);
        if (field.required)
            required.append(field.key);
    }
    QJsonObject object {{"id", procedure.id}, {"version", procedure.version},
        {"effective_from", procedure.effectiveFrom.toString(Qt::ISODate)}, {"source", procedure.source},
        {"title", toJson(procedure.title)}, {"portrait", procedure.portrait}, {"fields", fields},
        {"required", required},
        {"signer", procedure.signer == Signer::Representative ? "representative" : "citizen"}};
    if (procedure.ageFrom)
        object.insert(QStringLiteral("age_from"), *procedure.ageFrom);
    if (procedure.ageBelow)
        object.insert(QStringLiteral("age_below"), *procedure.ageBelow);
    if (procedure.fingers)
        object.insert(QStringLiteral("fingers"), procedure.fingers->id);
    return object;
}

QString toText(const Procedure& procedure)
{
    return QStringLiteral("%1 v%2  from %3  %4")
        .arg(procedure.id)
        .arg(procedure.version)
        .arg(procedure.effectiveFrom.toString(Qt::ISODate), procedure.title.in(QStringLiteral("en")));
}

Status listProcedures(Session& session)
{
    const auto all = loadProcedures(QStringLiteral(":/procedures"));
    if (!all)
        return failed(all);
    const QDate today = QDateTime::fromMSecsSinceEpoch(toMs(session.clock().now())).date();
    for (const Procedure& procedure : *all) {
        const auto current = procedureInForce(*all, procedure.id, today);
        const bool inForce = current && current->version == procedure.version;
        QJsonObject object = toJson(procedure);
        object.insert(QStringLiteral("in_force"), inForce);
        session.line(object, toText(procedure) + (inForce ? QString() : QStringLiteral("  (not in force)")));
    }
    return {};
}

Result<Procedure> checkFile(const QString& path)
{
    constexpr qint64 readAtMost = 1024 * 1024 + 1; // one more than the reader takes, so that it says why
    QFile file(path);
    if (QFileInfo(path).isDir())
        return fail(ErrorCode::InvalidInput, "it is a folder");
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound, file.errorString().toStdString());
    return parseProcedure(file.read(readAtMost));
}

// Every file is looked at; the first that is wrong gives the exit code.
Status checkProcedures(Session& session, const std::vector<std::string>& paths)
{
    Status result;
    for (const std::string& path : paths) {
        const auto procedure = checkFile(QString::fromStdString(path));
        if (procedure) {
            QJsonObject object = toJson(*procedure);
            object.insert(QStringLiteral("file"), QString::fromStdString(path));
            object.insert(QStringLiteral("valid"), true);
            session.line(
                object, QString::fromStdString(path) + QStringLiteral(": good, ") + toText(*procedure));
            continue;
        }
        const QString reason = QString::fromStdString(procedure.error().detail);
        if (session.json() || paths.size() > 1) // a single file's reason is the error itself
            session.line({{"file", QString::fromStdString(path)}, {"valid", false}, {"reason", reason}},
                QString::fromStdString(path) + QStringLiteral(": ") + reason);
        if (result)
            result = fail(procedure.error().code, path + ": " + procedure.error().detail);
    }
    return result;
}

} // namespace

void addProcedureCommands(CLI::App& app, Session& session)
{
    CLI::App* procedures = group(app, "procedures", "What can be enrolled, and by which rules");
    session.on(
        procedures->add_subcommand("list", "Every procedure of this program, and which of them are in force"),
        listProcedures);

    auto paths = std::make_shared<std::vector<std::string>>();
    CLI::App* check = procedures->add_subcommand("check", "Is a procedure file good? Says where it is not");
    check->add_option("file", *paths, "JSON files to check")->required()->type_name("FILE");
    session.on(check, [paths](Session& s) { return checkProcedures(s, *paths); });
}

} // namespace station
