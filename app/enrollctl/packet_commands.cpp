#include "app/enrollctl/commands.h"
#include "app/enrollctl/desk_access.h"
#include "core/enroll/packet.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QUuid>

#include <memory>

namespace station {
namespace {

constexpr qint64 largestPem = 1 << 20;
constexpr qint64 envelopeRoom = 1 << 20;

struct OpenOptions {
    std::string file;
    std::string key;
    std::string cert;
    std::string ca;
    std::string out;
};

Result<OpenedPacket> openedFrom(const OpenOptions& options)
{
    const auto sealed = readFile(options.file, largestPacket + envelopeRoom);
    if (!sealed)
        return failed(sealed);
    const auto cert = readFile(options.cert, largestPem);
    const auto key = readFile(options.key, largestPem);
    const auto ca = readFile(options.ca, largestPem);
    if (!cert || !key || !ca)
        return !cert ? failed(cert) : !key ? failed(key) : failed(ca);
    return openPacket(*sealed, *cert, *key, *ca);
}

/// Written beside its place and moved there whole.
Status writeAll(const OpenedPacket& packet, const QDir& out)
{
    QDir unfinished(
        out.absolutePath() + QStringLiteral(".new-") + QUuid::createUuid().toString(QUuid::Id128));
    const auto giveUp = [&](Error error) -> Status {
        unfinished.removeRecursively();
        return tl::unexpected(std::move(error));
    };
    for (const PacketFile& file : packet.files)
        if (const Status kept = writeDurably(posixFiles(), unfinished.filePath(file.name), file.bytes); !kept)
            return giveUp(kept.error());
    if ((out.exists() && !QDir().rmdir(out.absolutePath()))
        || !QDir().rename(unfinished.path(), out.absolutePath()))
        return giveUp({ErrorCode::StorageFailed, "cannot make the directory " + out.path().toStdString()});
    return {};
}

Status open(Session& session, const OpenOptions& options)
{
    const QDir out(QString::fromStdString(options.out));
    if (out.exists() && !out.isEmpty())
        return fail(ErrorCode::InvalidInput, "the directory " + options.out + " is not empty");
    const auto packet = openedFrom(options);
    if (!packet)
        return failed(packet);
    if (const Status written = writeAll(*packet, out); !written)
        return written;
    QJsonArray names;
    for (const PacketFile& file : packet->files)
        names.append(file.name);
    session.line({{"id", packet->id.text()}, {"station", packet->stationId}, {"files", names}},
        QStringLiteral("Packet %1 of station %2: %3 files, every hash holds")
            .arg(packet->id.text(), packet->stationId)
            .arg(names.size()));
    return {};
}

} // namespace

void addPacketCommands(CLI::App& app, Session& session)
{
    auto* opening
        = group(app, "packet", "Sealed packets, for integrators")
              ->add_subcommand("open", "Decrypts, verifies, checks every hash, then writes the files");
    const auto options = std::make_shared<OpenOptions>();
    opening->add_option("file", options->file, "The sealed packet (.p7m)")->required();
    opening->add_option("--key", options->key, "The registry's private key")->required();
    opening->add_option("--cert", options->cert, "The registry's certificate")->required();
    opening->add_option("--ca", options->ca, "CA of the stations")->required();
    opening->add_option("--out", options->out, "Directory to make")->required();
    session.on(opening, [options](Session& s) { return open(s, *options); });
}

} // namespace station
