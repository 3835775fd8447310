#include "core/sync/bundle_pass.h"
#include "tests/sync/memory_queue.h"

#include <catch2/catch.hpp>

#include <random>

using namespace station;

namespace {

HttpResponse json(const QByteArray& body, int status = 200)
{
    return {status, {{"content-type", "application/json"}}, body};
}

template<class T>
bool isNonsense(const Reply<T>& reply)
{
    return !reply && reply.error().error.code == ErrorCode::RegistryUntrusted;
}

const PacketId one = PacketId::parse("01900000-0000-7000-8000-000000000001");
const PacketId two = PacketId::parse("01900000-0000-7000-8000-000000000002");
const QByteArray info
    = R"({"type":"enrollment-registry","versions":[1],"limits":{"packet_bytes":100,"chunk_min":1,"chunk_max":10,)"
      R"("manifest_packets":200},"certificates":"AAAA"})";

/// An older registry, or a portal: this page under every address.
struct OnePage final : Transport {
    HttpResponse page;
    int asked = 0;

    Result<HttpResponse> send(const HttpRequest&) override
    {
        ++asked;
        return page;
    }
};

struct BundleQueue final : MemoryQueue {
    std::vector<BundleTask> open;
    std::vector<BundleWord> words;

    using MemoryQueue::MemoryQueue;
    Result<std::vector<BundleTask>> bundleTasks() override { return open; }
    Status bundleAnswered(BundleId, BundleWord word) override
    {
        words.push_back(word);
        return {};
    }
};

} // namespace

TEST_CASE(
    "the registry's clock is read from a date as RFC 9110 writes it, and from nothing else", "[answers]")
{
    const auto said = [](const QByteArray& date) { return readDate({200, {{"date", date}}, {}}); };
    CHECK(said("Fri, 27 Nov 2026 12:00:00 GMT") == fromMs(1795780800000));
    for (const char* odd : {"", "Fri, 27 Nov 2026 12:00:00", "Fri, 27 Nov 2026 12:00:00 +0700", "tomorrow",
             "Friday, 27-Nov-26 12:00:00 GMT", "Fri, 32 Nov 2026 12:00:00 GMT"}) {
        CAPTURE(odd);
        CHECK_FALSE(said(odd));
    }
    CHECK_FALSE(readDate({200, {}, {}}));
}

TEST_CASE("a portal's page, a redirect and torn JSON are nobody's answer", "[answers]")
{
    const HttpResponse page {200, {{"content-type", "text/html"}}, "<html>Please log in</html>"};
    const HttpResponse redirect {302, {{"location", "http://portal.example.invalid/"}}, {}};
    for (const auto& response : {page, redirect, json("<html>"), json("{\"type\":\"enrollment-reg"), json(""),
             json("[]"), json("null")}) {
        CHECK(isNonsense(readInfo(response)));
        CHECK(isNonsense(readManifest(response, {one})));
        CHECK(isNonsense(readEvents(response, 0)));
        CHECK(isNonsense(readReceipt(response)));
        CHECK(isNonsense(readOffset(response, 204, 10)));
    }
    CHECK(readInfo(json(info)));
    CHECK(isNonsense(readInfo({200, {{"content-type", "text/html"}}, info})));
}

TEST_CASE("a description without version 1 or with impossible limits is refused", "[answers]")
{
    for (const auto& [from, to] : std::vector<std::pair<QByteArray, QByteArray>> {{"[1]", "[2]"},
             {"\"chunk_max\":10", "\"chunk_max\":0"}, {"\"chunk_max\":10", "\"chunk_max\":\"10\""},
             {"\"chunk_min\":1", "\"chunk_min\":11"}, {"\"manifest_packets\":200", "\"manifest_packets\":0"},
             {"\"packet_bytes\":100", "\"packet_bytes\":-1"}, {"enrollment-registry", "something-else"}})
        CHECK(isNonsense(readInfo(json(QByteArray(info).replace(from, to)))));
}

TEST_CASE("a manifest's answer names exactly the packets asked for", "[answers]")
{
    const auto answer = [](const QByteArray& packets) { return json("{\"packets\":[" + packets + "]}"); };
    const QByteArray first
        = R"({"packet_id":"01900000-0000-7000-8000-000000000001","state":"want","offset":7})";
    const QByteArray second
        = R"({"packet_id":"01900000-0000-7000-8000-000000000002","state":"rejected","reason":"blur"})";
    const auto good = readManifest(answer(second + "," + first), {one, two});
    REQUIRE(good);
    CHECK(good->packets.at(1).offset == 7);
    CHECK(good->packets.at(0).reason == "blur");
    CHECK(isNonsense(readManifest(answer(first), {one, two}))); // one left out
    CHECK(isNonsense(readManifest(answer(first + "," + first), {one, two}))); // one twice
    CHECK(isNonsense(readManifest(answer(first + "," + second), {one}))); // one nobody asked for
    CHECK(isNonsense(readManifest(answer(QByteArray(first).replace("want", "eaten")), {one})));
    CHECK(isNonsense(readManifest(answer(QByteArray(first).replace(",\"offset\":7", "")), {one})));
    CHECK(isNonsense(readManifest(answer(QByteArray(first).replace("7}", "-7}")), {one})));
    CHECK(isNonsense(readManifest(answer("7"), {one})));
}

