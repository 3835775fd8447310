#include "app/registry/bundle_review.h"

namespace station {

QString nameOf(Review review)
{
    switch (review) {
    case Review::None: return {};
    case Review::Open: return QStringLiteral("open");
    case Review::Approved: return QStringLiteral("approved");
    case Review::Rejected: return QStringLiteral("rejected");
    }
    return {};
}

namespace reviews {
namespace {

Review reviewFrom(const QString& name)
{
    for (const Review review : {Review::Open, Review::Approved, Review::Rejected})
        if (nameOf(review) == name)
            return review;
    return Review::Open;
}

} // namespace

Status createTables(Sql& sql)
{
    return sql
        .run("CREATE TABLE IF NOT EXISTS bundle_reviews ("
             " origin TEXT NOT NULL,"
             " bundle_id TEXT NOT NULL,"
             " state TEXT NOT NULL,"
             " created_at_ms BIGINT NOT NULL,"
             " changed_at_ms BIGINT NOT NULL,"
             " PRIMARY KEY (origin, bundle_id))")
        .map([](const SqlRows&) {});
}

Status open(Sql& sql, const QString& origin, BundleId id, Instant now)
{
    return sql
        .run("INSERT INTO bundle_reviews (origin, bundle_id, state, created_at_ms, changed_at_ms)"
             " VALUES (?, ?, ?, ?, ?) ON CONFLICT (origin, bundle_id) DO NOTHING",
            {origin, id.text(), nameOf(Review::Open), qint64(toMs(now)), qint64(toMs(now))})
        .map([](const SqlRows&) {});
}

Result<bool> decide(Sql& sql, const QString& origin, BundleId id, Review decision, Instant now)
{
    return sql
        .run("UPDATE bundle_reviews SET state = ?, changed_at_ms = ?"
             " WHERE origin = ? AND bundle_id = ? AND state = ? RETURNING bundle_id",
            {nameOf(decision), qint64(toMs(now)), origin, id.text(), nameOf(Review::Open)})
        .map([](const SqlRows& rows) { return !rows.empty(); });
}

Result<Review> of(Sql& sql, const PacketKey& key)
{
    return sql
        .run("SELECT r.state FROM bundle_reviews r JOIN carried_packets c"
             " ON c.origin = r.origin AND c.bundle_id = r.bundle_id WHERE c.packet_id = ? AND c.origin = ?",
            {key.id.text(), key.station})
        .map([](const SqlRows& rows) {
            return rows.empty() ? Review::None : reviewFrom(rows.front().text(0));
        });
}

Result<std::vector<ReviewedBundle>> all(Sql& sql)
{
    const auto rows
        = sql.run("SELECT r.origin, r.bundle_id, b.carrier, r.state, r.created_at_ms,"
                  " (SELECT COUNT(*) FROM carried_packets c WHERE c.origin = r.origin"
                  "  AND c.bundle_id = r.bundle_id)"
                  " FROM bundle_reviews r JOIN bundles b ON b.origin = r.origin AND b.bundle_id = r.bundle_id"
                  " ORDER BY r.created_at_ms, r.bundle_id");
    if (!rows)
        return failed(rows);
    std::vector<ReviewedBundle> found;
    for (const auto& row : *rows)
        found.push_back({row.text(0), BundleId::parse(row.text(1)), row.text(2), reviewFrom(row.text(3)),
            static_cast<int>(row.number(5)), fromMs(row.number(4))});
    return found;
}

} // namespace reviews
} // namespace station
