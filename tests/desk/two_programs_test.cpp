#include "core/store/drafts.h"
#include "tests/support/desk_bench.h"

#include <QFile>

#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>

using namespace station;

namespace {

/// The window has a case open; enrollctl, or a second window, works on the same station.
struct TwoPrograms : DeskBench {
    PacketId id;
    std::unique_ptr<Desk> second;

    TwoPrograms()
        : id(openFilledCase())
        , second(Desk::open(station, clock).value())
    {
        REQUIRE(second->signIn(an, anWords));
    }
    static FormValues typed(const char* field, const char* text)
    {
        FormValues form = sampleForm();
        form[field].text = text;
        return form;
    }
    [[nodiscard]] QString kept(const char* field) const
    {
        return desk->resumeCase(id)->form.value(field).text;
    }
};

const Error changed {ErrorCode::NotFound, changedElsewhere};

} // namespace

TEST_CASE(
    "a save over what another program has changed in the same case is refused and changes nothing", "[two]")
{
    TwoPrograms bench;
    REQUIRE(bench.desk->resumeCase(bench.id)); // shown in the first
    REQUIRE(bench.second->resumeCase(bench.id)); // and in the second, which types
    REQUIRE(bench.second->saveForm(bench.id, TwoPrograms::typed("occupation", "thợ may")));

    const Status late = bench.desk->saveForm(bench.id, TwoPrograms::typed("name_full", "TRẦN VĂN BA"));
    REQUIRE_FALSE(late);
    CHECK(late.error() == changed);
    CHECK(bench.desk->savePortrait(bench.id, samplePortrait(bench.clock.now())).error() == changed);
    CHECK(
        bench.desk->saveFinger(bench.id, sampleFinger(FingerPosition::RightThumb, bench.clock.now())).error()
        == changed);
    CHECK(bench.desk->saveConfirmation(bench.id, sampleConfirmation(bench.an, bench.clock.now())).error()
        == changed);
    CHECK(bench.desk->saveStep(bench.id, CaseStep::Person).error() == changed);
    CHECK(bench.desk->saveProcedure(bench.id, "cc-exchange").error() == changed);

    CHECK(bench.kept("occupation") == "thợ may"); // resumed: seen now
    CHECK(bench.kept("name_full") == sampleForm().value("name_full").text);
    CHECK(bench.desk->saveForm(bench.id, TwoPrograms::typed("occupation", "thợ xây")));
    CHECK(bench.kept("occupation") == "thợ xây");
}

TEST_CASE("a program's own saves one after the other, and those in other cases, are not in its way", "[two]")
{
    TwoPrograms bench;
    const PacketId other = bench.second->openCase("cc-new-14")->id;
    REQUIRE(bench.second->saveForm(other, sampleForm()));
    for (const char* text : {"thợ may", "thợ xây", "thợ may"})
        CHECK(bench.desk->saveForm(bench.id, TwoPrograms::typed("occupation", text)));
}

namespace {

/// A clock that lets another program act at the n-th look.
class ClockWithVisitor final : public Clock {
public:
    ClockWithVisitor(const Clock& real, int look, std::function<void()> visit)
        : m_real(real)
        , m_left(look)
        , m_visit(std::move(visit))
    {
    }
    bool armed = false;
    [[nodiscard]] Instant now() const override
    {
        if (armed && --m_left == 0)
            m_visit();
        return m_real.now();
    }

private:
    const Clock& m_real;
    mutable int m_left;
    std::function<void()> m_visit;
};

} // namespace

TEST_CASE(
    "what another program saves while a case is being sealed is in the packet, or the sealing is refused",
    "[two]")
{
    int refused = 0;
    for (int look = 1; look <= 3; ++look) { // at the fourth the queue is being written
        INFO("at look " << look << " at the clock");
        TwoPrograms bench;
        Status saved;
        ClockWithVisitor clock(bench.clock, look, [&] {
            saved = bench.desk->saveForm(bench.id, TwoPrograms::typed("occupation", "thợ may")).and_then([&] {
                return bench.desk->saveConfirmation(
                    bench.id, sampleConfirmation(bench.an, bench.clock.now()));
            });
        });
        const auto third = Desk::open(bench.station, clock).value();
        REQUIRE(third->signIn(bench.an, DeskBench::anWords));
        clock.armed = true;
        const auto sealed = third->finish(bench.id);
        clock.armed = false;
        REQUIRE(saved);
        if (!sealed) {
            refused += sealed.error() == changed ? 1 : 0;
            CHECK(bench.kept("occupation") == "thợ may");
            CHECK(bench.desk->finish(bench.id)); // and the case goes on
        }
        QFile file(bench.packetPath(bench.id));
        REQUIRE(file.open(QFile::ReadOnly));
        const auto packet = openPacket(
            file.readAll(), bench.registry.certificatePem, bench.registry.keyPem, bench.authority.caPem());
        REQUIRE(packet);
        const auto person = std::find_if(packet->files.begin(), packet->files.end(),
            [](const PacketFile& each) { return each.name == "person.json"; });
        REQUIRE(person != packet->files.end());
        CHECK(person->bytes.contains("thợ may"));
    }
    CHECK(refused > 0);
}
