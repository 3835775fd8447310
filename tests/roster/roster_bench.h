#pragma once

#include "core/roster/roster.h"
#include "core/store/ledger.h"
#include "tests/support/store_bench.h"

#include <QFile>

#include <catch2/catch.hpp>

namespace station {

/// A roster in a store of its own, with whoever is signed in as the test says.
struct RosterBench : StoreBench {
    Secret key = Secret::random(cellKeyBytes);
    OfficerId officer = OfficerId::create(clock.now());
    QDate today {2026, 11, 28};
    std::vector<RosterRight> asked;
    std::optional<Error> refusal; ///< what the table of rights says
    Roster roster = make();

    static constexpr std::size_t cellKeyBytes = 32;

    Roster make()
    {
        return Roster({*database, clock,
            [this](RosterRight right) -> Result<RosterHand> {
                asked.push_back(right);
                if (refusal)
                    return tl::unexpected<Error>(*refusal);
                return RosterHand {{officer}, key};
            },
            [this] { return today; }});
    }
    QString file(const QString& name, const QByteArray& bytes) const
    {
        QFile made(folder.filePath(name));
        REQUIRE(made.open(QFile::WriteOnly));
        REQUIRE(made.write(bytes) == bytes.size());
        return made.fileName();
    }
    RosterImportPlan planned(const QByteArray& csv, const RosterImportWish& wish = {})
    {
        auto plan = roster.plan(file("roster.csv", csv), wish);
        if (!plan)
            FAIL(plan.error().detail);
        return std::move(*plan);
    }
    RosterExtractRow imported(const QByteArray& csv, const RosterImportWish& wish = {})
    {
        const auto done = roster.import(planned(csv, wish));
        if (!done)
            FAIL(done.error().detail);
        return *done;
    }
    [[nodiscard]] std::string refused(const QByteArray& csv, const RosterImportWish& wish = {})
    {
        const auto plan = roster.plan(file("roster.csv", csv), wish);
        REQUIRE_FALSE(plan);
        CHECK(plan.error().code == ErrorCode::InvalidInput);
        return QString::fromStdString(plan.error().detail).section(u':', 0, 0).toStdString();
    }
    [[nodiscard]] RosterPerson person(qint64 id) const
    {
        const auto found = roster.person(id);
        if (!found)
            FAIL(found.error().detail);
        return *found;
    }
};

/// The findings with this code, each "row column text".
inline QStringList saidAs(const RosterImportPlan& plan, const char* code)
{
    QStringList said;
    for (const RosterFinding& finding : plan.findings.kept())
        if (finding.code == QLatin1String(code))
            said << QStringLiteral("%1 %2 %3")
                        .arg(finding.row)
                        .arg(columnName(finding.column), finding.text)
                        .trimmed();
    return said;
}

inline const QByteArray headings = "Họ và tên;Số ĐDCN;Ngày sinh;Giới tính;Thôn;Xã;SĐT\n";

} // namespace station
