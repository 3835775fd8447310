#include "app/enrollctl/commands.h"
#include "app/enrollctl/desk_access.h"
#include "core/vault/tpm_state.h"

#include <memory>

namespace station {
namespace {

Status say(const Session& session, const Desk& desk)
{
    const auto state = desk.tpmState();
    if (!state)
        return failed(state);
    const auto told = [&](const char* word, const char* sentence) {
        session.line({{"tpm", word}}, QString::fromLatin1(sentence));
        return Status();
    };
    switch (*state) {
    case TpmState::NoTpm: return told("none", "This computer has no TPM 2.0; everything works without one.");
    case TpmState::NotBound: return told("unbound", "There is a TPM, and the station is not bound to it.");
    case TpmState::Bound: return told("bound", "Passphrases open only on this computer.");
    case TpmState::BoundButSilent:
        return told("silent",
            "The station is bound to a TPM that does not answer or was cleared. A supervisor must use the "
            "recovery "
            "code: 'officer recover'.");
    }
    return {};
}

Status status(Session& session)
{
    const auto desk = openDesk(session);
    return desk ? say(session, **desk) : failed(desk);
}

using Change = Status (Desk::*)();

Status change(Session& session, const SignInOptions& by, Change how)
{
    const auto desk = openSignedIn(session, by);
    if (!desk)
        return failed(desk);
    const Status done = ((**desk).*how)();
    return done ? say(session, **desk) : done;
}

} // namespace

void addTpmCommands(CLI::App& app, Session& session)
{
    auto* tpm = group(app, "station", "The station itself")
                    ->add_subcommand("tpm", "Binds the officers' passphrases to this computer's TPM 2.0");
    tpm->require_subcommand(1);
    session.on(tpm->add_subcommand("status", "Whether there is one, and whether the station is bound to it"),
        status);
    const std::tuple<const char*, const char*, Change> changes[] {
        {"bind", "From now on a slot opens with its passphrase on this computer only", &Desk::bindTpm},
        {"unbind", "The passphrase alone opens again", &Desk::unbindTpm}};
    for (const auto& [name, about, how] : changes) {
        auto* command = tpm->add_subcommand(name, about);
        const auto by = std::make_shared<SignInOptions>();
        by->addOptionsBy(command);
        session.on(command, [by, how = how](Session& s) { return change(s, *by, how); });
    }
}

} // namespace station
