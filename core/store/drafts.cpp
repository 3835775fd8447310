#include "core/store/drafts.h"

#include "core/store/case_number.h"
#include "core/store/code_word.h"
#include "core/store/draft_codec.h"
#include "core/store/ledger.h"
#include "core/store/queue_rebuild.h"
#include "core/store/settings.h"
#include "core/store/storage.h"
#include "core/store/tally_facts.h"
#include "core/vault/sealed.h"

#include <QCryptographicHash>

#include <array>

namespace station {
namespace {

const auto confirmationPart = QStringLiteral("confirmation");
const auto signOffPart = QStringLiteral("sign-offs");
const auto circumstancesPart = QStringLiteral("circumstances");
constexpr std::array everyStep {CaseStep::Person, CaseStep::Portrait, CaseStep::Fingers, CaseStep::Review};

std::optional<CaseStep> stepFrom(const QString& name)
{
    for (const CaseStep step : everyStep)
        if (name == QLatin1String(nameOf(step)))
            return step;
    return std::nullopt;
}

CellName keyCell(PacketId id) { return {"draft", "wrapped_key", id.text()}; }
CellName partCell(PacketId id, const QString& part)
{
    return {"draft_part", "sealed", id.text() + QLatin1Char('/') + part};
}

QString fingerPart(FingerPosition position)
{
    return QStringLiteral("finger-%1").arg(static_cast<int>(position), 2, 10, QLatin1Char('0'));
}

tl::unexpected<Error> unknown(PacketId id)
{
    return fail(ErrorCode::NotFound, "no draft " + id.text().toStdString());
}

Result<Secret> keyOf(Database& database, PacketId id, const Secret& dataKey)
{
    Query query(database, "SELECT wrapped_key FROM draft WHERE id = ?");
    if (!query.with(id).next())
        return unknown(id);
    return unwrapKey(dataKey, keyCell(id), query.bytes(0));
}

/// The draft without its parts.
Result<EnrollmentDraft> headOf(Database& database, PacketId id)
{
    Query query(database,
        "SELECT case_number, procedure_id, procedure_version, step, opened_ms, opened_by, replaces "
        "FROM draft WHERE id = ?");
    if (!query.with(id).next())
        return unknown(id);
    const auto step = stepFrom(query.text(3));
    if (!step)
        return fail(ErrorCode::Damaged, "draft " + id.text().toStdString() + " stands on no known step");
    EnrollmentDraft draft;
    draft.id = id;
    draft.caseNumber = query.text(0);
    draft.procedureId = query.text(1);
    draft.procedureVersion = query.integer(2);
    draft.step = *step;
    draft.openedAt = query.time(4);
    draft.openedBy = query.id<OfficerId>(5);
    if (const PacketId replaces = query.id<PacketId>(6); !replaces.isNull())
        draft.replaces = replaces;
    return draft;
}

/// Puts one opened part where it belongs.
Status put(EnrollmentDraft& draft, const QString& part, const QByteArray& value)
{
    if (part == circumstancesPart)
        return circumstancesFrom(value).map([&](Circumstances c) { draft.circumstances = std::move(c); });
    if (part == QLatin1String("form"))
        return formFrom(value).map([&](FormValues form) { draft.form = std::move(form); });
    if (part == QLatin1String("portrait"))
        return portraitFrom(value).map([&](Portrait portrait) { draft.portrait = std::move(portrait); });
    if (part == confirmationPart)
        return confirmationFrom(value).map([&](Confirmation c) { draft.confirmation = std::move(c); });
    if (part == signOffPart)
        return signOffsFrom(value).map([&](std::vector<SignOff> s) { draft.signOffs = std::move(s); });
    if (part.startsWith(QLatin1String("finger-")))
        return fingerFrom(value).map([&](FingerEntry finger) {
            draft.fingers.insert(static_cast<int>(finger.position), std::move(finger));
        });
    return fail(ErrorCode::StorageTooNew, "a draft part of a newer release: " + part.toStdString());
}

/// True when the part holds this very value already: nothing is written then.
bool isKept(Database& database, const Secret& key, PacketId id, const QString& part, const QByteArray& value)
{
    Query query(database, "SELECT sealed FROM draft_part WHERE draft_id = ? AND part = ?");
    if (!query.with(id).with(part).next())
        return false;
    auto kept = openCell(key, partCell(id, part), query.bytes(0));
    const bool same = kept && *kept == value;
    if (kept)
        wipe(*kept);
    return same;
}

bool isBound(const QString& part) { return part == confirmationPart || part == signOffPart; }

/// What a confirmation or sign-off is given for: SHA-256 over the procedure and every other part as it lies
/// there. A part sealed anew, be it with the same value, is another one.
QByteArray contentDigest(Database& database, PacketId id)
{
    QCryptographicHash digest(QCryptographicHash::Sha256);
    const auto add = [&](const QByteArray& bytes) {
        digest.addData(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256));
    };
    Query head(database, "SELECT procedure_id FROM draft WHERE id = ?");
    if (head.with(id).next())
        add(head.text(0).toUtf8());
    Query parts(database, "SELECT part, sealed FROM draft_part WHERE draft_id = ? ORDER BY part");
    parts.with(id);
    while (parts.next()) {
        if (isBound(parts.text(0)))
            continue;
        add(parts.text(0).toUtf8());
        add(parts.bytes(1));
    }
    return digest.result();
}

/// The draft with its parts. A confirmation or sign-off that was given for other parts is left out.
Result<EnrollmentDraft> whole(Database& database, PacketId id, const Secret& dataKey)
{
    auto draft = headOf(database, id);
    const auto key = keyOf(database, id, dataKey);
    if (!draft || !key)
        return draft ? failed(key) : failed(draft);
    const QByteArray content = contentDigest(database, id);
    Query parts(database, "SELECT part, sealed FROM draft_part WHERE draft_id = ? ORDER BY part");
    parts.with(id);
    while (parts.next()) {
        const QString part = parts.text(0);
        auto value = openCell(*key, partCell(id, part), parts.bytes(1));
        if (!value)
            return failed(value);
        if (isBound(part)) {
            if (!value->endsWith(content))
                continue;
            value->chop(content.size());
        }
        const Status taken = put(*draft, part, *value);
        wipe(*value);
        if (!taken)
            return failed(taken);
    }
    return draft;
}

/// Inside a transaction: the last ledger row about an open case counts its changes, because each writes one.
std::optional<qint64> lastChange(Database& database, PacketId id)
{
    Query query(database,
        "SELECT coalesce((SELECT max(seq) FROM ledger WHERE subject = ?1), 0) FROM draft WHERE id = ?1");
    return query.with(id).next() ? std::optional(query.number(0)) : std::nullopt;
}

/// Inside a transaction: what the citizen confirmed and a second officer signed is no longer what stands
/// there.
void voidConfirmation(Database& database, PacketId id, Instant now, Actor by)
{
    const std::pair<const QString&, const char*> words[] {
        {confirmationPart, "confirmation-void"}, {signOffPart, "sign-off-void"}};
    for (const auto& [part, event] : words) {
        const int gone = Query(database, "DELETE FROM draft_part WHERE draft_id = ? AND part = ?")
                             .with(id)
                             .with(part)
                             .run();
        if (gone > 0)
            Ledger(database).append(now, event, id.text(), {}, by.officer.text());
    }
}

/// Inside a transaction: the law forbids to keep what the procedure does not ask for.
void dropParts(Database& database, PacketId id, const char* like, Instant now, Actor by)
{
    const int gone = Query(database, "DELETE FROM draft_part WHERE draft_id = ? AND part LIKE ?")
                         .with(id)
                         .with(like)
                         .run();
    if (gone > 0)
        Ledger(database).append(now, "part-dropped", id.text(), QLatin1String(like), by.officer.text());
}

void touch(Database& database, PacketId id, Instant now)
{
    Query(database, "UPDATE draft SET changed_ms = ? WHERE id = ?").with(now).with(id).run();
}

} // namespace

