#pragma once

#include "core/desk/tallies.h"
#include "core/store/database.h"
#include "tests/support/desk_bench.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace station {

/// What a packet says of itself, read as the registry reads it.
struct ReadPacket {
    PacketId id;
    QJsonObject manifest;
    QJsonObject person;
};

/// A station at work. Nothing here asks the table that the tally is made of.
struct WorkingDays : DeskBench {
    /// Sealed as a case of that procedure would be. Fingers 1 to `amputated` are missing.
    struct Wish {
        const char* procedure = "cc-new-14";
        const char* birth = "1994-03-15";
        Circumstances around = {};
        int amputated = 0;
        bool waivePortrait = false;
        const char* cardIssued = "";
    };
    Result<SealedCase> seal(const Wish& wish)
    {
        const PacketId id = fill(wish);
        return desk->finish(id);
    }
    PacketId fill(const Wish& wish)
    {
        const auto draft = desk->openCase(wish.procedure);
        if (!draft)
            FAIL(draft.error().detail);
        const PacketId id = draft->id;
        if (wish.around != Circumstances())
            REQUIRE(desk->saveCircumstances(id, wish.around));
        REQUIRE(desk->saveForm(id, formOf(wish)));
        const OfficerId me = desk->signedIn()->id;
        if (QString(wish.procedure) != "cc-new-0-6")
            takeBiometrics(id, wish, me);
        REQUIRE(desk->saveStep(id, CaseStep::Review));
        const bool represented
            = QString(wish.procedure) != "cc-new-14" && QString(wish.procedure) != "cc-exchange";
        REQUIRE(desk->saveConfirmation(
            id, {represented, represented ? "BÙI THỊ GIẢ ĐỊNH" : "NGUYỄN THỊ MINH ÁNH", me, clock.now()}));
        return id;
    }
    /// The registry's word, as sync records it.
    void answer(PacketId id, PacketState state, const char* reason = "")
    {
        const auto database = Database::open(station).value();
        const auto row = Outbox(*database, clock).row(id).value();
        REQUIRE(Outbox(*database, clock)
                    .receipt(id, {state, QString(reason), ++receipts, row.sha256, "signed", {}}));
    }
    [[nodiscard]] TallySheet sheet(QDate from, QDate to, std::optional<TallyBy> by = {})
    {
        const auto made = desk->tally().sheet({from, to, by});
        if (!made)
            FAIL(made.error().detail);
        return *made;
    }
    /// Opens every packet file with the registry's key.
    [[nodiscard]] std::vector<ReadPacket> packets() const
    {
        std::vector<ReadPacket> all;
        const QDir kept(station.filePath("packets"));
        const auto parts = kept.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        for (const QString& part : parts) {
            const auto names = QDir(kept.filePath(part)).entryList({"*.p7m"});
            for (const QString& name : names) {
                QFile file(kept.filePath(part + "/" + name));
                REQUIRE(file.open(QFile::ReadOnly));
                const auto opened
                    = openPacket(file.readAll(), registry.certificatePem, registry.keyPem, authority.caPem());
                if (!opened)
                    FAIL(opened.error().detail);
                all.push_back({opened->id, QJsonDocument::fromJson(opened->files[0].bytes).object(),
                    QJsonDocument::fromJson(opened->files[1].bytes).object()});
            }
        }
        return all;
    }

private:
    static FormValues formOf(const Wish& wish)
    {
        FormValues form = sampleForm();
        form[QStringLiteral("dob")].text = wish.birth;
        const QString procedure(wish.procedure);
        if (procedure == "cc-exchange")
            form.insert("exchange_reason", {"request", Provenance::Declared, false});
        if (*wish.cardIssued != '\0')
            form.insert("card_issued", {wish.cardIssued, Provenance::Declared, false});
        if (procedure == "cc-new-14" || procedure == "cc-exchange")
            return form;
        form.remove(QStringLiteral("pin"));
        form.remove(QStringLiteral("phone"));
        form.insert("representative_name", {"BÙI THỊ GIẢ ĐỊNH", Provenance::Declared, false});
        form.insert("representative_pin", {"025190999010", Provenance::Declared, false});
        form.insert("representative_relation", {"mother", Provenance::Declared, false});
        return form;
    }
    void takeBiometrics(PacketId id, const Wish& wish, OfficerId me)
    {
        Portrait portrait = samplePortrait(clock.now());
        if (wish.waivePortrait) {
            portrait.checks.front().pass = false;
            portrait.waiver = Waiver {"health", {}, me, clock.now()};
        }
        REQUIRE(desk->savePortrait(id, portrait));
        for (const FingerPosition position : allFingers) {
            FingerEntry finger = sampleFinger(position, clock.now());
            if (static_cast<int>(position) <= wish.amputated) {
                finger = sampleException(position, me, clock.now());
                finger.exception->reason = FingerExceptionReason::Amputated;
                finger.exception->temporary = false;
                finger.exception->followUp = {};
            }
            REQUIRE(desk->saveFinger(id, finger));
        }
        if (wish.waivePortrait)
            REQUIRE(desk->signOff(id, me == an ? binh : an, me == an ? binhWords : anWords));
    }
    qint64 receipts = 0;
};

} // namespace station
