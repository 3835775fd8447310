#include "app/enrollctl/desk_access.h"

#include <QDateTime>
#include <QFile>

#include <algorithm>

namespace station {

Result<std::unique_ptr<Desk>> openDesk(const Session& session)
{
    const Instant before = session.clock().now();
    auto desk = Desk::open(session.stationDirectory(), session.clock());
    if (!desk)
        return desk;
    const auto notice = (*desk)->recoveryNotice();
    if (!notice)
        return failed(notice);
    if (*notice) {
        session.say(textOf(**notice));
        if (session.json() && (*notice)->at >= before)
            session.line({{"recovered", jsonOf(**notice)}}, {});
    }
    return desk;
}

Result<OfficerInfo> findOfficer(const Desk& desk, const std::string& nameOrId)
{
    const auto officers = desk.officers();
    if (!officers)
        return failed(officers);
    const QString wanted = QString::fromStdString(nameOrId).normalized(QString::NormalizationForm_C);
    for (const OfficerInfo& officer : *officers)
        if (officer.name.compare(wanted, Qt::CaseInsensitive) == 0 || officer.id.text() == wanted)
            return officer;
    return fail(ErrorCode::NotFound, "there is no officer of that name or id at this station");
}

void SignInOptions::addOptions(CLI::App* command)
{
    command->add_option("--officer", officer, "Officer who acts")->type_name("NAME");
    passphrase.addOptions(command, "", "the officer's");
}

void SignInOptions::addOptionsBy(CLI::App* command)
{
    cure = "Name a supervisor with --by and give the passphrase.";
    command->add_option("--by", officer, "Supervisor who does it")->type_name("NAME");
    passphrase.addOptions(command, "by-", "the supervisor's");
}

Status signIn(Desk& desk, const SignInOptions& who)
{
    if (!who.isGiven())
        return fail(ErrorCode::NotSignedIn, "no officer was named");
    const auto officer = findOfficer(desk, who.officer);
    if (!officer)
        return failed(officer);
    auto passphrase = who.passphrase.read(QStringLiteral("Passphrase of %1").arg(officer->name));
    if (!passphrase)
        return failed(passphrase);
    const auto done = desk.signIn(officer->id, *passphrase);
    wipe(*passphrase);
    if (!done && done.error().code == ErrorCode::LockedOut)
        return fail(
            ErrorCode::LockedOut, "too many wrong passphrases; " + done.error().detail + " seconds left");
    return done ? Status() : failed(done);
}

Result<std::unique_ptr<Desk>> openSignedIn(Session& session, const SignInOptions& who)
{
    session.setCure(ErrorCode::NotSignedIn, QString::fromLatin1(who.cure));
    auto desk = openDesk(session);
    if (!desk)
        return desk;
    if (const Status done = signIn(**desk, who); !done)
        return failed(done);
    return desk;
}

Result<std::unique_ptr<Desk>> openFor(Session& session, const SignInOptions& who)
{
    session.setCure(ErrorCode::NotSignedIn, QString::fromLatin1(who.cure));
    return who.isGiven() ? openSignedIn(session, who) : openDesk(session);
}

Result<PacketId> packetIdFrom(const Desk& desk, const std::string& text)
{
    const QString wanted = QString::fromStdString(text).trimmed();
    if (const PacketId id = PacketId::parse(wanted); !id.isNull())
        return id;
    const auto isIt
        = [&](const auto& row) { return row.caseNumber.compare(wanted, Qt::CaseInsensitive) == 0; };
    const auto drafts = desk.drafts();
    if (!drafts)
        return failed(drafts);
    if (const auto found = std::find_if(drafts->begin(), drafts->end(), isIt); found != drafts->end())
        return found->id;
    constexpr int page = 1000;
    for (int offset = 0;; offset += page) {
        const auto rows = desk.outbox().list({std::nullopt, offset, page});
        if (!rows)
            return failed(rows);
        if (const auto found = std::find_if(rows->begin(), rows->end(), isIt); found != rows->end())
            return found->id;
        if (rows->size() < page)
            return fail(
                ErrorCode::NotFound, "no case or packet here has the id or case number '" + text + "'");
    }
}

QString timeText(Instant at)
{
    return QDateTime::fromMSecsSinceEpoch(toMs(at), Qt::UTC).toString(Qt::ISODateWithMs);
}

Result<QByteArray> readFile(const std::string& path, qint64 largest)
{
    QFile file(QString::fromStdString(path));
    if (!file.open(QFile::ReadOnly))
        return fail(ErrorCode::NotFound, "cannot read " + path + ": " + file.errorString().toStdString());
    const qint64 most = largest + 1; // one more says that it is too large; a pipe has no size
    QByteArray bytes = file.read(file.isSequential() ? most : std::min(most, file.size()));
    if (bytes.size() > largest)
        return fail(
            ErrorCode::InvalidInput, path + " is larger than " + std::to_string(largest >> 10) + " KiB");
    return bytes;
}

} // namespace station
