#include "core/base/log.h"
#include "core/desk/desk.h"
#include "core/desk/desk_parts.h"
#include "core/enroll/identity.h"

#include <QFile>

namespace station {
namespace {

constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;

/// The four files in `folder`, on the disk when it returns.
Status writeIdentity(FileLayer& files, const QDir& folder, const StationIdentity& identity)
{
    QDir(folder).removeRecursively(); // a cut-short one
    if (!QDir().mkpath(folder.path()) || !QFile::setPermissions(folder.path(), ownerOnly))
        return fail(ErrorCode::StorageFailed, "cannot make the directory " + folder.path().toStdString());
    const std::pair<const char*, const QByteArray&> texts[] {{"ca.pem", identity.registryCaPem},
        {"registry.pem", identity.registryCertificatePem}, {"station.key", identity.privateKeyPem},
        {"station.pem", identity.certificatePem}};
    for (const auto& [name, text] : texts)
        if (const Status kept = files.write(folder.filePath(QLatin1String(name)), text); !kept)
            return kept;
    return files.syncFolder(folder.path());
}

Status noteExchanged(Settings& settings, const QByteArray& digest, Instant now, OfficerId by)
{
    const QString found = QString::fromLatin1(digest.toHex());
    const auto known = settings.all();
    if (!known)
        return failed(known);
    if (known->value(distrustedSetting) == found)
        return {};
    return settings.set({{distrustedSetting, found}}, "identity-exchanged", now, by);
}

} // namespace

QByteArray trustOf(const Result<StationIdentity>& identity)
{
    return identity ? trustDigest(*identity) : QByteArray();
}

Result<StationIdentity> Desk::Parts::trustedIdentity()
{
    const auto identity = readIdentity(identityFolder());
    if (!identity)
        return fail(ErrorCode::SealingFailed, "the station has no identity yet: " + identity.error().detail);
    const auto trusted = vault.trust();
    if (!trusted)
        return fail(ErrorCode::SealingFailed,
            "what this station trusts was removed or changed; a supervisor must install the identity again");
    const QByteArray found = trustOf(identity);
    for (qsizetype at = 0; at + found.size() <= trusted->size(); at += found.size())
        if (trusted->mid(at, found.size()) == found)
            return identity;
    if (const Status noted = noteExchanged(settings, found, clock.now(), signedInId()); !noted)
        LogLine("identity-note-failed").with(noted.error()).warning(logStore());
    return fail(ErrorCode::SealingFailed, identityExchanged);
}

Status Desk::installIdentity(const StationIdentity& identity)
{
    if (const Status may = m_parts->may(DeskOperation::InstallIdentity); !may)
        return may;
    const auto facts = checkIdentity(identity);
    if (!facts)
        return failed(facts);
    // Packets name the station that sealed them: sent under another name all of them would be refused.
    const QString& own = m_parts->info.id;
    const auto sealed = m_parts->outbox.list({std::nullopt, 0, 1});
    if (!sealed)
        return failed(sealed);
    if (!own.isEmpty() && facts->stationId != own && !sealed->empty())
        return fail(ErrorCode::InvalidInput,
            "this is the certificate of station " + facts->stationId.toStdString()
                + ", and the packets here are of " + own.toStdString());
    // While the files change places both are trusted, so that a power cut in between stops nobody's work.
    const QByteArray before = trustOf(readIdentity(m_parts->identityFolder()));
    const QByteArray after = trustOf(identity);
    const auto trusted = m_parts->vault.trust();
    const bool known = trusted && trusted->contains(before);
    if (const Status may = m_parts->vault.setTrust(known ? before + after : after); !may)
        return may;

    FileLayer& files = m_parts->database->files();
    const QString place = m_parts->identityFolder().path();
    const QDir fresh(place + QStringLiteral(".new"));
    const Status installed
        = writeIdentity(files, fresh, identity)
              .and_then([&] { return files.exchange(fresh.path(), place); })
              .and_then([&] { return files.syncFolder(m_parts->database->station().path()); })
              .and_then([&] { return m_parts->vault.setTrust(after); })
              .and_then([&] {
                  return m_parts->settings.set(
                      {{stationIdKey, facts->stationId}, {distrustedSetting, QString()}},
                      "identity-installed", m_parts->clock.now(), m_parts->signedInId());
              });
    QDir(fresh).removeRecursively();
    if (installed)
        m_parts->info.id = facts->stationId;
    return installed;
}

} // namespace station
