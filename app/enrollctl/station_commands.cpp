#include "app/enrollctl/commands.h"
#include "app/enrollctl/desk_access.h"
#include "core/enroll/identity.h"

#include <QFile>
#include <QUuid>

#include <memory>

namespace station {
namespace {

constexpr qint64 largestPem = 1 << 20;

struct InitOptions {
    std::string name;
    std::string commune;
    std::string registry;
    std::string registryCa;
    std::string registryCert;
    std::string identity;
    bool practice = false;
    std::string officer;
    PassphraseSource passphrase;
};

/// Everything that `init` needs, read and judged before anything is made.
struct InitInput {
    StationInfo info;
    QString officer;
    QByteArray passphrase;
    std::optional<StationIdentity> identity;
    QByteArray registryCa;
    QByteArray registryCert;
};

Status readIdentityInto(InitInput& input, const InitOptions& options)
{
    if (!options.identity.empty()) {
        auto identity = readIdentity(QDir(QString::fromStdString(options.identity)));
        if (!identity)
            return failed(identity);
        if (const auto facts = checkIdentity(*identity); !facts)
            return failed(facts);
        input.identity = std::move(*identity);
    }
    const std::pair<const std::string&, QByteArray&> files[] {
        {options.registryCa, input.registryCa}, {options.registryCert, input.registryCert}};
    for (const auto& [path, text] : files) {
        if (path.empty())
            continue;
        auto bytes = readFile(path, largestPem);
        if (!bytes)
            return failed(bytes);
        text = std::move(*bytes);
    }
    return {};
}

Result<InitInput> readInput(const InitOptions& options)
{
    InitInput input;
    input.info = {{}, QString::fromStdString(options.name), QString::fromStdString(options.commune),
        QUrl(QString::fromStdString(options.registry), QUrl::StrictMode), options.practice};
    if (const Status read = readIdentityInto(input, options); !read)
        return failed(read);
    input.officer = QString::fromStdString(options.officer);
    if (input.officer.isEmpty()) {
        auto name = askLine(QStringLiteral("Name of the first officer, a supervisor"));
        if (!name)
            return fail(ErrorCode::InvalidInput, "name the first officer with --officer");
        input.officer = *name;
    }
    auto passphrase = options.passphrase.read(QStringLiteral("New passphrase of %1").arg(input.officer));
    if (!passphrase)
        return failed(passphrase);
    if (const Status strong = checkPassphrase(*passphrase); !strong)
        return failed(strong);
    input.passphrase = std::move(*passphrase);
    return input;
}

/// Without an identity the station makes its key and a request, which a CA answers with a certificate.
Result<QByteArray> requestInto(const QDir& station, const InitInput& input)
{
    auto request = makeKeyRequest(input.info.name);
    if (!request)
        return failed(request);
    const QDir folder(station.filePath(QStringLiteral("identity")));
    const std::pair<const char*, const QByteArray&> files[] {{"station.key", request->privateKeyPem},
        {"station.csr", request->requestPem}, {"ca.pem", input.registryCa},
        {"registry.pem", input.registryCert}};
    for (const auto& [name, text] : files)
        if (!text.isEmpty())
            if (const Status kept = writeDurably(posixFiles(), folder.filePath(QLatin1String(name)), text);
                !kept)
                return failed(kept);
    return request->requestPem;
}

Status make(const QDir& station, const InitInput& input, const Clock& clock)
{
    if (const Status made = Desk::create(station, input.info, clock); !made)
        return made;
    const auto desk = Desk::open(station, clock);
    if (!desk)
        return failed(desk);
    if (const auto added = (*desk)->addOfficer(input.officer, Role::Supervisor, input.passphrase); !added)
        return failed(added);
    if (input.identity)
        return (*desk)->installIdentity(*input.identity);
    const auto request = requestInto(station, input);
    return request ? Status() : failed(request);
}

/// Made beside its place and moved there whole: an init that fails leaves nothing.
Status init(Session& session, const InitOptions& options)
{
    const QDir station = session.stationDirectory();
    if (station.exists() && !station.isEmpty())
        return fail(
            ErrorCode::InvalidInput, "the directory " + station.path().toStdString() + " is not empty");
    auto input = readInput(options);
    if (!input)
        return failed(input);
    QDir unfinished(
        station.absolutePath() + QStringLiteral(".new-") + QUuid::createUuid().toString(QUuid::Id128));
    const Status made = make(unfinished, *input, session.clock());
    wipe(input->passphrase);
    const bool moved = made && (!station.exists() || QDir().rmdir(station.absolutePath()))
        && QDir().rename(unfinished.path(), station.absolutePath());
    if (!moved) {
        unfinished.removeRecursively();
        return made
            ? fail(ErrorCode::StorageFailed, "cannot make the directory " + station.path().toStdString())
            : made;
    }
    if (const Status durable = posixFiles().syncFolder(QFileInfo(station.absolutePath()).path()); !durable)
        return durable;
    const bool waits = !input->identity;
    session.line({{"station", station.absolutePath()}, {"officer", input->officer},
                     {"request",
                         waits ? QJsonValue(station.absoluteFilePath(QStringLiteral("identity/station.csr")))
                               : QJsonValue()}},
        waits ? QStringLiteral(
            "The station is made. Have %1 signed, then run 'station install'. Add a second officer.")
                    .arg(station.absoluteFilePath(QStringLiteral("identity/station.csr")))
              : QStringLiteral("The station is made. Add a second officer."));
    return {};
}

struct InstallOptions {
    std::string identity;
    SignInOptions by;
};

/// The certificate from the folder; what else is not there is taken from the station: its own key, a CA given
/// at init.
Status install(Session& session, const InstallOptions& options)
{
    session.setCure(ErrorCode::NotFound, QStringLiteral("Check --identity and --station."));
    if (!QDir(QString::fromStdString(options.identity)).exists(QStringLiteral("station.pem")))
        return fail(ErrorCode::NotFound, "there is no station.pem in " + options.identity);
    const auto desk = openFor(session, options.by);
    if (!desk)
        return failed(desk);
    const QDir given(QString::fromStdString(options.identity));
    const QDir own(session.stationDirectory().filePath(QStringLiteral("identity")));
    StationIdentity identity;
    const std::pair<const char*, QByteArray&> files[] {{"station.pem", identity.certificatePem},
        {"station.key", identity.privateKeyPem}, {"registry.pem", identity.registryCertificatePem},
        {"ca.pem", identity.registryCaPem}};
    for (const auto& [name, text] : files) {
        const QDir& from = given.exists(QLatin1String(name)) ? given : own;
        auto bytes = readFile(from.filePath(QLatin1String(name)).toStdString(), largestPem);
        if (!bytes)
            return failed(bytes);
        text = std::move(*bytes);
    }
    if (const Status done = (*desk)->installIdentity(identity); !done)
        return done;
    const auto certificate = (*desk)->certificate();
    if (!certificate)
        return failed(certificate);
    session.line({{"id", (*desk)->info().id}, {"notAfter", timeText(certificate->notAfter)}},
        QStringLiteral("This station is now %1; its certificate is good until %2")
            .arg((*desk)->info().id, timeText(certificate->notAfter)));
    return {};
}

struct SetOptions {
    std::string registry;
    std::string metered;
    qint64 meteredBytes = -1; ///< -1: as it is
    qint64 openBytes = -1;
    SignInOptions by;
};

QJsonObject jsonOf(const SendingPlan& plan)
{
    return {{"metered", nameOf(plan.metering)}, {"meteredBytes", plan.meteredBytes},
        {"openBytes", plan.openBytes}};
}

Status set(Session& session, const SetOptions& options)
{
    const auto desk = openFor(session, options.by);
    if (!desk)
        return failed(desk);
    auto plan = (*desk)->sending();
    if (!plan)
        return failed(plan);
    plan->metering = meteringFrom(QString::fromStdString(options.metered)).value_or(plan->metering);
    plan->meteredBytes = options.meteredBytes < 0 ? plan->meteredBytes : options.meteredBytes;
    plan->openBytes = options.openBytes < 0 ? plan->openBytes : options.openBytes;
    const bool asked = !options.metered.empty() || options.meteredBytes >= 0 || options.openBytes >= 0;
    if (!asked && options.registry.empty())
        return fail(ErrorCode::InvalidInput, "nothing to set: name --registry, --metered or a budget");
    if (!options.registry.empty()) {
        if (const Status done
            = (*desk)->setRegistry(QUrl(QString::fromStdString(options.registry), QUrl::StrictMode));
            !done)
            return done;
    }
    if (asked)
        if (const Status done = (*desk)->setSending(*plan); !done)
            return done;
    QJsonObject now = jsonOf(*plan);
    now.insert("registry", (*desk)->info().registry.toString());
    session.line(now, QStringLiteral("It was kept."));
    return {};
}

QJsonObject identityFacts(const QDir& station)
{
    const auto identity = readIdentity(QDir(station.filePath(QStringLiteral("identity"))));
    if (!identity)
        return {{"installed", false}, {"problem", QString::fromStdString(identity.error().detail)}};
    const auto facts = checkIdentity(*identity);
    if (!facts)
        return {{"installed", false}, {"problem", QString::fromStdString(facts.error().detail)}};
    return {{"installed", true}, {"id", facts->stationId}, {"notAfter", timeText(facts->notAfter)},
        {"registryFingerprint", QString::fromLatin1(facts->registryFingerprint.toHex())}};
}

Status show(Session& session)
{
    const auto desk = openDesk(session);
    if (!desk)
        return failed(desk);
    const StationInfo info = (*desk)->info();
    const auto officers = (*desk)->officers();
    const auto drafts = (*desk)->drafts();
    const auto today = (*desk)->today();
    const auto sending = (*desk)->sending();
    if (!officers || !drafts || !today || !sending)
        return !officers ? failed(officers)
            : !drafts    ? failed(drafts)
            : !today     ? failed(today)
                         : failed(sending);
    const QJsonObject identity = identityFacts(session.stationDirectory());
    session.line({{"id", info.id}, {"name", info.name}, {"commune", info.communeCode},
                     {"registry", info.registry.toString()}, {"practice", info.practice},
                     {"sending", jsonOf(*sending)}, {"identity", identity},
                     {"officers", static_cast<qint64>(officers->size())},
                     {"drafts", static_cast<qint64>(drafts->size())}, {"today", today->captured},
                     {"waiting", today->waiting}, {"waitingBytes", today->waitingBytes},
                     {"needsYou", today->needsYou}},
        QStringLiteral("%1 (%2), commune %3%4\nregistry: %5\nidentity: %6\nofficers: %7, open cases: %8\n"
                       "today: %9 sealed; waiting: %10, needs you: %11")
            .arg(info.name, info.id.isEmpty() ? QStringLiteral("no certificate yet") : info.id,
                info.communeCode, info.practice ? QStringLiteral(", practice") : QString(),
                info.registry.toString(),
                identity.value(QLatin1String("installed")).toBool()
                    ? QStringLiteral("valid until ") + identity.value(QLatin1String("notAfter")).toString()
                    : identity.value(QLatin1String("problem")).toString())
            .arg(officers->size())
            .arg(drafts->size())
            .arg(today->captured)
            .arg(today->waiting)
            .arg(today->needsYou));
    return {};
}

} // namespace

void addStationCommands(CLI::App& app, Session& session)
{
    auto* station = group(app, "station", "The station itself");

    auto* making = station->add_subcommand("init", "Makes a station directory with its first officer");
    const auto options = std::make_shared<InitOptions>();
    making->add_option("--name", options->name, "Name of the station")->required();
    making->add_option("--commune", options->commune, "Commune code, digits")->required();
    making->add_option("--registry", options->registry, "https address of the registry");
    making->add_option("--registry-ca", options->registryCa, "CA certificate to pin")->type_name("FILE");
    making->add_option("--registry-cert", options->registryCert, "Certificate that packets are sealed to")
        ->type_name("FILE");
    making
        ->add_option(
            "--identity", options->identity, "Folder with station.pem, station.key, registry.pem, ca.pem")
        ->type_name("DIR");
    making->add_flag("--practice", options->practice, "Made-up devices and people only");
    making->add_option("--officer", options->officer, "First officer, a supervisor")->type_name("NAME");
    options->passphrase.addOptions(making, "", "the first officer's");
    session.on(making, [options](Session& s) { return init(s, *options); });

    auto* installing = station->add_subcommand("install",
        "Installs a certificate that a CA made for this station; from the second officer on by a supervisor");
    const auto source = std::make_shared<InstallOptions>();
    installing
        ->add_option("--identity", source->identity, "Folder with station.pem, and others that have changed")
        ->type_name("DIR")
        ->required();
    source->by.addOptionsBy(installing);
    session.on(installing, [source](Session& s) { return install(s, *source); });

    auto* setting
        = station->add_subcommand("set", "Changes the registry's address, and what sending may cost a day");
    const auto address = std::make_shared<SetOptions>();
    setting->add_option("--registry", address->registry, "https address of the registry");
    setting
        ->add_option("--metered", address->metered, "whether each byte is paid for; auto: as the system says")
        ->check(CLI::IsMember({"auto", "yes", "no"}));
    setting
        ->add_option("--metered-budget", address->meteredBytes,
            "bytes a day where each is paid for, such as 20MB; 0: no end")
        ->transform(CLI::AsSizeValue(true));
    setting->add_option("--budget", address->openBytes, "bytes a day on any other connection; 0: no end")
        ->transform(CLI::AsSizeValue(true));
    address->by.addOptionsBy(setting);
    session.on(setting, [address](Session& s) { return set(s, *address); });

    session.on(station->add_subcommand("show", "What the station is and how it stands"), show);
}

} // namespace station
