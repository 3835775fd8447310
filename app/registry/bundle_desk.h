#pragma once

#include "app/registry/bundle_table.h"
#include "app/registry/limits.h"
#include "app/registry/problem.h"

#include <functional>

namespace station {

/// openBundle with the registry's CA.
using BundleOpener = std::function<Result<BundleDocument>(const QByteArray& signedDer)>;
/// Whether the certificate of that serial number (upper-case hex) was revoked.
using RevocationCheck = std::function<bool(const QByteArray& serial)>;

/// The calls about packets that come by way of another station. Every call may be repeated.
/// Threads: any.
class BundleDesk {
public:
    BundleDesk(SqlDatabase& database, BundleOpener opener, RevocationCheck isRevoked, const Clock& clock,
        const Limits& limits)
        : m_database(database)
        , m_opener(std::move(opener))
        , m_isRevoked(std::move(isRevoked))
        , m_clock(clock)
        , m_limits(limits)
    {
    }

    /// The carrier shows the order that the origin has signed. Errors: BundleRefused unless it is signed by a
    /// station of this registry, names the caller as carrier and `id` as its own, and nothing stands against
    /// it, and while the origin has as many bundles or announced packets as a station may (limits.h). One
    /// whose signer is revoked is accepted for review (bundle_review.h).
    [[nodiscard]] Answer<BundleStanding> present(
        const QString& caller, BundleId id, const QByteArray& signedDer);
    /// The origin wants its packets back. Errors: BundleRefused when it has asked for more than it may.
    [[nodiscard]] Answer<BundleStanding> takeBack(const QString& caller, BundleId id);

private:
    SqlDatabase& m_database;
    BundleOpener m_opener;
    RevocationCheck m_isRevoked;
    /// Rolls back, and `full`, when the origin has more rows than it may.
    [[nodiscard]] Status checkRows(Sql& sql, const QString& origin, bool brought, bool& full) const;

    const Clock& m_clock;
    Limits m_limits;
};

/// {"bundle_id","state":"accepted"|"taken-back"}
[[nodiscard]] QByteArray toJson(BundleId id, BundleStanding standing);

} // namespace station
