#include "tests/end_to_end/job_bench.h"

using namespace station;

namespace {

struct Blow {
    const char* what;
    int signal;
};

const Blow killed {"killed", SIGKILL};
const Blow stopped {"stopped", SIGSTOP};
const Blow crashed {"crashed", SIGABRT};

} // namespace

TEST_CASE(
    "with the portrait page open, a device process that ends or hangs comes back and the window never stalls",
    "[end-to-end]")
{
    const Blow blow = GENERATE(killed, stopped, crashed);
    INFO(blow.what);
    JobBench job;
    job.open();
    for (const char* step : {"new", "person", "to-portrait", "shutter", "reset-stall", "again"})
        REQUIRE(job.say(step));
    const pid_t host = job.deviceHost("camera");
    REQUIRE(host > 0);
    ::kill(host, blow.signal);
    QElapsedTimer since;
    since.start();
    CHECK(job.say("camera-lost"));
    CHECK(since.elapsed() < 1500 * slower);
    REQUIRE(job.say("use-portrait")); // the shutter goes by itself once pictures flow again
    WARN("portrait page, camera process " << blow.what << ": used after " << since.elapsed()
                                          << " ms, longest stall "
                                          << job.state().value("longestStallMs").toInt() << " ms");
    CHECK(job.neverStalled());
    CHECK(job.deviceHost("camera") != host);
}

TEST_CASE("with the fingers page open, a device process that ends or hangs loses no finger and the window "
          "never stalls",
    "[end-to-end]")
{
    const Blow blow = GENERATE(killed, stopped, crashed);
    INFO(blow.what);
    JobBench job;
    job.open();
    for (const char* step : {"new", "person", "to-portrait", "use-portrait", "reset-stall", "fingers 3"})
        REQUIRE(job.say(step));
    const int before = job.state().value("fingers").toInt();
    const pid_t host = job.deviceHost("reader");
    REQUIRE(host > 0);
    ::kill(host, blow.signal);
    QElapsedTimer since;
    since.start();
    CHECK(job.say("fingers " + QByteArray::number(before + 2)));
    WARN("fingers page, reader process " << blow.what << ": two more fingers after " << since.elapsed()
                                         << " ms, longest stall "
                                         << job.state().value("longestStallMs").toInt() << " ms");
    REQUIRE(job.say("fingers 10"));
    CHECK(job.neverStalled());
    CHECK(job.deviceHost("reader") != host);
}
