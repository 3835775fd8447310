#include "app/enrollctl/commands.h"
#include "app/enrollctl/desk_access.h"

#include <memory>

namespace station {
namespace {

const char* wordOf(Role role)
{
    switch (role) {
    case Role::Officer: return "officer";
    case Role::Supervisor: return "supervisor";
    }
    return "officer";
}

void report(const Session& session, const OfficerInfo& officer)
{
    session.line({{"id", officer.id.text()}, {"name", officer.name}, {"role", wordOf(officer.role)}},
        QStringLiteral("%1  %2  %3")
            .arg(officer.id.text(), QLatin1String(wordOf(officer.role)), officer.name));
}

Status list(Session& session)
{
    const auto desk = openDesk(session);
    if (!desk)
        return failed(desk);
    const auto officers = (*desk)->officers();
    if (!officers)
        return failed(officers);
    for (const OfficerInfo& officer : *officers)
        report(session, officer);
    return {};
}

struct AddOptions {
    std::string name;
    std::string role = "officer";
    PassphraseSource passphrase;
    SignInOptions by;
};

Status add(Session& session, const AddOptions& options)
{
    session.setCure(ErrorCode::NotSignedIn, QString::fromLatin1(options.by.cure));
    const auto desk = openDesk(session);
    if (!desk)
        return failed(desk);
    const auto known = (*desk)->officers();
    if (!known)
        return failed(known);
    // With one officer nobody can sign in yet: the first one's passphrase goes into the same act.
    const bool second = known->size() == 1;
    QByteArray first;
    if (second && options.by.isGiven()) {
        const auto officer = findOfficer(**desk, options.by.officer);
        if (!officer)
            return failed(officer);
        auto typed = options.by.passphrase.read(QStringLiteral("Passphrase of %1").arg(officer->name));
        if (!typed)
            return failed(typed);
        first = std::move(*typed);
    } else if (options.by.isGiven()) {
        if (const Status done = signIn(**desk, options.by); !done)
            return done;
    }
    const QString name = QString::fromStdString(options.name);
    auto passphrase = options.passphrase.read(QStringLiteral("New passphrase of %1").arg(name));
    if (!passphrase)
        return failed(passphrase);
    const Role role = options.role == "supervisor" ? Role::Supervisor : Role::Officer;
    const auto added = (*desk)->addOfficer(name, role, *passphrase, first);
    wipe(*passphrase);
    wipe(first);
    if (!added)
        return failed(added);
    report(session, {*added, name, role});
    return {};
}

struct RemoveOptions {
    std::string name;
    SignInOptions by;
};

Status remove(Session& session, const RemoveOptions& options)
{
    const auto desk = openSignedIn(session, options.by);
    if (!desk)
        return failed(desk);
    const auto officer = findOfficer(**desk, options.name);
    if (!officer)
        return failed(officer);
    if (const Status done = (*desk)->removeOfficer(officer->id); !done)
        return done;
    session.line({{"removed", officer->id.text()}}, QStringLiteral("%1 was removed").arg(officer->name));
    return {};
}

struct PasswdOptions {
    std::string name;
    PassphraseSource current;
    PassphraseSource next;
};

Status passwd(Session& session, const PasswdOptions& options)
{
    const auto desk = openDesk(session);
    if (!desk)
        return failed(desk);
    const auto officer = findOfficer(**desk, options.name);
    if (!officer)
        return failed(officer);
    auto current = options.current.read(QStringLiteral("Present passphrase of %1").arg(officer->name));
    if (!current)
        return failed(current);
    auto next = options.next.read(QStringLiteral("New passphrase"));
    if (!next)
        return failed(next);
    const Status done = (*desk)->changePassphrase(officer->id, *current, *next);
    wipe(*current);
    wipe(*next);
    if (!done)
        return done;
    session.line({{"changed", officer->id.text()}},
        QStringLiteral("The passphrase of %1 was changed").arg(officer->name));
    return {};
}

/// Once, for a piece of paper: nothing keeps it.
void showCode(const Session& session, QJsonObject about, const QByteArray& code)
{
    about.insert(QStringLiteral("recoveryCode"), QString::fromLatin1(code));
    session.line(about,
        QStringLiteral(
            "The station's recovery code, shown this once:\n\n    %1\n\nWrite it on paper and put it in a "
            "sealed envelope, not with the laptop. Then say so with 'officer recovery-kept'.")
            .arg(QString::fromLatin1(code)));
}

Status recoveryCode(Session& session, const SignInOptions& by)
{
    const auto desk = openSignedIn(session, by);
    if (!desk)
        return failed(desk);
    auto code = (*desk)->makeRecoveryCode();
    if (!code)
        return failed(code);
    showCode(session, {}, *code);
    wipe(*code);
    return {};
}

Status recoveryKept(Session& session, const SignInOptions& by)
{
    const auto desk = openSignedIn(session, by);
    if (!desk)
        return failed(desk);
    session.setCure(ErrorCode::NotFound, QStringLiteral("Make one with 'officer recovery-code'."));
    if (const Status done = (*desk)->recoveryCodeKept(); !done)
        return done;
    session.line({{"recovery", "kept"}}, QStringLiteral("The station knows that its recovery code is kept."));
    return {};
}

struct RecoverOptions {
    std::string name;
    PassphraseSource code;
    PassphraseSource next;
};

Status recover(Session& session, const RecoverOptions& options)
{
    const auto desk = openDesk(session);
    if (!desk)
        return failed(desk);
    const auto officer = findOfficer(**desk, options.name);
    if (!officer)
        return failed(officer);
    auto code = options.code.read(QStringLiteral("Recovery code of the station"));
    if (!code)
        return failed(code);
    auto next = options.next.read(QStringLiteral("New passphrase of %1").arg(officer->name));
    if (!next)
        return failed(next);
    auto fresh = (*desk)->recover(officer->id, *code, *next);
    wipe(*code);
    wipe(*next);
    if (!fresh && fresh.error().code == ErrorCode::LockedOut)
        return fail(ErrorCode::LockedOut, "too many wrong codes; " + fresh.error().detail + " seconds left");
    if (!fresh)
        return failed(fresh);
    showCode(session, {{"changed", officer->id.text()}}, *fresh);
    wipe(*fresh);
    return {};
}

void addRecoveryCodeCommands(CLI::App& officer, Session& session)
{
    auto* making = officer.add_subcommand(
        "recovery-code", "A new recovery code for the sealed envelope; the old one is void");
    const auto maker = std::make_shared<SignInOptions>();
    maker->addOptionsBy(making);
    session.on(making, [maker](Session& s) { return recoveryCode(s, *maker); });

    auto* keeping = officer.add_subcommand("recovery-kept", "Says that the envelope is closed and put away");
    const auto keeper = std::make_shared<SignInOptions>();
    keeper->addOptionsBy(keeping);
    session.on(keeping, [keeper](Session& s) { return recoveryKept(s, *keeper); });

    auto* recovering = officer.add_subcommand(
        "recover", "A new passphrase for a supervisor by the recovery code, and the next code");
    const auto recovery = std::make_shared<RecoverOptions>();
    recovering->add_option("name", recovery->name, "Name or id of the supervisor")->required();
    recovering->add_option("--recovery-code-file", recovery->code.file, "File whose first line is the code")
        ->type_name("FILE");
    recovering
        ->add_option("--recovery-code-fd", recovery->code.descriptor, "Open file descriptor to read it from")
        ->type_name("FD")
        ->check(CLI::NonNegativeNumber);
    recovery->next.addOptions(recovering, "new-", "the new");
    session.on(recovering, [recovery](Session& s) { return recover(s, *recovery); });
}

} // namespace

void addOfficerCommands(CLI::App& app, Session& session)
{
    auto* officer = group(app, "officer", "Officers and their passphrases");
    session.on(officer->add_subcommand("list", "Every officer of the station"), list);

    auto* adding = officer->add_subcommand(
        "add", "A new officer; the second one by the first, later ones by a supervisor");
    const auto addition = std::make_shared<AddOptions>();
    adding->add_option("name", addition->name, "Name of the officer")->required();
    adding->add_option("--role", addition->role, "officer or supervisor")
        ->check(CLI::IsMember({"officer", "supervisor"}));
    addition->passphrase.addOptions(adding, "", "the new officer's");
    addition->by.addOptionsBy(adding);
    session.on(adding, [addition](Session& s) { return add(s, *addition); });

    auto* removing = officer->add_subcommand("remove", "Destroys an officer's key slot");
    const auto removal = std::make_shared<RemoveOptions>();
    removing->add_option("name", removal->name, "Name or id")->required();
    removal->by.addOptionsBy(removing);
    session.on(removing, [removal](Session& s) { return remove(s, *removal); });

    auto* changing
        = officer->add_subcommand("passwd", "A new passphrase for an officer who knows the present one");
    const auto change = std::make_shared<PasswdOptions>();
    changing->add_option("name", change->name, "Name or id")->required();
    change->current.addOptions(changing, "", "the present");
    change->next.addOptions(changing, "new-", "the new");
    session.on(changing, [change](Session& s) { return passwd(s, *change); });
    addRecoveryCodeCommands(*officer, session);
}

} // namespace station
