#include "core/procedure/strict_json.h"

#include <catch2/catch.hpp>

#include <random>

using namespace station;

namespace {

std::string refusal(const QByteArray& json)
{
    const auto document = readStrictJson(json);
    return document ? "accepted" : document.error().detail;
}

} // namespace

TEST_CASE("torn JSON is refused with line and column", "[json]")
{
    CHECK(refusal("{\n  \"id\": ").find("line 2, column") == 0);
    CHECK(refusal("").find("line 1, column") == 0);
    CHECK(refusal("{\"a\": 1,}").find("line 1, column") == 0);
    CHECK(refusal("{\"a\": \"\xff\xfe\"}").find("line 1") == 0);
    CHECK(refusal("{} trailing").find("line 1") == 0);
    CHECK(refusal("[1, 2]") == "a JSON object { … } is needed");
    CHECK(refusal("{}") == "accepted");
}

TEST_CASE("a key twice is refused with its place, however it is written", "[json]")
{
    CHECK(refusal(R"({"a": 1, "a": 2})") == "the key 'a' stands twice");
    CHECK(refusal(R"({"f": [{"x": 1}, {"label": {"vi": "a", "vi": "b"}}]})")
        == "f/1/label: the key 'vi' stands twice");
    CHECK(refusal(R"({"a": 1, "\u0061": 2})") == "the key 'a' stands twice");
    CHECK(refusal(R"({"a": {"a": {"a": 1}}, "b": [{"a": 1}, {"a": 2}]})") == "accepted");
    CHECK(refusal(R"({"a": "a", "b": "a: \"a\" {[", "c": ["a", "a"]})") == "accepted");
}

TEST_CASE("huge, deep and endless documents are refused, not read", "[json]")
{
    CHECK(refusal("{\"a\": \"" + QByteArray(2 * 1024 * 1024, 'x') + "\"}") == "larger than 1 MiB");
    CHECK(refusal("{\"id\": \"" + QByteArray(5000, 'x') + "\"}") == "id: a text is longer than 4096 bytes");
    CHECK(refusal("{\"" + QByteArray(5000, 'x') + "\": 1}") == "a text is longer than 4096 bytes");
    CHECK(refusal("{\"a\": " + QByteArray(100, '[') + QByteArray(100, ']') + "}")
        == "nested deeper than 32 levels");
    CHECK(refusal("{\"a\": " + QByteArray(100000, '[')).find("line 1") == 0);
}

TEST_CASE("what is quoted from a document cannot break a log line", "[json]")
{
    CHECK(quoted(QStringLiteral("a\nb\x1b[31m")) == "'a?b?[31m'");
    CHECK(quoted(QString(1000, u'x')).size() == 82);
}

TEST_CASE("100,000 mutated documents are read or refused, never more", "[json][property]")
{
    std::mt19937 random(11);
    const QByteArray whole
        = R"({"id": "x", "fields": [{"key": "pin", "label": {"vi": "S\u1ed1"}}, 1.5e3, null], "n": -1})";
    const QByteArray letters = "{}[]\",:\\u019 tfn\x00\xff";
    for (int i = 0; i < 100000; ++i) {
        QByteArray json = whole;
        for (int left = 1 + i % 3; left > 0 && !json.isEmpty(); --left) {
            const auto at = std::uniform_int_distribution<qsizetype>(0, json.size() - 1)(random);
            const char letter
                = letters.at(std::uniform_int_distribution<qsizetype>(0, letters.size() - 1)(random));
            if (left == 2)
                json.insert(at, letter);
            else if (left == 3)
                json.truncate(at);
            else
                json[at] = letter;
        }
        const auto document = readStrictJson(json);
        if (!document && document.error().detail.empty())
            FAIL(json.toStdString());
    }
    SUCCEED();
}
