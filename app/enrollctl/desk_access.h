#pragma once

#include "app/enrollctl/passphrase.h"
#include "app/enrollctl/session.h"
#include "core/desk/desk.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>

namespace station {

/// The desk of --station. A recovery of a damaged database that no supervisor has noted is said on stderr,
/// and by the run that did it with --json as {"recovered":{…}} too. Errors: as Desk::open.
[[nodiscard]] Result<std::unique_ptr<Desk>> openDesk(const Session& session);

/// The officer of that id or name. Errors: NotFound.
[[nodiscard]] Result<OfficerInfo> findOfficer(const Desk& desk, const std::string& nameOrId);

/// Who acts: --officer and a passphrase source.
struct SignInOptions {
    std::string officer;
    PassphraseSource passphrase;
    const char* cure = "Name an officer with --officer and give the passphrase.";

    void addOptions(CLI::App* command);
    /// With `prefix` "by-": --by NAME, --by-passphrase-file …, for commands where --passphrase-file is
    /// somebody else's.
    void addOptionsBy(CLI::App* command);
    [[nodiscard]] bool isGiven() const { return !officer.empty(); }
};

/// Errors: NotSignedIn when no officer is named; as Desk::signIn.
[[nodiscard]] Status signIn(Desk& desk, const SignInOptions& who);
[[nodiscard]] Result<std::unique_ptr<Desk>> openSignedIn(Session& session, const SignInOptions& who);
/// Signs in when an officer is named; whether one was needed, the desk says.
[[nodiscard]] Result<std::unique_ptr<Desk>> openFor(Session& session, const SignInOptions& who);

/// A packet id, or the case number of a case or packet that is here: what the slip says. Errors: NotFound.
[[nodiscard]] Result<PacketId> packetIdFrom(const Desk& desk, const std::string& text);

/// ISO 8601, UTC, milliseconds.
[[nodiscard]] QString timeText(Instant at);

/// Errors: NotFound; InvalidInput when it is larger than `largest`.
[[nodiscard]] Result<QByteArray> readFile(const std::string& path, qint64 largest);

[[nodiscard]] QJsonObject jsonOf(const RecoveryNotice& notice);
[[nodiscard]] QString textOf(const RecoveryNotice& notice);

} // namespace station