TEST_CASE("events rise, and end where they say", "[answers]")
{
    const QByteArray id = "\"packet_id\":\"01900000-0000-7000-8000-000000000001\"";
    const auto page = [&](const QByteArray& seqs, const QByteArray& next) {
        QByteArray events;
        for (const auto& seq : seqs.split(','))
            events += (events.isEmpty() ? "" : ",")
                + QByteArray("{\"seq\":" + seq + "," + id + ",\"state\":\"received\"}");
        return json("{\"events\":[" + events + "],\"next\":" + next + "}");
    };
    CHECK(readEvents(page("4,5", "5"), 3)->events.size() == 2);
    CHECK(readEvents(json("{\"events\":[],\"next\":3}"), 3)->events.empty());
    CHECK(isNonsense(readEvents(page("5,4", "4"), 3)));
    CHECK(isNonsense(readEvents(page("3,4", "4"), 3))); // would go round for ever
    CHECK(isNonsense(readEvents(page("4,5", "9"), 3)));
    CHECK(isNonsense(readEvents(json("{\"events\":[],\"next\":2}"), 3)));
}

TEST_CASE("offsets are numbers inside the packet, said by tus", "[answers]")
{
    const auto answer
        = [](const QByteArray& offset, const QByteArray& length = {}, const QByteArray& tus = "1.0.0") {
              HttpResponse response {204, {{"upload-offset", offset}, {"tus-resumable", tus}}, {}};
              if (!length.isEmpty())
                  response.headers.insert("upload-length", length);
              return response;
          };
    CHECK(*readOffset(answer("10", "10"), 204, 10) == 10);
    for (const auto* bad : {"11", "-1", "", "ten", "1 0", "99999999999999999999"})
        CHECK(isNonsense(readOffset(answer(bad), 204, 10)));
    CHECK(isNonsense(readOffset(answer("5", "11"), 204, 10)));
    CHECK(isNonsense(readOffset(answer("5", {}, ""), 204, 10)));
}

TEST_CASE(
    "only a problem of the registry counts against a packet; 5xx and 429 are the line's trouble", "[answers]")
{
    const HttpResponse conflict {409, {{"content-type", "application/problem+json"}},
        R"({"type":"urn:enrollment-registry:problem:content-conflict","scope":"packet"})"};
    const auto refused = readReceipt(conflict);
    CHECK(refused.error().error.code == ErrorCode::RegistryRefused);
    CHECK(refused.error().scope == Refusal::Scope::Packet);
    CHECK(refused.error().problem == "content-conflict");
    CHECK(isNonsense(readReceipt({404, {{"content-type", "text/html"}}, "<h1>Not found</h1>"})));
    CHECK(isNonsense(readReceipt({403, {{"content-type", "application/problem+json"}},
        R"({"type":"about:blank","scope":"packet"})"})));
    const auto busy = readReceipt({503, {{"retry-after", "120"}}, "<html>"});
    CHECK(busy.error().error.code == ErrorCode::RegistryUnreached);
    CHECK(busy.error().scope == Refusal::Scope::Connection);
    CHECK(busy.error().retryAfter == std::chrono::seconds(120));
    CHECK(readReceipt({429, {}, {}}).error().error.code == ErrorCode::RegistryUnreached);
    CHECK_FALSE(readReceipt({503, {{"retry-after", "-5"}}, {}}).error().retryAfter);
    CHECK(readOffset({410, {{"tus-resumable", "1.0.0"}}, {}}, 200, 10).error().status
        == 410); // HEAD has no body
}

TEST_CASE("no answer crashes the reader: 20,000 mutations", "[answers]")
{
    std::mt19937 random(11);
    const QByteArray manifest
        = R"({"packets":[{"packet_id":"01900000-0000-7000-8000-000000000001","state":"want","offset":7}]})";
    for (int i = 0; i < 20'000; ++i) {
        QByteArray body = i % 2 ? info : manifest;
        for (int n = 0; n < 3; ++n)
            body[static_cast<int>(random() % static_cast<unsigned>(body.size()))]
                = static_cast<char>(random());
        body.truncate(static_cast<int>(random() % static_cast<unsigned>(body.size() + 1)));
        (void)readInfo(json(body));
        (void)readEvents(json(body), 0);
        (void)readManifest(json(body), {one});
    }
    SUCCEED();
}

TEST_CASE("a registry that knows nothing of bundles leaves them waiting and stops no pass", "[answers]")
{
    OnePage line;
    RegistryClient client(line);
    BundleQueue queue(std::make_shared<MemoryStore>());
    queue.open = {{BundleTask::Kind::Present, BundleId::create(fromMs(1)), "signed"},
        {BundleTask::Kind::AskBack, BundleId::create(fromMs(2)), {}}};
    for (const int status : {404, 405}) {
        line.page = {status, {{"content-type", "text/html"}}, "<html>Not Found</html>"};
        CHECK(settleBundles(queue, client));
        CHECK(queue.words.empty());
    }
    CHECK(line.asked == 2); // the second bundle would be told the same
    // One that does know them, and not this one, says so in its own words.
    line.page = {404, {{"content-type", "application/problem+json"}},
        R"({"type":"urn:enrollment-registry:problem:unknown","scope":"packet"})"};
    CHECK(settleBundles(queue, client));
    CHECK(queue.words == std::vector {BundleWord::Refused});
    // Anything else is nobody's answer, and ends the pass.
    line.page = {200, {{"content-type", "text/html"}}, "<html>Please log in</html>"};
    CHECK_FALSE(settleBundles(queue, client));
}
