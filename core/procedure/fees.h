#pragma once

#include "core/base/result.h"
#include "core/person/age.h"
#include "core/person/partial_date.h"

#include <QByteArray>
#include <QDate>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace station {

/// One line of the table: what the procedures cost from a day on.
struct FeeRule {
    QStringList procedures;
    QDate from;
    std::optional<QDate> until; ///< the last day; nothing: open
    std::optional<QDate> cardIssuedBefore; ///< only for a card issued before that day
    qint64 amount = 0; ///< VND
};

/// Who pays nothing. With a bound of age the station finds it itself, without one somebody must say so.
struct FeeExemption {
    QString code; ///< "child", "elderly", "disability", …
    std::optional<int> ageFrom; ///< whole years reached, inclusive
    std::optional<int> ageBelow;

    [[nodiscard]] bool isByAge() const { return ageFrom || ageBelow; }
};

/// Dated data: resources/policy/fees.json with its legal sources.
struct FeeTable {
    std::vector<FeeRule> rules;
    std::vector<FeeExemption> exemptions;

    /// True for a code that somebody may give.
    [[nodiscard]] bool isDeclared(const QString& code) const;
};

struct FeeCase {
    QString procedureId;
    QDate day;
    std::optional<PartialDate> cardIssued;
    std::optional<AgeRange> age;
    QString exemption; ///< declared; empty: none
};

struct Fee {
    /// VND to be paid; 0 when nothing is due or the person is exempt; nothing where the table cannot say:
    /// an unknown procedure, or one whose fee hangs on a card's day of issue that is not known.
    std::optional<qint64> due;
    QString exemption = {}; ///< why it is not paid; empty when it is paid or nothing was due anyway

    friend bool operator==(const Fee&, const Fee&) = default;
};

/// By the rule that began last among those in force on that day. An age that is known in part exempts only
/// where both bounds do.
[[nodiscard]] Fee feeFor(const FeeTable& table, const FeeCase& what);

/// Errors: InvalidInput naming the place in the document.
[[nodiscard]] Result<FeeTable> parseFees(const QByteArray& json);
/// The one compiled in. Errors: as parseFees().
[[nodiscard]] Result<FeeTable> stationFees();

} // namespace station
