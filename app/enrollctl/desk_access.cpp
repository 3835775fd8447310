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

Result<std::unique_ptr<Desk>> openSignedIn(const Session& session, const SignInOptions& who)
{
    auto desk = openDesk(session);
    if (!desk)
        return desk;
    if (const Status done = signIn(**desk, who); !done)
        return failed(done);
    return desk;
}

Result<std::unique_ptr<Desk>> openFor(const Session& session, const SignInOptions& who)
{
    return who.isGiven() ? openSignedIn(session, who) : openDesk(session);
}

Result<PacketId> packetIdFrom(const std::string& text)
{
    const PacketId id = PacketId::parse(QString::fromStdString(text));
    if (id.isNull())
        return fail(ErrorCode::InvalidInput,
            "this is no packet id: it looks like 0191f3c8-7d2a-7c31-9f00-2b6a1d9e4c55");
    return id;
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
