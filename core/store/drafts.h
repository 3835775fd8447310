#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/enroll/case_facts.h"
#include "core/enroll/draft.h"
#include "core/enroll/packet.h"
#include "core/procedure/procedure.h"
#include "core/store/outbox.h"
#include "core/vault/secret.h"

#include <QDate>
#include <QMap>

#include <functional>
#include <optional>
#include <vector>

namespace station {

class Database;

/// What may be known of a draft without a key.
struct DraftRow {
    PacketId id;
    QString caseNumber;
    QString procedureId;
    CaseStep step = CaseStep::Person;
    Instant openedAt;
    Instant changedAt;
    int fingersDone = 0;
    OfficerId openedBy = {};
};

/// A case to be opened.
struct NewCase {
    QString procedureId;
    int procedureVersion = 1;
    OfficerId officer;
    QString stationCode; ///< begins the case number
    QDate day; ///< local; the serial begins anew with each
};

/// Who changes a draft, for the ledger.
struct Actor {
    OfficerId officer;
};

/// Open cases: one row for each part, each sealed under the draft's own key, which is wrapped by the data key
/// and destroyed when the case is sealed or discarded.
///
/// Promise: every call is one transaction with its ledger row. Saving what is kept already writes nothing;
/// saving anything else makes void what was confirmed by the citizen and signed off by a second officer. Both
/// are bound to the parts they were given for: put back beside other ones they are read as not there. A
/// save over what another process has changed since this one opened, resumed or saved the case is refused and
/// changes nothing.
/// Threads: as its Database, one. Errors: NotFound for an unknown id, and with `changedElsewhere` for a case
/// that stands no longer as it was seen; Damaged for a part that does not open; StorageFailed, StorageFull.
class Drafts {
public:
    Drafts(Database& database, const Clock& clock)
        : m_database(database)
        , m_clock(clock)
    {
    }

    [[nodiscard]] Result<EnrollmentDraft> open(const NewCase& what, const Secret& dataKey);
    [[nodiscard]] Result<EnrollmentDraft> read(PacketId id, const Secret& dataKey) const;
    /// Read to go on with: what is saved next is saved over this.
    [[nodiscard]] Result<EnrollmentDraft> resume(PacketId id, const Secret& dataKey);
    [[nodiscard]] Result<std::vector<DraftRow>> list() const;
    [[nodiscard]] Result<FormValues> form(PacketId id, const Secret& dataKey) const;

    [[nodiscard]] Status saveCircumstances(
        PacketId id, const Circumstances& circumstances, const Secret& dataKey, Actor by);
    [[nodiscard]] Status saveForm(PacketId id, const FormValues& form, const Secret& dataKey, Actor by);
    [[nodiscard]] Status savePortrait(PacketId id, const Portrait& portrait, const Secret& dataKey, Actor by);
    [[nodiscard]] Status saveFinger(PacketId id, const FingerEntry& finger, const Secret& dataKey, Actor by);
    [[nodiscard]] Status saveConfirmation(
        PacketId id, const Confirmation& confirmation, const Secret& dataKey, Actor by);
    /// All of the case's; neither they nor the confirmation make the other void. `event` "signed-off" or
    /// "sign-off-put-off", with `detail` naming the waivers, is the row about `by`.
    [[nodiscard]] Status saveSignOffs(PacketId id, const std::vector<SignOff>& signOffs,
        const Secret& dataKey, const char* event, const QString& detail, Actor by);
    [[nodiscard]] Status saveStep(PacketId id, CaseStep step, Actor by);
    /// Destroys a portrait or prints that the new procedure does not ask for.
    [[nodiscard]] Status saveProcedure(PacketId id, const Procedure& procedure, Actor by);
    /// Destroys the key and the rows. `reason` is a code.
    [[nodiscard]] Status discard(PacketId id, const QString& reason, Actor by);

    /// One transaction: queue row, draft and its key gone, ledger row. The packet file must be durable
    /// before. With `waits` the packet is held until it is approved, and each gets a row that names the
    /// waivers and who answers for them. `sealedAsOf`: the last ledger row about the case when it was read to
    /// be sealed; a later one refuses, because the packet does not hold what was saved since. `facts`: what
    /// it counts as (tally_facts.h); without them it is counted as unknown.
    [[nodiscard]] Result<QueueRow> moveToQueue(const SealedPacket& packet, Actor by,
        const QMap<OfficerId, QString>& waits = {}, std::optional<qint64> sealedAsOf = {},
        const std::optional<CaseFacts>& facts = {});

private:
    [[nodiscard]] Status savePart(PacketId id, const QString& part, const QByteArray& value,
        const Secret& dataKey, const char* event, const QString& detail, Actor by);

    /// One transaction; refused when the case is not as it was seen.
    [[nodiscard]] Status change(PacketId id, const std::function<Status()>& work);

    Database& m_database;
    const Clock& m_clock;
    QMap<PacketId, qint64> m_seen; ///< the last ledger row about a case that this process knows
};

/// The detail of NotFound when another process has changed the case meanwhile.
inline constexpr auto changedElsewhere = "another program has changed this case meanwhile; open it again";

[[nodiscard]] const char* nameOf(CaseStep step); ///< "person", …

} // namespace station
