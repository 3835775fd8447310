#include "core/store/tally_facts.h"

#include "core/store/storage.h"

namespace station {
namespace {

constexpr int factColumns = 21; // without the packet's id
constexpr auto columns
    = "f.day, f.utc_offset, f.clock_trust, f.unit, f.officer, f.team, f.procedure_id, f.procedure_version, "
      "f.age_group, f.place, f.amputated, f.bandaged, f.worn, f.bent, f.paralysed, f.refused, f.other, "
      "f.weak, f.waived, f.fee, f.fee_exemption";

std::optional<ClockTrust> clockTrustFrom(const QString& word)
{
    for (const ClockTrust trust : {ClockTrust::ServerChecked, ClockTrust::Unchecked, ClockTrust::Wrong})
        if (word == QLatin1String(nameOf(trust)))
            return trust;
    return std::nullopt;
}

/// Nothing for a row that a damaged disk has changed.
std::optional<CaseFacts> factsIn(Query& query)
{
    CaseFacts facts;
    facts.day = QDate::fromString(query.text(0), Qt::ISODate);
    const auto clock = clockTrustFrom(query.text(2));
    const auto age = ageGroupFrom(query.text(8));
    const auto place = placeFrom(query.text(9));
    if (!facts.day.isValid() || !clock || !age || !place)
        return std::nullopt;
    facts.utcOffset = query.integer(1);
    facts.clock = *clock;
    facts.unit = query.text(3);
    facts.officer = query.id<OfficerId>(4);
    facts.team = query.text(5);
    facts.procedureId = query.text(6);
    facts.procedureVersion = query.integer(7);
    facts.age = *age;
    facts.place = *place;
    int column = 10;
    for (int& missing : facts.exceptions.missing)
        missing = query.integer(column++);
    facts.exceptions.weak = query.integer(column++);
    facts.exceptions.waived = query.integer(column++);
    if (!query.isNull(column))
        facts.fee.due = query.number(column);
    facts.fee.exemption = query.text(column + 1);
    for (const int missing : facts.exceptions.missing)
        if (missing < 0 || missing > static_cast<int>(allFingers.size()))
            return std::nullopt;
    return facts;
}

TallyRow queuedRow(Query& query)
{
    int column = factColumns;
    TallyRow row;
    row.id = query.id<PacketId>(column++);
    row.caseNumber = query.text(column++);
    row.procedureId = query.text(column++);
    row.state = packetStateFrom(query.text(column++)).value_or(PacketState::Held);
    row.custody = custodyFrom(query.text(column++)).value_or(Custody::Handed);
    row.problem = query.text(column++);
    row.sealedAt = query.time(column++);
    row.stateSince = query.time(column++);
    if (!query.isNull(column))
        row.answeredAt = query.time(column);
    row.officer = query.id<OfficerId>(column + 1);
    if (!query.isNull(0))
        row.facts = factsIn(query);
    if (row.facts) {
        row.procedureId = row.facts->procedureId;
        row.officer = row.facts->officer;
    }
    return row;
}

} // namespace

Result<std::vector<TallyRow>> TallyFacts::rows() const
{
    return storage(m_database, [&] {
        SQLite::Transaction sameMoment(m_database.handle());
        std::vector<TallyRow> rows;
        Query queued(m_database,
            (std::string("SELECT ") + columns
                + ", o.id, o.case_number, o.procedure_id, o.state, o.custody, o.problem, o.sealed_ms, "
                  "o.state_ms, r.kept_ms, CASE WHEN f.packet_id IS NULL THEN (SELECT actor FROM ledger "
                  "WHERE subject = o.id AND event = 'sealed' ORDER BY seq LIMIT 1) END "
                  "FROM outbox AS o LEFT JOIN tally_fact AS f ON f.packet_id = o.id "
                  "LEFT JOIN (SELECT packet_id, min(rowid), kept_ms FROM receipt WHERE voided = 0 "
                  "GROUP BY packet_id) AS r ON r.packet_id = o.id WHERE o.origin = '' ORDER BY o.seq")
                .c_str());
        while (queued.next())
            rows.push_back(queuedRow(queued));
        Query lost(m_database,
            (std::string("SELECT ") + columns
                + ", f.packet_id FROM tally_fact AS f WHERE f.packet_id NOT IN (SELECT id FROM outbox) "
                  "ORDER BY f.packet_id")
                .c_str());
        while (lost.next()) {
            TallyRow row;
            row.id = lost.id<PacketId>(factColumns);
            row.facts = factsIn(lost);
            if (!row.facts || row.id.isNull())
                continue; // neither counted nor queued: nothing of it is known
            row.procedureId = row.facts->procedureId;
            row.officer = row.facts->officer;
            rows.push_back(std::move(row));
        }
        return rows;
    });
}

void insertFacts(Database& database, PacketId id, const CaseFacts& facts)
{
    Query query(database,
        "INSERT INTO tally_fact (packet_id, day, utc_offset, clock_trust, unit, officer, team, procedure_id, "
        "procedure_version, age_group, place, amputated, bandaged, worn, bent, paralysed, refused, other, "
        "weak, waived, fee, fee_exemption) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    query.with(id)
        .with(facts.day.toString(Qt::ISODate))
        .with(facts.utcOffset)
        .with(nameOf(facts.clock))
        .with(facts.unit)
        .with(facts.officer)
        .with(facts.team)
        .with(facts.procedureId)
        .with(facts.procedureVersion)
        .with(wordOf(facts.age))
        .with(wordOf(facts.place));
    for (const int missing : facts.exceptions.missing)
        query.with(missing);
    query.with(facts.exceptions.weak).with(facts.exceptions.waived);
    if (facts.fee.due)
        query.with(*facts.fee.due);
    else
        query.withNull();
    query.with(facts.fee.exemption).run();
}

} // namespace station
