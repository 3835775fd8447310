#include "app/registry/administration.h"
#include "app/registry/audit_log.h"
#include "app/registry/authority.h"
#include "app/registry/bundle_review.h"
#include "app/registry/files.h"
#include "app/registry/http_server.h"
#include "app/registry/status_page.h"
#include "core/base/process_guard.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

#include <CLI/CLI.hpp>
#include <sys/resource.h>

#include <csignal>
#include <cstdio>
#include <functional>
#include <thread>

using namespace station;

namespace {

struct Options {
    std::string directory;
    std::string name;
    std::string out;
    std::string request;
    std::string packet;
    std::string bundle;
    std::string reason;
    std::string certificate;
    std::string serial;
    std::string kind;
    std::string database;
    int statusPort = -1;
    bool json = false;
    bool renew = false;
    double patienceSeconds = 0;
    double uploadSeconds = 0;
    std::string limits;
    std::string unixSocket;
    std::vector<std::string> hosts;
    ServeOptions serve;
};

int done(const Status& status)
{
    if (status)
        return 0;
    std::fprintf(stderr, "reference-registry: %s\n", status.error().detail.c_str());
    return 1;
}

void printLine(const QJsonObject& object)
{
    std::printf("%s\n", QJsonDocument(object).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

std::chrono::milliseconds milliseconds(double seconds)
{
    return std::chrono::milliseconds(static_cast<long long>(seconds * 1000));
}

/// SIGTERM and SIGINT wait for whoever asks; blocked here so that every later thread inherits it.
sigset_t stopSignals()
{
    sigset_t stops;
    sigemptyset(&stops);
    sigaddset(&stops, SIGTERM);
    sigaddset(&stops, SIGINT);
    pthread_sigmask(SIG_BLOCK, &stops, nullptr);
    return stops;
}

/// Packets are opened in memory: nothing of them may end in a core file. Many slow clients hold many
/// descriptors.
void limitProcess()
{
    const rlimit noCore {0, 0};
    (void)setrlimit(RLIMIT_CORE, &noCore);
    rlimit files {};
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur
            = std::min<rlim_t>(files.rlim_max, 1024); // httplib waits with select(), which ends at 1024
        (void)setrlimit(RLIMIT_NOFILE, &files);
    }
    (void)std::signal(SIGPIPE, SIG_IGN);
}

/// The file's, and over them what the command line says.
Result<Limits> limitsFrom(const Options& options)
{
    Result<Limits> limits = Limits();
    if (!options.limits.empty())
        limits = readFile(QString::fromStdString(options.limits)).and_then(parseLimits);
    if (limits && options.patienceSeconds > 0)
        limits->patience = milliseconds(options.patienceSeconds);
    if (limits && options.uploadSeconds > 0)
        limits->uploadLife = milliseconds(options.uploadSeconds);
    return limits;
}

Status serve(Options options)
{
    const sigset_t stops = stopSignals();
    limitProcess();
    const SystemClock clock;
    auto limits = limitsFrom(options);
    if (!limits)
        return failed(limits);
    auto site = RegistrySite::open(QDir(QString::fromStdString(options.directory)),
        QString::fromStdString(options.database), *limits, clock);
    if (!site)
        return failed(site);
    if (auto swept = (*site)->receiver().sweep(); !swept)
        return swept;
    auto opener = (*site)->opener();
    if (!opener)
        return failed(opener);
    Processor processor((*site)->database(), (*site)->blobs(), (*site)->signer(), std::move(*opener), clock);
    options.serve.unixSocket = QString::fromStdString(options.unixSocket);
    auto server = HttpServer::open(options.serve, **site, [&processor] { processor.wake(); });
    if (!server)
        return failed(server);
    QJsonObject ready {{"listening", (*server)->address()}};
    std::unique_ptr<StatusServer> status;
    if (options.statusPort >= 0) {
        auto page = StatusServer::start(**site, options.statusPort);
        if (!page)
            return failed(page);
        status = std::move(*page);
        ready.insert("status", status->address());
    }
    processor.start();
    std::thread stopper([&] {
        int number = 0;
        (void)sigwait(&stops, &number);
        (*server)->stop();
    });
    printLine(ready);
    (*server)->run();
    stopper.join();
    return {};
}

Status show(const Options& options)
{
    const SystemClock clock;
    auto site = RegistrySite::open(
        QDir(QString::fromStdString(options.directory)), QString::fromStdString(options.database), {}, clock);
    if (!site)
        return failed(site);
    const auto status = statusOf(**site);
    if (!status)
        return failed(status);
    if (options.json) {
        printLine(*status);
        return {};
    }
    const auto byState = status->value("packets").toObject();
    for (auto it = byState.begin(); it != byState.end(); ++it)
        std::printf("%-12s %lld\n", it.key().toUtf8().constData(), it.value().toInteger());
    std::printf("%-12s %lld\n", "receipts", status->value("receipts").toInteger());
    for (const auto& value : status->value("alarms").toArray()) {
        const auto alarm = value.toObject();
        std::printf("ALARM %s %s, %lld times, %s\n", qUtf8Printable(alarm.value("station").toString()),
            qUtf8Printable(alarm.value("kind").toString()), alarm.value("times").toInteger(),
            qUtf8Printable(alarm.value("detail").toString()));
    }
    return {};
}

QStringList hostsIn(const Options& options)
{
    QStringList hosts;
    for (const std::string& host : options.hosts)
        hosts.append(QString::fromStdString(host));
    return hosts;
}

QDir directoryOf(const Options& options) { return QDir(QString::fromStdString(options.directory)); }

AdminPlace placeOf(const Options& options)
{
    return {directoryOf(options), QString::fromStdString(options.database)};
}

Status noted(const Options& options, const char* action, const std::string& subject,
    const std::string& detail, const std::function<Status()>& work)
{
    return station::noted(directoryOf(options), QLatin1String(action), QString::fromStdString(subject),
        QString::fromStdString(detail), work);
}

Status init(const Options& options)
{
    return initRegistry(directoryOf(options), hostsIn(options)).and_then([&] {
        return noted(options, "init", {}, {}, [] { return Status(); });
    });
}

Status issue(const Options& options)
{
    const QString name = QString::fromStdString(options.name);
    const QDir out(QString::fromStdString(options.out));
    if (!isStationName(name)) // nothing that cannot be a station's name goes into the log
        return issueStation(directoryOf(options), name, out);
    return noted(options, "station", options.name, options.renew ? "renewed" : "",
        [&] { return issueStation(directoryOf(options), name, out, options.renew); });
}

Status resubmit(const Options& options)
{
    return noted(options, "resubmit", options.packet, options.reason, [&]() -> Status {
        const SystemClock clock;
        auto site = RegistrySite::open(QDir(QString::fromStdString(options.directory)),
            QString::fromStdString(options.database), {}, clock);
        if (!site)
            return failed(site);
        const auto id = PacketId::parse(QString::fromStdString(options.packet));
        return (*site)->receiver().resubmit(
            id, QString::fromStdString(options.reason), QString::fromStdString(options.name));
    });
}

using BundleWork = std::function<Result<bool>(Sql&, const QString& origin, BundleId, Instant now)>;

/// What an administrator decides about one bundle of one station.
Status decideBundle(const Options& options, const char* action, const BundleWork& work)
{
    const QString origin = QString::fromStdString(options.name);
    const auto id = BundleId::parse(QString::fromStdString(options.bundle));
    if (!isStationName(origin) || id.isNull())
        return fail(ErrorCode::InvalidInput, "a station's id and a bundle's id are needed");
    return noted(options, action, options.name, options.bundle, [&]() -> Status {
        const SystemClock clock;
        auto site
            = RegistrySite::open(directoryOf(options), QString::fromStdString(options.database), {}, clock);
        if (!site)
            return failed(site);
        bool found = false;
        const Status done = (*site)->database().transaction([&](Sql& sql) -> Status {
            return work(sql, origin, id, clock.now()).map([&](bool moved) { found = moved; });
        });
        if (done && !found)
            return fail(ErrorCode::NotFound, "no such bundle waits for that");
        return done;
    });
}

Status approveBundle(const Options& options)
{
    return decideBundle(
        options, "bundle-approve", [](Sql& sql, const QString& origin, BundleId id, Instant now) {
            return reviews::decide(sql, origin, id, Review::Approved, now);
        });
}

Status rejectBundle(const Options& options)
{
    return decideBundle(
        options, "bundle-reject", [](Sql& sql, const QString& origin, BundleId id, Instant now) {
            return reviews::decide(sql, origin, id, Review::Rejected, now);
        });
}

Status releaseBundle(const Options& options)
{
    return decideBundle(options, "bundle-release", bundles::release);
}

Status listReviews(const Options& options)
{
    const SystemClock clock;
    auto site = RegistrySite::open(directoryOf(options), QString::fromStdString(options.database), {}, clock);
    if (!site)
        return failed(site);
    return (*site)->database().transaction([](Sql& sql) -> Status {
        return reviews::all(sql).map([](const std::vector<ReviewedBundle>& all) {
            for (const ReviewedBundle& bundle : all)
                printLine({{"station", bundle.origin}, {"bundle", bundle.id.text()},
                    {"carrier", bundle.carrier}, {"review", nameOf(bundle.review)},
                    {"packets", bundle.packets},
                    {"since",
                        QDateTime::fromMSecsSinceEpoch(toMs(bundle.since), Qt::UTC).toString(Qt::ISODate)}});
        });
    });
}

Status sign(const Options& options)
{
    return readFile(QString::fromStdString(options.request))
        .and_then([&](const QByteArray& pem) { return signNoted(placeOf(options), pem, options.renew); })
        .and_then([&](const QByteArray& certificate) {
            return writeFile(QString::fromStdString(options.out), certificate);
        });
}

Status revokeOne(const Options& options)
{
    Revoked what {QString::fromStdString(options.name), QByteArray::fromStdString(options.serial), {}};
    if (!options.certificate.empty()) {
        const auto pem = readFile(QString::fromStdString(options.certificate));
        if (!pem)
            return failed(pem);
        what.certificatePem = *pem;
    }
    const auto report = revoke(placeOf(options), what);
    if (!report)
        return failed(report);
    if (!report->hadDatabase)
        std::fprintf(stderr,
            "reference-registry: there is no registry.db here: again with --database, so that"
            " what the station has announced and was to bring is let go\n");
    printLine({{"revoked", report->certificates}, {"station", report->station},
        {"packets_forgotten", report->packets}, {"bundles_released", report->bundles}});
    return {};
}

Status clearAlarm(const Options& options)
{
    return clearAlarms(placeOf(options), QString::fromStdString(options.name),
        QString::fromStdString(options.kind), QString::fromStdString(options.reason))
        .map([](int count) {
            printLine({{"cleared", count}});
        });
}

QJsonObject jsonOf(const AuditEntry& entry)
{
    return {{"seq", entry.seq},
        {"at", QDateTime::fromMSecsSinceEpoch(toMs(entry.at), Qt::UTC).toString(Qt::ISODateWithMs)},
        {"action", entry.action}, {"subject", entry.subject}, {"detail", entry.detail}, {"by", entry.by}};
}

Status auditList(const Options& options)
{
    const auto entries = readAuditLog(directoryOf(options));
    if (!entries)
        return failed(entries);
    for (const AuditEntry& entry : *entries)
        printLine(jsonOf(entry));
    return {};
}

Status auditVerify(const Options& options)
{
    const auto entries = readAuditLog(directoryOf(options));
    if (!entries)
        return failed(entries);
    if (const Status held = verifyAuditLog(*entries, directoryOf(options)); !held)
        return held;
    printLine({{"entries", static_cast<qint64>(entries->size())},
        {"head", entries->empty() ? QString() : QString::fromLatin1(entries->back().hash)}});
    return {};
}

void addServe(CLI::App& app, Options& options)
{
    auto* serving = app.add_subcommand("serve", "Listen on 127.0.0.1 until SIGTERM");
    serving->add_option("--dir", options.directory, "the registry's directory")->required();
    serving->add_option("--port", options.serve.port, "0: any free port")->check(CLI::Range(0, 65535));
    serving->add_option("--database", options.database,
        "a file, or postgresql://user@host:port/name[?host=/socket/directory]");
    serving->add_option("--status-port", options.statusPort, "status page for browsers; 0: any free port")
        ->check(CLI::Range(0, 65535));
    auto* behind = serving->add_flag("--behind-proxy", options.serve.behindProxy,
        "plain HTTP; the proxy verifies clients, sets X-SSL-Client-Verify and -Cert");
    auto* socket = serving->add_option(
        "--unix-socket", options.unixSocket, "with --behind-proxy: listen on this socket");
    behind->needs(socket); // on a port any process of this machine could write the proxy's headers
    socket->needs(behind);
    serving->add_option("--threads", options.serve.threads, "connections served at once")
        ->check(CLI::Range(2, 512));
    serving->add_option("--limits", options.limits, "JSON that changes limits, see app/registry/limits.h")
        ->type_name("FILE");
    serving->add_option("--patience", options.patienceSeconds, "seconds that one request may take")
        ->check(CLI::PositiveNumber);
    serving->add_option("--upload-life", options.uploadSeconds, "seconds that a half upload is kept")
        ->check(CLI::PositiveNumber);
}

} // namespace

int main(int argc, char** argv)
{
    protectProcess(); // packets lie open in its memory while they are judged
    const QCoreApplication application(argc, argv);
    CLI::App app("Receives, verifies and keeps enrollment packets, and signs receipts for them");
    app.require_subcommand(1);
    Options options;
    auto* making = app.add_subcommand("init", "Make a registry: CA, keys, certificates");
    auto* station = app.add_subcommand("station", "Make a station's key and certificate");
    auto* signing = app.add_subcommand("sign", "Sign a station's own certificate request");
    auto* revoking = app.add_subcommand("revoke", "Take a station's certificates back, at once");
    auto* audit = app.add_subcommand("audit", "What administrators did here");
    audit->require_subcommand(1);
    auto* listing = audit->add_subcommand("list", "Every entry, a JSON object a line");
    auto* verifying = audit->add_subcommand("verify", "Prove that no entry was changed, removed or put in");
    auto* bundle = app.add_subcommand("bundle", "Packets that another station brings");
    bundle->require_subcommand(1);
    auto* reviewing = bundle->add_subcommand("list", "Bundles of revoked stations, a JSON object a line");
    auto* approving = bundle->add_subcommand("approve", "They are real: process their packets");
    auto* rejecting = bundle->add_subcommand("reject", "They are forged: reject their packets");
    auto* releasing = bundle->add_subcommand(
        "release", "The carrier is lost: the station that gave the packets away may send them again");
    for (auto* command : {approving, rejecting, releasing}) {
        command->add_option("station", options.name, "the station that gave the packets away")->required();
        command->add_option("bundle", options.bundle, "the bundle's id")->required();
    }
    for (auto* command : {reviewing, approving, rejecting, releasing}) {
        command->add_option("--dir", options.directory, "the registry's directory")->required();
        command->add_option("--database", options.database, "as in serve");
    }
    auto* showing = app.add_subcommand("show", "Count packets and receipts, and name alarms about stations");
    showing->alias("status");
    auto* asking = app.add_subcommand("resubmit", "Ask a station to capture again what a packet holds");
    auto* alarm = app.add_subcommand("alarm", "What is odd about a station; show lists it");
    alarm->require_subcommand(1);
    auto* clearing = alarm->add_subcommand("clear", "It has been looked into");
    for (auto* command : {making, station, signing, showing, asking, revoking, listing, verifying, clearing})
        command->add_option("--dir", options.directory, "the registry's directory")->required();
    making->add_option(
        "--host", options.hosts, "another name or address of the HTTPS server; may be repeated");
    station->add_option("--name", options.name, "the station's id")->required();
    station->add_option("--out", options.out, "directory for station.pem, station.key, registry.pem, ca.pem")
        ->required();
    station->add_flag("--renew", options.renew, "replace the certificate and key that --out holds");
    auto* whose = revoking->add_option_group("whose");
    whose->add_option(
        "station", options.name, "the station's id: every certificate of it that is known here");
    whose->add_option("--certificate", options.certificate, "this one, PEM");
    whose->add_option("--serial", options.serial, "the one of this number, hex");
    whose->require_option(1);
    revoking->add_option("--database", options.database, "as in serve");
    clearing->add_option("station", options.name, "the station's id")->required();
    clearing->add_option("--kind", options.kind, "this alarm only, as station-rewound");
    clearing->add_option("--reason", options.reason, "one word, as disk-replaced")->required();
    clearing->add_option("--database", options.database, "as in serve");
    signing->add_flag(
        "--renew", options.renew, "the station has a certificate already, and this is the same one");
    asking->add_option("--station", options.name, "whose packet, when several stations have one of this id");
    signing->add_option("--csr", options.request, "PEM")->required();
    signing->add_option("--out", options.out, "the certificate, PEM")->required();
    showing->add_option("--database", options.database, "as in serve");
    showing->add_flag("--json", options.json);
    asking->add_option("packet", options.packet, "the packet's id")->required();
    asking->add_option("--reason", options.reason, "one word, as photo-unusable")->required();
    asking->add_option("--database", options.database, "as in serve");
    addServe(app, options);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }

    const std::pair<CLI::App*, Status (*)(const Options&)> commands[] {{making, init}, {station, issue},
        {signing, sign}, {revoking, revokeOne}, {clearing, clearAlarm}, {listing, auditList},
        {verifying, auditVerify}, {showing, show}, {asking, resubmit}, {reviewing, listReviews},
        {approving, approveBundle}, {rejecting, rejectBundle}, {releasing, releaseBundle}};
    for (const auto& [command, work] : commands)
        if (command->parsed())
            return done(work(options));
    // A start is noted, too, but a damaged log does not keep stations from delivering.
    if (const Status kept = noted(options, "serve", {}, {}, [] { return Status(); }); !kept)
        (void)done(kept);
    return done(serve(options));
}