const char* nameOf(CaseStep step)
{
    switch (step) {
    case CaseStep::Person: return "person";
    case CaseStep::Portrait: return "portrait";
    case CaseStep::Fingers: return "fingers";
    case CaseStep::Review: return "review";
    }
    return "person";
}

Result<EnrollmentDraft> Drafts::open(const NewCase& what, const Secret& dataKey)
{
    const PacketId id = PacketId::create(m_clock.now());
    const QByteArray wrapped = wrapKey(dataKey, keyCell(id), Secret::random(cellKeyBytes));
    qint64 last = 0;
    auto opened = transaction(m_database, [&] {
        const QString counter = QStringLiteral("serial-%1").arg(what.day.toString(Qt::ISODate));
        const QString number = caseNumber(what.stationCode, what.day, Settings(m_database).next(counter));
        Query(m_database,
            "INSERT INTO draft (id, case_number, procedure_id, procedure_version, step, opened_ms, "
            "opened_by, changed_ms, replaces, wrapped_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', ?)")
            .with(id)
            .with(number)
            .with(what.procedureId)
            .with(what.procedureVersion)
            .with(nameOf(CaseStep::Person))
            .with(m_clock.now())
            .with(what.officer)
            .with(m_clock.now())
            .with(wrapped)
            .run();
        Ledger(m_database)
            .append(m_clock.now(), "case-opened", id.text(), what.procedureId, what.officer.text());
        last = lastChange(m_database, id).value_or(0);
        return headOf(m_database, id);
    });
    if (opened)
        m_seen.insert(id, last);
    return opened;
}

