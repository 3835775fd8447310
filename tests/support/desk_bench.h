#pragma once

#include "core/desk/desk.h"
#include "tests/support/sample_case.h"
#include "tests/support/store_bench.h"
#include "tests/support/test_identities.h"

#include <QTemporaryDir>

#include <catch2/catch.hpp>

namespace station {

/// A station with identity and two officers, An (supervisor) and Bình, and An signed in.
struct DeskBench {
    QTemporaryDir folder;
    QDir station {folder.filePath("station")};
    FixedClock clock {fromMs(1795780800000)};
    TestAuthority authority;
    KeyPair registry = authority.registry();
    OfficerId an;
    OfficerId binh;
    std::unique_ptr<Desk> desk;

    static constexpr auto anWords = "An's long words";
    static constexpr auto binhWords = "Bình's long words";

    DeskBench()
    {
        REQUIRE(Desk::create(
            station, {{}, "Trạm thử", "00019", QUrl("https://127.0.0.1:8443"), true}, clock, cheapCost));
        start();
        REQUIRE(desk->installIdentity(
            TestAuthority::identity(authority, authority.station("station-1"), registry)));
        an = desk->addOfficer("An", Role::Supervisor, anWords).value();
        clock.advance(std::chrono::milliseconds(1));
        binh = desk->addOfficer("Bình", Role::Officer, binhWords, anWords).value();
        signIn();
    }
    void start(FileLayer& files = posixFiles())
    {
        desk.reset();
        auto opened = Desk::open(station, clock, files);
        if (!opened)
            FAIL(opened.error().detail);
        desk = std::move(*opened);
    }
    void signIn() { REQUIRE(desk->signIn(an, anWords)); }
    /// As a new process would, signed in.
    void restart(FileLayer& files = posixFiles())
    {
        start(files);
        signIn();
    }
    /// Saves everything that the sample case has.
    PacketId openFilledCase()
    {
        const auto draft = desk->openCase("cc-new-14");
        if (!draft)
            FAIL(draft.error().detail);
        EnrollmentDraft filled = *draft;
        fillSample(filled, an, clock.now());
        REQUIRE(desk->saveForm(draft->id, filled.form));
        REQUIRE(desk->savePortrait(draft->id, *filled.portrait));
        for (const FingerEntry& finger : filled.fingers)
            REQUIRE(desk->saveFinger(draft->id, finger));
        REQUIRE(desk->saveStep(draft->id, CaseStep::Review));
        REQUIRE(desk->saveConfirmation(draft->id, *filled.confirmation));
        return draft->id;
    }
    [[nodiscard]] QString packetPath(PacketId id) const
    {
        return station.filePath("packets/" + id.text().right(2) + "/" + id.text() + ".p7m");
    }
};

} // namespace station
