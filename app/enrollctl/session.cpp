#include "app/enrollctl/session.h"

#include "core/base/log.h"
#include "core/vault/vouched.h"

#include <QJsonDocument>
#include <QStandardPaths>

#include <cstdio>

namespace station {

void Session::addGlobalOptions(CLI::App& app)
{
    app.fallthrough();
    app.add_option("--station", m_station, "Station directory")->type_name("DIR");
    app.add_flag("--json", m_json, "One JSON object a line on stdout");
}

void Session::on(CLI::App* command, Command work)
{
    command->callback([this, command, work = std::move(work)] {
        if (command->get_subcommands().empty()) // else one of these was asked for
            m_chosen = work;
    });
}

QDir Session::stationDirectory() const
{
    if (!m_station.empty())
        return QDir(QString::fromStdString(m_station));
    return QDir(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
        + QStringLiteral("/enrollment-station"));
}

void Session::line(const QJsonObject& object, const QString& text) const
{
    if (!m_json)
        return say(text);
    std::fprintf(stdout, "%s\n", QJsonDocument(object).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

void Session::say(const QString& text) const { std::fprintf(stderr, "%s\n", text.toUtf8().constData()); }

int Session::run()
{
    const Status done = m_chosen(*this);
    if (done)
        return m_foundFailure ? 1 : 0;
    const Error& error = done.error();
    const QString cause = QString::fromStdString(error.detail);
    const auto own = m_cures.find(error.code);
    const QString cure = own != m_cures.end() ? own->second : cureFor(error);
    if (m_json)
        line({{"error", nameOf(error.code)}, {"detail", cause}, {"cure", cure}}, {});
    say(QStringLiteral("enrollctl: %1. %2").arg(cause, cure));
    return 1;
}

CLI::App* group(CLI::App& app, const std::string& name, const std::string& about)
{
    const auto there = app.get_subcommands([&](const CLI::App* known) { return known->get_name() == name; });
    if (!there.empty())
        return there.front();
    auto* made = app.add_subcommand(name, about);
    made->require_subcommand(1);
    return made;
}

QString cureFor(const Error& error)
{
    switch (error.code) {
    case ErrorCode::DeviceMissing: return QStringLiteral("Plug the device in and try again.");
    case ErrorCode::DeviceFailed:
        return QStringLiteral("Unplug the device, plug it in again and try once more.");
    case ErrorCode::InvalidInput:
        return QStringLiteral("Correct it and run the command again; nothing was changed.");
    case ErrorCode::NotFound: return QStringLiteral("Check the name, the id and --station.");
    case ErrorCode::WrongPassphrase:
        return QStringLiteral("Check the passphrase; every wrong one makes the next wait longer.");
    case ErrorCode::LockedOut: return QStringLiteral("Wait until the time is over and sign in again.");
    case ErrorCode::NotSignedIn:
        return QStringLiteral("Name an officer with --officer and give the passphrase.");
    case ErrorCode::NotAllowed: return QStringLiteral("Ask a supervisor.");
    case ErrorCode::SealingFailed:
        return QStringLiteral("Check the identity with 'enrollctl station show'; the draft is kept.");
    case ErrorCode::Damaged:
        if (error.detail == officerContradicted)
            return QStringLiteral(
                "A supervisor runs 'enrollctl officer remove' and 'officer add'; for the only "
                "supervisor 'officer recover' with the code.");
        if (error.detail == officersUnknown)
            return QStringLiteral("Run 'enrollctl officer recover' with the recovery code.");
        return QStringLiteral("Keep the file as it is and tell the administrator.");
    case ErrorCode::StorageFailed:
        return QStringLiteral("Check the disk and its permissions; nothing was half-written.");
    case ErrorCode::StorageFull:
        return QStringLiteral("Free disk space, or send and purge delivered packets.");
    case ErrorCode::StorageTooNew: return QStringLiteral("Install the newer release that wrote it.");
    case ErrorCode::RegistryUnreached:
        return QStringLiteral("Check the network; everything stays in the queue.");
    case ErrorCode::RegistryUntrusted:
        return QStringLiteral("Check the registry address and the CA; nothing was sent.");
    case ErrorCode::RegistryRefused: return QStringLiteral("Look at the packet with 'enrollctl queue show'.");
    case ErrorCode::ClockWrong:
        return QStringLiteral(
            "Set date, time and time zone of this computer; everything stays in the queue.");
    case ErrorCode::CertificateExpired:
        return QStringLiteral(
            "Have a new certificate made and run 'enrollctl station install'; packets stay.");
    case ErrorCode::CertificateRevoked:
        return QStringLiteral("Ask the registry; packets stay here until a new certificate is installed.");
    case ErrorCode::Cancelled: return QStringLiteral("Run the command again when ready.");
    }
    return {};
}

} // namespace station