Result<EnrollmentDraft> Drafts::read(PacketId id, const Secret& dataKey) const
{
    return storage(m_database, [&] {
        SQLite::Transaction sameMoment(m_database.handle());
        return whole(m_database, id, dataKey);
    });
}

Result<EnrollmentDraft> Drafts::resume(PacketId id, const Secret& dataKey)
{
    return storage(m_database, [&] {
        SQLite::Transaction sameMoment(m_database.handle());
        auto draft = whole(m_database, id, dataKey);
        if (draft)
            m_seen.insert(id, lastChange(m_database, id).value_or(0));
        return draft;
    });
}

Status Drafts::change(PacketId id, const std::function<Status()>& work)
{
    qint64 last = 0;
    const Status done = transaction(m_database, [&]() -> Status {
        const auto now = lastChange(m_database, id);
        if (!now)
            return unknown(id);
        if (m_seen.value(id, *now) != *now)
            return fail(ErrorCode::NotFound, changedElsewhere);
        if (const Status worked = work(); !worked)
            return worked;
        last = lastChange(m_database, id).value_or(0);
        return {};
    });
    if (done)
        m_seen.insert(id, last);
    return done;
}

Result<std::vector<DraftRow>> Drafts::list() const
{
    return storage(m_database, [&]() -> Result<std::vector<DraftRow>> {
        std::vector<DraftRow> rows;
        Query query(m_database,
            "SELECT id, case_number, procedure_id, step, opened_ms, changed_ms, (SELECT count(*) FROM "
            "draft_part "
            "WHERE draft_id = draft.id AND part LIKE 'finger-%'), opened_by FROM draft ORDER BY changed_ms "
            "DESC, id "
            "DESC");
        while (query.next())
            rows.push_back({query.id<PacketId>(0), query.text(1), query.text(2),
                stepFrom(query.text(3)).value_or(CaseStep::Person), query.time(4), query.time(5),
                query.integer(6), query.id<OfficerId>(7)});
        return rows;
    });
}

Result<FormValues> Drafts::form(PacketId id, const Secret& dataKey) const
{
    return storage(m_database, [&]() -> Result<FormValues> {
        const auto key = keyOf(m_database, id, dataKey);
        if (!key)
            return failed(key);
        Query query(m_database, "SELECT sealed FROM draft_part WHERE draft_id = ? AND part = 'form'");
        if (!query.with(id).next())
            return FormValues();
        auto value = openCell(*key, partCell(id, QStringLiteral("form")), query.bytes(0));
        if (!value)
            return failed(value);
        auto form = formFrom(*value);
        wipe(*value);
        return form;
    });
}

Status Drafts::savePart(PacketId id, const QString& part, const QByteArray& value, const Secret& dataKey,
    const char* event, const QString& detail, Actor by)
{
    return change(id, [&]() -> Status {
        const auto key = keyOf(m_database, id, dataKey);
        if (!key)
            return failed(key);
        const QByteArray kept = isBound(part) ? value + contentDigest(m_database, id) : value;
        if (isKept(m_database, *key, id, part, kept))
            return {};
        Query(m_database,
            "INSERT INTO draft_part (draft_id, part, sealed) VALUES (?, ?, ?) "
            "ON CONFLICT (draft_id, part) DO UPDATE SET sealed = excluded.sealed")
            .with(id)
            .with(part)
            .with(sealCell(*key, partCell(id, part), kept))
            .run();
        touch(m_database, id, m_clock.now());
        Ledger(m_database).append(m_clock.now(), event, id.text(), detail, by.officer.text());
        if (!isBound(part))
            voidConfirmation(m_database, id, m_clock.now(), by);
        return {};
    });
}

Status Drafts::saveCircumstances(
    PacketId id, const Circumstances& circumstances, const Secret& dataKey, Actor by)
{
    return savePart(
        id, circumstancesPart, encoded(circumstances), dataKey, "circumstances-saved", circumstancesPart, by);
}

Status Drafts::saveForm(PacketId id, const FormValues& form, const Secret& dataKey, Actor by)
{
    return savePart(
        id, QStringLiteral("form"), encoded(form), dataKey, "form-saved", QStringLiteral("form"), by);
}

Status Drafts::savePortrait(PacketId id, const Portrait& portrait, const Secret& dataKey, Actor by)
{
    return savePart(id, QStringLiteral("portrait"), encoded(portrait), dataKey,
        portrait.waiver ? "portrait-waived" : "portrait-taken", QStringLiteral("portrait"), by);
}

Status Drafts::saveFinger(PacketId id, const FingerEntry& finger, const Secret& dataKey, Actor by)
{
    return savePart(id, fingerPart(finger.position), encoded(finger), dataKey,
        finger.capture ? "finger-taken" : "finger-excepted", fingerPart(finger.position), by);
}

