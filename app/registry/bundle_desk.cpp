#include "app/registry/bundle_desk.h"

#include "app/registry/fail_point.h"
#include "app/registry/packet_table.h"
#include "core/base/log.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace station {
namespace {

tl::unexpected<Problem> tooMany()
{
    return problem(ProblemKind::BundleRefused, QStringLiteral("too many bundles or packets of this station"));
}

} // namespace

Status BundleDesk::checkRows(Sql& sql, const QString& origin, bool brought, bool& full) const
{
    const auto bundles = bundles::count(sql, origin, brought);
    if (!bundles)
        return failed(bundles);
    const auto announced = brought ? packets::announcedCount(sql, origin) : Result<qint64>(0);
    if (!announced)
        return failed(announced);
    full = *bundles > m_limits.bundles || *announced > m_limits.announcedPackets;
    return full ? fail(ErrorCode::StorageFull, "a station's rows") : Status();
}

Answer<BundleStanding> BundleDesk::present(const QString& caller, BundleId id, const QByteArray& signedDer)
{
    const auto document = m_opener(signedDer);
    if (!document) {
        LogLine("bundle-refused").with("bundle", id).with(document.error()).warning(logRegistry());
        return problem(ProblemKind::BundleRefused);
    }
    if (document->to != caller || document->id != id) {
        LogLine("bundle-of-others").with("bundle", id).warning(logRegistry());
        return problem(
            ProblemKind::BundleRefused, QStringLiteral("the order names another carrier or bundle"));
    }
    BundleStanding standing = BundleStanding::Refused;
    bool full = false;
    const bool revoked = m_isRevoked(document->signerSerial);
    const auto done = m_database.transaction([&](Sql& sql) -> Status {
        return bundles::accept(sql, *document, revoked, m_clock.now())
            .map([&](BundleStanding now) { standing = now; })
            .and_then([&] { return checkRows(sql, document->from, true, full); });
    });
    if (full)
        return tooMany();
    if (!done)
        return storageProblem(done.error());
    failPoint("bundle-accepted");
    if (standing == BundleStanding::Refused)
        return problem(ProblemKind::BundleRefused, QStringLiteral("another order stands against it"));
    return standing;
}

Answer<BundleStanding> BundleDesk::takeBack(const QString& caller, BundleId id)
{
    BundleStanding standing = BundleStanding::Refused;
    bool full = false;
    const auto done = m_database.transaction([&](Sql& sql) -> Status {
        return bundles::takeBack(sql, caller, id, m_clock.now())
            .map([&](BundleStanding now) { standing = now; })
            .and_then([&] { return checkRows(sql, caller, false, full); });
    });
    if (full)
        return tooMany();
    if (!done)
        return storageProblem(done.error());
    failPoint("bundle-taken-back");
    return standing;
}

QByteArray toJson(BundleId id, BundleStanding standing)
{
    const auto state
        = standing == BundleStanding::Accepted ? QStringLiteral("accepted") : QStringLiteral("taken-back");
    return QJsonDocument(QJsonObject {{"bundle_id", id.text()}, {"state", state}})
        .toJson(QJsonDocument::Compact);
}

} // namespace station
