#include "core/store/migrations.h"

#include "core/store/storage.h"

#include <array>
#include <string>

namespace station {
namespace {

struct Migration {
    int version;
    const char* sql;
};

// Append only. A shipped line is never edited: the tests replay each one from a stored file.
// Times are UTC milliseconds since 1970; ids are UUID text; "sealed" columns are ciphertext
// (core/vault/sealed.h).
constexpr std::array migrations {
    Migration {1, R"sql(
        CREATE TABLE setting (
            key             TEXT PRIMARY KEY,
            value           TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE officer (
            id              TEXT PRIMARY KEY,
            name            TEXT NOT NULL,             -- shown before anybody has signed in
            role            TEXT NOT NULL CHECK (role IN ('officer', 'supervisor')),
            added_ms        INTEGER NOT NULL,
            kdf_passes      INTEGER NOT NULL,
            kdf_memory      INTEGER NOT NULL,          -- bytes
            salt            BLOB NOT NULL,
            wrapped         BLOB NOT NULL,
            box_public      BLOB NOT NULL,             -- empty once the slot holds the data key itself
            boxed_key       BLOB NOT NULL,
            wrong           INTEGER NOT NULL DEFAULT 0,
            last_wrong_ms   INTEGER NOT NULL DEFAULT 0
        ) STRICT;

        CREATE TABLE draft (
            id              TEXT PRIMARY KEY,          -- packet id
            case_number     TEXT NOT NULL UNIQUE,
            procedure_id    TEXT NOT NULL,
            procedure_version INTEGER NOT NULL,
            step            TEXT NOT NULL,
            opened_ms       INTEGER NOT NULL,
            opened_by       TEXT NOT NULL,
            changed_ms      INTEGER NOT NULL,
            replaces        TEXT NOT NULL,             -- packet id or empty
            wrapped_key     BLOB NOT NULL              -- sealed: the draft's own key
        ) STRICT;

        CREATE TABLE draft_part (
            draft_id        TEXT NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
            part            TEXT NOT NULL,             -- form, portrait, finger-01 .. finger-10, confirmation
            sealed          BLOB NOT NULL,             -- under the draft's own key
            PRIMARY KEY (draft_id, part)
        ) STRICT;

        CREATE TABLE outbox (
            id              TEXT PRIMARY KEY,
            seq             INTEGER NOT NULL UNIQUE,
            case_number     TEXT NOT NULL,
            procedure_id    TEXT NOT NULL,
            state           TEXT NOT NULL,
            held_from       TEXT NOT NULL DEFAULT '',  -- the state a held packet goes back to
            size            INTEGER NOT NULL,
            offset          INTEGER NOT NULL DEFAULT 0,
            sha256          BLOB NOT NULL,
            priority        INTEGER NOT NULL DEFAULT 0,
            sealed_ms       INTEGER NOT NULL,
            state_ms        INTEGER NOT NULL,
            due_ms          INTEGER NOT NULL,
            attempts        INTEGER NOT NULL DEFAULT 0,
            problem         TEXT NOT NULL DEFAULT '',
            receipt_seq     INTEGER NOT NULL DEFAULT 0,
            purging         INTEGER NOT NULL DEFAULT 0, -- 1 while the file is being unlinked
            audit_seq       INTEGER NOT NULL,          -- the ledger's head when it was sealed
            audit_hash      BLOB NOT NULL
        ) STRICT;
        CREATE INDEX outbox_due ON outbox (state, priority DESC, seq);
        CREATE INDEX outbox_totals ON outbox (state, size, offset);
        CREATE INDEX outbox_sealed ON outbox (sealed_ms, state);

        CREATE TABLE receipt (
            packet_id       TEXT NOT NULL,             -- no foreign key: a receipt outlives everything
            state           TEXT NOT NULL,
            reason          TEXT NOT NULL,
            registry_seq    INTEGER NOT NULL,
            sha256          BLOB NOT NULL,
            signed          BLOB NOT NULL,
            kept_ms         INTEGER NOT NULL,
            PRIMARY KEY (packet_id, registry_seq, state)
        ) STRICT;

        CREATE TABLE ledger (
            seq             INTEGER PRIMARY KEY,
            at_ms           INTEGER NOT NULL,
            event           TEXT NOT NULL,
            subject         TEXT NOT NULL,
            detail          TEXT NOT NULL,
            actor           TEXT NOT NULL,
            hash            BLOB NOT NULL
        ) STRICT;
        CREATE INDEX ledger_subject ON ledger (subject, seq);

        CREATE TABLE ledger_head (
            one             INTEGER PRIMARY KEY CHECK (one = 1),
            seq             INTEGER NOT NULL,
            hash            BLOB NOT NULL
        ) STRICT;
    )sql"},
    Migration {2, R"sql(
        CREATE TABLE recovery (
            one             INTEGER PRIMARY KEY CHECK (one = 1),
            id              TEXT NOT NULL,             -- another one with every code
            wrapped         BLOB NOT NULL,             -- the data key under the recovery code
            made_ms         INTEGER NOT NULL,
            kept            INTEGER NOT NULL,          -- 1 once the paper is in its envelope
            wrong           INTEGER NOT NULL,
            last_wrong_ms   INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE sealed_setting (
            key             TEXT PRIMARY KEY,
            sealed          BLOB NOT NULL
        ) STRICT;
    )sql"},
    Migration {3, R"sql(
        CREATE TABLE clock_check (
            one             INTEGER PRIMARY KEY CHECK (one = 1),
            server_ms       INTEGER NOT NULL,          -- what the registry's clock said; 0: never heard
            heard_boot      TEXT NOT NULL,             -- when, in the run of this computer
            heard_since_ms  INTEGER NOT NULL,
            heard_seq       INTEGER NOT NULL,          -- the ledger's last row then
            trust           TEXT NOT NULL              -- the last judgement: "unchecked", …
        ) STRICT;
        CREATE INDEX ledger_at ON ledger (at_ms);

        -- instead of last_wrong_ms: the run of the computer, and how long it had lasted
        ALTER TABLE officer ADD COLUMN wrong_boot TEXT NOT NULL DEFAULT '';
        ALTER TABLE officer ADD COLUMN wrong_since_ms INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE recovery ADD COLUMN wrong_boot TEXT NOT NULL DEFAULT '';
        ALTER TABLE recovery ADD COLUMN wrong_since_ms INTEGER NOT NULL DEFAULT 0;
    )sql"},
    Migration {4, R"sql(
        ALTER TABLE outbox ADD COLUMN custody TEXT NOT NULL DEFAULT 'here';
        ALTER TABLE outbox ADD COLUMN origin TEXT NOT NULL DEFAULT '';    -- the station that sealed it; '': this one
        ALTER TABLE outbox ADD COLUMN origin_seq INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE outbox ADD COLUMN bundle TEXT NOT NULL DEFAULT '';    -- the last one it was handed over in
        CREATE INDEX outbox_bundle ON outbox (bundle) WHERE bundle <> '';
        DROP INDEX outbox_totals;
        CREATE INDEX outbox_totals ON outbox (state, custody, size, offset);

        CREATE TABLE bundle (
            id              TEXT PRIMARY KEY,
            incoming        INTEGER NOT NULL,          -- 1: brought to us
            peer            TEXT NOT NULL,             -- the other station
            state           TEXT NOT NULL,
            packets         INTEGER NOT NULL,
            content_sha256  BLOB NOT NULL,
            document        BLOB NOT NULL,             -- signed by the station that gave it away
            ack             BLOB NOT NULL,             -- signed by the other one; empty before there is one
            made_ms         INTEGER NOT NULL,
            state_ms        INTEGER NOT NULL,
            reason          TEXT NOT NULL DEFAULT ''   -- why it was asked back: a word
        ) STRICT;
    )sql"},
    Migration {5, R"sql(
        ALTER TABLE officer ADD COLUMN bound INTEGER NOT NULL DEFAULT 0; -- 1: wrapped is sealed once more, by the TPM
    )sql"},
    // A registry put back to an older day makes receipts void; what it says next may bear the same numbers.
    Migration {6, R"sql(
        CREATE TABLE receipt_new (
            packet_id       TEXT NOT NULL,
            state           TEXT NOT NULL,
            reason          TEXT NOT NULL,
            registry_seq    INTEGER NOT NULL,
            sha256          BLOB NOT NULL,
            signed          BLOB NOT NULL,
            kept_ms         INTEGER NOT NULL,
            voided          INTEGER NOT NULL DEFAULT 0, -- the ledger row that says so; 0 while it is good
            PRIMARY KEY (packet_id, registry_seq, state, voided)
        ) STRICT;
        INSERT INTO receipt_new (packet_id, state, reason, registry_seq, sha256, signed, kept_ms)
            SELECT packet_id, state, reason, registry_seq, sha256, signed, kept_ms FROM receipt;
        DROP TABLE receipt;
        ALTER TABLE receipt_new RENAME TO receipt;
        CREATE INDEX receipt_seq ON receipt (registry_seq) WHERE voided = 0;

        CREATE TABLE registry_chain (
            one             INTEGER PRIMARY KEY CHECK (one = 1),
            seq             INTEGER NOT NULL,          -- followed up to this receipt of the registry
            hash            BLOB NOT NULL,             -- SHA-256 of it, as the registry listed it
            confirmed_ms    INTEGER NOT NULL           -- when its whole list was last seen
        ) STRICT;

        CREATE INDEX outbox_doubted ON outbox (problem) WHERE problem = 'receipt-refused';
    )sql"},
    // What a packet counts as, written with its queue row: the packet itself nobody here can read.
    Migration {7, R"sql(
        CREATE TABLE tally_fact (
            packet_id       TEXT PRIMARY KEY,          -- no foreign key: it is counted also when its row was lost
            day             TEXT NOT NULL,             -- 2026-11-28, by the clock on the officer's wall
            utc_offset      INTEGER NOT NULL,          -- minutes, of that clock
            clock_trust     TEXT NOT NULL,
            unit            TEXT NOT NULL,             -- commune code of the station
            officer         TEXT NOT NULL,             -- who sealed it
            team            TEXT NOT NULL,             -- '': none
            procedure_id    TEXT NOT NULL,
            procedure_version INTEGER NOT NULL,
            age_group       TEXT NOT NULL,
            place           TEXT NOT NULL,
            amputated       INTEGER NOT NULL,          -- fingers without a print, by reason
            bandaged        INTEGER NOT NULL,
            worn            INTEGER NOT NULL,
            bent            INTEGER NOT NULL,
            paralysed       INTEGER NOT NULL,
            refused         INTEGER NOT NULL,
            other           INTEGER NOT NULL,
            weak            INTEGER NOT NULL,          -- poor prints with a reason
            waived          INTEGER NOT NULL,          -- checks of the portrait
            fee             INTEGER,                   -- VND; NULL: the table of fees could not say
            fee_exemption   TEXT NOT NULL              -- a code; '': none
        ) STRICT;
        CREATE INDEX tally_fact_day ON tally_fact (day);

        CREATE TABLE tally_day (
            day             TEXT PRIMARY KEY,
            closed_ms       INTEGER NOT NULL,
            closed_by       TEXT NOT NULL,
            content_sha256  BLOB NOT NULL,             -- of what was signed
            document        BLOB NOT NULL              -- CMS SignedData
        ) STRICT;
    )sql"},
    Migration {8, R"sql(
        CREATE TABLE roster_extract (
            seq             INTEGER PRIMARY KEY,
            words           BLOB NOT NULL,             -- sealed: name of the file, version
            sha256          BLOB NOT NULL,             -- of the file
            on_day          TEXT NOT NULL,             -- whose state it shows; empty: nobody said
            imported_ms     INTEGER NOT NULL,
            imported_by     TEXT NOT NULL,
            row_count       INTEGER NOT NULL,
            added           INTEGER NOT NULL,
            changed         INTEGER NOT NULL,
            unchanged       INTEGER NOT NULL,
            missing         INTEGER NOT NULL,
            left_out        INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE roster_person (
            id              INTEGER PRIMARY KEY,
            added_in        INTEGER NOT NULL,          -- extract
            missing_since   INTEGER NOT NULL,          -- extract; 0: in the last one
            facts           BLOB NOT NULL,             -- sealed: what extracts say
            record          BLOB NOT NULL              -- sealed: what officers recorded; empty: nothing
        ) STRICT;

        CREATE TABLE roster_change (
            id              INTEGER PRIMARY KEY,
            batch           INTEGER NOT NULL,          -- the first change of the same act
            person          INTEGER NOT NULL,
            undoes          INTEGER NOT NULL,          -- batch; 0: none
            at_ms           INTEGER NOT NULL,
            change          BLOB NOT NULL              -- sealed: officer, reason, before and after
        ) STRICT;
        CREATE INDEX roster_change_person ON roster_change (person, id);
        CREATE INDEX roster_change_batch ON roster_change (batch, id);
        CREATE INDEX roster_change_undoes ON roster_change (undoes) WHERE undoes > 0;
    )sql"},
};

int pragma(Database& database, const char* sql)
{
    Query query(database, sql);
    return query.next() ? query.integer(0) : 0;
}

Status apply(Database& database, const Migration& step)
{
    return transaction(database, [&] {
        // Another process may have been faster; IMMEDIATE made this one wait for it.
        if (pragma(database, "PRAGMA user_version") >= step.version)
            return;
        database.handle().exec(step.sql);
        database.handle().exec("PRAGMA application_id=" + std::to_string(storeApplicationId));
        database.handle().exec("PRAGMA user_version=" + std::to_string(step.version));
        Query(database, "INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)")
            .with(versionSetting)
            .with(QString::number(step.version))
            .run();
    });
}

} // namespace

int storeVersion() { return migrations.back().version; }

Status migrate(Database& database, int upTo)
{
    const auto current = storage(database, [&] { return pragma(database, "PRAGMA user_version"); });
    if (!current)
        return failed(current);
    const auto owner = storage(database, [&] { return pragma(database, "PRAGMA application_id"); });
    if (!owner)
        return failed(owner);
    if (*owner != storeApplicationId && (*owner != 0 || *current != 0))
        return fail(ErrorCode::Damaged, "station.db is the file of another program");
    if (*current > storeVersion())
        return fail(ErrorCode::StorageTooNew,
            "station.db is at version " + std::to_string(*current) + ", this release knows "
                + std::to_string(storeVersion()));
    for (const auto& step : migrations) {
        if (step.version <= *current || (upTo > 0 && step.version > upTo))
            continue;
        if (const Status done = apply(database, step); !done)
            return done;
    }
    return {};
}

} // namespace station
