#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"

#include <QDate>

#include <optional>

namespace station {

class Database;

/// What sending may cost. Bytes a day and kind of link; 0: as many as it takes.
struct SendingPlan {
    enum class Metering {
        Automatic, ///< what the system says about the connection; nothing said: not metered
        Always, ///< every connection is paid by the byte
        Never,
    };
    Metering metering = Metering::Automatic;
    qint64 meteredBytes = 0;
    qint64 openBytes = 0; ///< a connection that is not metered

    friend bool operator==(const SendingPlan&, const SendingPlan&) = default;
};
[[nodiscard]] const char* nameOf(SendingPlan::Metering metering); ///< "auto", "yes", "no"
[[nodiscard]] std::optional<SendingPlan::Metering> meteringFrom(const QString& name);

/// The plan, and what the present day has carried, in the station's database: a restart forgets nothing.
/// Threads: as its Database, one.
class LinkUse {
public:
    explicit LinkUse(Database& database)
        : m_database(database)
    {
    }
    [[nodiscard]] Result<SendingPlan> plan() const;
    /// With a ledger row. Errors: InvalidInput for fewer than 0 bytes.
    [[nodiscard]] Status setPlan(const SendingPlan& plan, Instant at, OfficerId by = {});

    [[nodiscard]] Result<qint64> carried(QDate day, bool metered) const;
    [[nodiscard]] Status carry(QDate day, bool metered, qint64 bytes);

private:
    Database& m_database;
};

} // namespace station
