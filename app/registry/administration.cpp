#include "app/registry/administration.h"

#include "app/registry/audit_log.h"
#include "app/registry/authority.h"
#include "app/registry/registry_site.h"

#include <QRegularExpression>

namespace station {
namespace {

Result<std::unique_ptr<RegistrySite>> openSite(const AdminPlace& place, const Clock& clock)
{
    return RegistrySite::open(place.directory, place.database, {}, clock);
}

/// What the station would keep from others.
Status letGo(const AdminPlace& place, RevokeReport& report)
{
    report.hadDatabase
        = !place.database.isEmpty() || QFileInfo::exists(place.directory.filePath("registry.db"));
    if (!report.hadDatabase)
        return {};
    const SystemClock clock;
    auto site = openSite(place, clock);
    if (!site)
        return failed(site);
    const auto packets = (*site)->receiver().forgetUnreceived(report.station);
    if (!packets)
        return failed(packets);
    report.packets = *packets;
    return (*site)->database().transaction([&](Sql& sql) -> Status {
        return bundles::releaseCarrier(sql, report.station, clock.now()).map([&](int count) {
            report.bundles = count;
        });
    });
}

} // namespace

Status noted(const QDir& directory, const QString& action, const QString& subject, const QString& detail,
    const std::function<Status()>& work)
{
    if (!QFileInfo::exists(directory.filePath("ca.pem")))
        return work();
    return noteAdministration(directory, action, subject, detail, SystemClock()).and_then(work);
}

Result<RevokeReport> revoke(const AdminPlace& place, const Revoked& what)
{
    RevokeReport report {what.station};
    QByteArray serial = what.serial;
    if (!what.certificatePem.isEmpty()) {
        const auto own = serialOfOwn(place.directory, what.certificatePem);
        if (!own)
            return failed(own);
        serial = *own;
    }
    static const QRegularExpression hex(QStringLiteral("\\A[0-9A-Fa-f]{1,40}\\z"));
    if (what.station.isEmpty() && !hex.match(QString::fromLatin1(serial)).hasMatch())
        return fail(ErrorCode::InvalidInput, "a certificate's serial number is written in hex digits");
    if (!what.station.isEmpty() && !isStationName(what.station))
        return fail(ErrorCode::InvalidInput, "a station's name is 1 to 64 letters, digits, '.', '_' or '-'");
    if (what.station.isEmpty())
        report.station = stationOfSerial(place.directory, serial);
    const Status done = noted(place.directory, QStringLiteral("revoke"), report.station,
        QString::fromLatin1(serial), [&]() -> Status {
            const auto count = what.station.isEmpty() ? revokeSerial(place.directory, serial)
                                                      : revokeStation(place.directory, what.station);
            if (!count)
                return failed(count);
            report.certificates = *count;
            if (report.station.isEmpty() || hasCertificate(place.directory, report.station))
                return {};
            return letGo(place, report);
        });
    if (!done)
        return failed(done);
    return report;
}

Result<QByteArray> signNoted(const AdminPlace& place, const QByteArray& requestPem, bool renew)
{
    Result<QByteArray> certificate = QByteArray();
    const Status done = noted(place.directory, QStringLiteral("sign"), stationInRequest(requestPem),
        renew ? QStringLiteral("renewed") : QString(), [&]() -> Status {
            certificate = signRequest(place.directory, requestPem, renew);
            return certificate.map([](const QByteArray&) {});
        });
    if (!done)
        return failed(done);
    return certificate;
}

Result<int> clearAlarms(
    const AdminPlace& place, const QString& station, const QString& kind, const QString& reason)
{
    static const QRegularExpression word(QStringLiteral("\\A[a-z0-9-]{1,40}\\z"));
    if (!isStationName(station) || (!kind.isEmpty() && !word.match(kind).hasMatch())
        || !word.match(reason).hasMatch())
        return fail(ErrorCode::InvalidInput,
            "a station's id, an alarm's name, and as the reason one word of small letters, digits and '-'");
    int count = 0;
    const QString detail = (kind.isEmpty() ? QStringLiteral("all") : kind) + QStringLiteral(": ") + reason;
    const Status done
        = noted(place.directory, QStringLiteral("alarm-clear"), station, detail, [&]() -> Status {
              const SystemClock clock;
              auto site = openSite(place, clock);
              if (!site)
                  return failed(site);
              return (*site)->database().transaction([&](Sql& sql) -> Status {
                  return alarms::clear(sql, station, kind).map([&](int gone) { count = gone; });
              });
          });
    if (!done)
        return failed(done);
    if (count == 0)
        return fail(ErrorCode::NotFound, "no such alarm");
    return count;
}

} // namespace station
