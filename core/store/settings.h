#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"

#include <QMap>
#include <QString>

namespace station {

class Database;

/// Hex of trustDigest() of an identity that lies on the disk and that no supervisor installed: a sign-in saw
/// it. Sync, which works locked and cannot ask the seal, speaks to nobody with it.
inline const auto distrustedSetting = QStringLiteral("identity-distrusted");
/// Detail of RegistryUntrusted: nothing answered wrongly; a supervisor must install the identity again.
inline constexpr auto identityExchanged
    = "the registry's certificate or CA on the disk is not the one that a supervisor installed";

/// Small facts about the station: key -> text. Nothing secret.
class Settings {
public:
    explicit Settings(Database& database)
        : m_database(database)
    {
    }
    [[nodiscard]] Result<QMap<QString, QString>> all() const;
    /// All in one transaction, with a ledger row about the station itself.
    [[nodiscard]] Status set(
        const QMap<QString, QString>& values, const char* event, Instant at, OfficerId by = {});

    // For core/store only: inside the caller's transaction; throws SQLite::Exception.
    /// Adds one to the counter `key` and returns it; the first is 1. @pre isCounter(key)
    [[nodiscard]] qint64 next(const QString& key);

private:
    Database& m_database;
};

} // namespace station