Status Drafts::saveConfirmation(
    PacketId id, const Confirmation& confirmation, const Secret& dataKey, Actor by)
{
    return savePart(id, confirmationPart, encoded(confirmation), dataKey, "confirmed", confirmationPart, by);
}

Status Drafts::saveSignOffs(PacketId id, const std::vector<SignOff>& signOffs, const Secret& dataKey,
    const char* event, const QString& detail, Actor by)
{
    return savePart(id, signOffPart, encoded(signOffs), dataKey, event, detail, by);
}

Status Drafts::saveStep(PacketId id, CaseStep step, Actor by)
{
    return change(id, [&]() -> Status {
        touch(m_database, id, m_clock.now());
        Query(m_database, "UPDATE draft SET step = ? WHERE id = ?").with(nameOf(step)).with(id).run();
        Ledger(m_database)
            .append(m_clock.now(), "step", id.text(), QLatin1String(nameOf(step)), by.officer.text());
        return {};
    });
}

Status Drafts::saveProcedure(PacketId id, const Procedure& procedure, Actor by)
{
    return change(id, [&]() -> Status {
        touch(m_database, id, m_clock.now());
        const int changed = Query(m_database,
            "UPDATE draft SET procedure_id = ?1, procedure_version = ?2 WHERE id = ?3 "
            "AND (procedure_id <> ?1 OR procedure_version <> ?2)")
                                .with(procedure.id)
                                .with(procedure.version)
                                .with(id)
                                .run();
        if (changed == 0)
            return {};
        Ledger(m_database).append(m_clock.now(), "procedure", id.text(), procedure.id, by.officer.text());
        if (!procedure.portrait)
            dropParts(m_database, id, "portrait", m_clock.now(), by);
        if (!procedure.fingers)
            dropParts(m_database, id, "finger-%", m_clock.now(), by);
        voidConfirmation(m_database, id, m_clock.now(), by);
        return {};
    });
}

Status Drafts::discard(PacketId id, const QString& reason, Actor by)
{
    if (const Status fine = checkCodeWord(reason); !fine)
        return fine;
    const Status done = transaction(m_database, [&]() -> Status {
        if (Query(m_database, "DELETE FROM draft WHERE id = ?").with(id).run() != 1)
            return unknown(id);
        Ledger(m_database).append(m_clock.now(), "case-discarded", id.text(), reason, by.officer.text());
        return {};
    });
    if (done)
        m_database.checkpoint();
    return done;
}

Result<QueueRow> Drafts::moveToQueue(const SealedPacket& packet, Actor by,
    const QMap<OfficerId, QString>& waits, std::optional<qint64> sealedAsOf,
    const std::optional<CaseFacts>& facts)
{
    const Status moved = transaction(m_database, [&]() -> Status {
        const auto draft = headOf(m_database, packet.id);
        if (!draft)
            return failed(draft);
        if (sealedAsOf && lastChange(m_database, packet.id) != sealedAsOf)
            return fail(ErrorCode::NotFound, changedElsewhere);
        const auto head = Ledger(m_database).head();
        if (!head)
            return failed(head);
        Query(m_database,
            "INSERT INTO outbox (id, seq, case_number, procedure_id, state, size, sha256, sealed_ms, "
            "state_ms, due_ms, "
            "audit_seq, audit_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .with(packet.id)
            .with(Settings(m_database).next(QStringLiteral("packet-seq")))
            .with(draft->caseNumber)
            .with(draft->procedureId)
            .with(nameOf(PacketState::Sealed))
            .with(packet.bytes.size())
            .with(packet.sha256)
            .with(m_clock.now())
            .with(m_clock.now())
            .with(m_clock.now())
            .with(head->seq)
            .with(head->hash)
            .run();
        if (facts)
            insertFacts(m_database, packet.id, *facts);
        Query(m_database, "DELETE FROM draft WHERE id = ?").with(packet.id).run();
        Ledger(m_database)
            .append(m_clock.now(), nameOf(PacketState::Sealed), packet.id.text(),
                sealedDetail(packet.bytes.size(), packet.sha256), by.officer.text());
        if (!waits.isEmpty())
            Query(m_database, "UPDATE outbox SET state = ?, held_from = ?, problem = ? WHERE id = ?")
                .with(nameOf(PacketState::Held))
                .with(nameOf(PacketState::Sealed))
                .with(QLatin1String(awaitsApproval))
                .with(packet.id)
                .run();
        for (auto each = waits.begin(); each != waits.end(); ++each)
            Ledger(m_database)
                .append(m_clock.now(), "awaits-approval", packet.id.text(), *each, each.key().text());
        return {};
    });
    if (!moved)
        return failed(moved);
    m_database.checkpoint(); // the draft's pages leave the log
    return Outbox(m_database, m_clock).row(packet.id);
}

} // namespace station
