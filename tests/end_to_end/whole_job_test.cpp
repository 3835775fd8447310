#include "tests/camera/media_bench.h"
#include "tests/end_to_end/job_bench.h"
#include "tests/support/sanitizers.h"

#include <QRandomGenerator>
#include <QThread>

using namespace station;

TEST_CASE("a case worked through the window ends in one packet and its receipt", "[end-to-end]")
{
    JobBench job;
    job.open();
    for (const char* step :
        {"new", "person", "to-portrait", "use-portrait", "fingers 10", "to-review", "confirm", "seal"})
        REQUIRE(job.say(step));
    CHECK(job.delivered(1));
    CHECK(job.packetsAtRegistry() == 1);
}

TEST_CASE(
    "the same with a camera on PipeWire, lost and returned while the page is open", "[end-to-end][media]")
{
    STATION_NOT_UNDER("ThreadSanitizer", "GStreamer and PulseAudio lock where it cannot see");
    if (const auto what = MediaBench::missing(); !what.isEmpty()) {
        WARN("SKIPPED: not installed: " << what.toStdString());
        SUCCEED();
        return;
    }
    MediaBench media;
    REQUIRE(media.startService());
    REQUIRE(media.startSource(3));
    JobBench job;
    job.open({"--real-camera"}, media.environment());
    for (const char* step : {"new", "person", "to-portrait", "shutter", "reset-stall", "again"})
        REQUIRE(job.say(step));
    media.killSource();
    CHECK(job.say("camera-lost"));
    REQUIRE(media.startSource(3));
    for (const char* step : {"use-portrait", "fingers 10", "to-review", "confirm", "seal"})
        REQUIRE(job.say(step));
    CHECK(job.neverStalled());
    CHECK(job.delivered(1));
    CHECK(job.packetsAtRegistry() == 1);
}

TEST_CASE("killed after each step, the window opens the case on the same step with everything there",
    "[end-to-end]")
{
    JobBench job;
    job.open();
    struct Step {
        const char* does;
        int step; ///< of CaseStep
    };
    REQUIRE(job.say("new"));
    REQUIRE(job.say("person"));
    QString number = job.state().value("case").toString();
    int fingers = 0;
    for (const Step& next : {Step {"person", 0}, Step {"to-portrait", 1}, Step {"use-portrait", 2},
             Step {"fingers 3", 2}, Step {"fingers 10", 2}, Step {"to-review", 3}, Step {"confirm", 3}}) {
        INFO(next.does);
        REQUIRE(job.say(next.does));
        fingers = job.state().value("fingers").toInt();
        job.kill();
        job.open();
        REQUIRE(job.say("resume"));
        CHECK(job.state().value("case").toString() == number);
        CHECK(job.state().value("step").toInt() == next.step);
        CHECK(job.state().value("name").toString() == QStringLiteral("Lò Văn Thử Nghiệm"));
        CHECK(job.state().value("fingers").toInt() >= fingers);
    }
    REQUIRE(job.say("seal"));
    job.kill();
    job.open(); // the queue goes on without the case
    CHECK(job.delivered(1));
    CHECK(job.packetsAtRegistry() == 1);
}

TEST_CASE("killed while it seals and sends, the case ends in exactly one packet", "[end-to-end]")
{
    QRandomGenerator random(20261127);
    JobBench job;
    for (int round = 1; round <= 3; ++round) {
        job.open();
        for (const char* step :
            {"new", "person", "to-portrait", "use-portrait", "fingers 10", "to-review", "confirm"})
            REQUIRE(job.say(step));
        job.send("seal");
        QThread::msleep(random.bounded(150U));
        job.kill();
        job.open();
        if (job.queue().size() < round) { // the kill was earlier: the draft is still there
            REQUIRE(job.say("resume"));
            CHECK(job.state().value("fingers").toInt() == 10);
            REQUIRE(job.say("seal"));
        }
        job.kill();
    }
    job.open();
    CHECK(job.delivered(3));
    CHECK(job.packetsAtRegistry() == 3);
}

TEST_CASE("a registry that stops and starts again gets one packet and gives one receipt", "[end-to-end]")
{
    JobBench job;
    job.stopRegistry();
    job.open();
    for (const char* step :
        {"new", "person", "to-portrait", "use-portrait", "fingers 10", "to-review", "confirm", "seal"})
        REQUIRE(job.say(step));
    job.startRegistry();
    CHECK(job.delivered(1, 150000)); // the backoff after a handful of failures is up to 80 s
    CHECK(job.packetsAtRegistry() == 1);
}
