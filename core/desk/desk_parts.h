#pragma once

#include "core/desk/desk.h"
#include "core/desk/desk_rights.h"
#include "core/desk/hand_over.h"
#include "core/desk/tallies.h"
#include "core/roster/roster.h"
#include "core/store/clock_record.h"
#include "core/store/database.h"
#include "core/store/disk_reserve.h"
#include "core/store/drafts.h"
#include "core/store/ledger.h"
#include "core/store/officers.h"
#include "core/store/packet_files.h"
#include "core/store/settings.h"
#include "core/vault/vault.h"

namespace station {

inline const auto stationIdKey = QStringLiteral("station-id");

/// As trustDigest(); empty for one that cannot be read.
[[nodiscard]] QByteArray trustOf(const Result<StationIdentity>& identity);

struct Desk::Parts {
    Parts(std::unique_ptr<Database> opened, const Clock& now, const KeyCost& cost, const QString& code)
        : database(std::move(opened))
        , clock(now)
        , officers(*database, now)
        , vault(officers, now, cost, code)
        , drafts(*database, now)
        , ledger(*database)
        , settings(*database)
        , clockRecord(*database, now)
        , outbox(*database, now)
        , packets(database->station(), database->files())
        , reserve(database->station(), database->files())
        , stationCode(code)
        , handOver({*database, now, [this] { return trustedIdentity(); },
              [this](
                  DeskOperation operation) { return may(operation).map([this] { return signedInId(); }); }})
        , tallies({*database, now, [this] { return info; }, [this] { return clockRecord.judge(); },
              [this] { return trustedIdentity(); },
              [this](
                  DeskOperation operation) { return may(operation).map([this] { return signedInId(); }); }})
        , roster({*database, now,
              [this](RosterRight right) -> Result<RosterHand> {
                  auto who = hand(operationOf(right)).map([](const Hand& h) {
                      return RosterHand {h.actor, h.dataKey};
                  });
                  if (const Status room = right == RosterRight::Import ? reserve.mayBegin() : Status();
                      who && !room)
                      return failed(room); // a roster is large, and the last bytes are for open cases
                  return who;
              },
              [this] { return today(); }})
    {
    }

    [[nodiscard]] QDir identityFolder() const
    {
        return database->station().filePath(QStringLiteral("identity"));
    }
    /// By the clock on the officer's wall.
    [[nodiscard]] QDate today() const;
    [[nodiscard]] Instant startOfToday() const;
    /// By the table of rights. Errors: NotSignedIn, NotAllowed; also when the officer was removed or given
    /// another role meanwhile.
    [[nodiscard]] Status may(DeskOperation operation) const;
    /// Fewer than two officers open the set-up only while the ledger tells of no others and nothing is sealed
    /// yet: whoever deletes their rows becomes no supervisor by it. Errors: Damaged.
    [[nodiscard]] Status stillBeingSetUp(std::size_t officersNow) const;
    [[nodiscard]] OfficerId signedInId() const;
    /// The signed-in officer and the key, for that operation, and room on the disk for what follows. Errors:
    /// as may().
    struct Hand {
        Actor actor;
        const Secret& dataKey;
    };
    [[nodiscard]] Result<Hand> hand(DeskOperation operation) const;
    /// A case as it is judged: by the procedure in force today.
    struct Judged {
        EnrollmentDraft draft;
        Procedure procedure;
    };
    [[nodiscard]] Result<Judged> judged(PacketId id, const Secret& dataKey) const;
    /// Every officer who touched the case, by the rows about it.
    [[nodiscard]] Result<QMap<QString, QString>> officersIn(const std::vector<AuditRow>& rows) const;
    /// The officers of a team by id; one who was removed has no name.
    [[nodiscard]] Result<QMap<QString, QString>> namesOf(const std::vector<OfficerId>& team) const;
    [[nodiscard]] Result<PacketContext> contextOf(PacketId id);
    /// The identity on the disk, if it is the one that a supervisor installed. Errors: SealingFailed.
    /// Another one is noted, so that sync, which works locked, does not go by it.
    [[nodiscard]] Result<StationIdentity> trustedIdentity();

    /// The waivers whose sign-off was put off, by each officer who answers for one.
    [[nodiscard]] static QMap<OfficerId, QString> awaitingApproval(
        const EnrollmentDraft& draft, const Procedure& procedure, const std::vector<AuditRow>& rows);

    std::unique_ptr<Database> database;
    const Clock& clock;
    Officers officers;
    Vault vault;
    Drafts drafts;
    Ledger ledger;
    Settings settings;
    ClockRecord clockRecord;
    Outbox outbox;
    PacketFiles packets;
    DiskReserve reserve;
    const QString stationCode;
    HandOver handOver;
    Tallies tallies;
    Roster roster;
    StationInfo info;
    std::vector<Procedure> procedures;
    StationPolicy policy;
    FeeTable fees;
};

} // namespace station
