#include "core/vault/sealed.h"

#include <catch2/catch.hpp>

using namespace station;

namespace {

const CellName here {"draft_part", "sealed", "row-1"};

} // namespace

TEST_CASE("a sealed value opens under its key and in its place", "[sealed]")
{
    const Secret key = Secret::random(cellKeyBytes);
    for (const QByteArray& value : {QByteArray(), QByteArray("x"), QByteArray(100'000, 'y')})
        CHECK(openCell(key, here, sealCell(key, here, value)) == value);
}

TEST_CASE("a sealed value moved to another row, column or table does not open", "[sealed]")
{
    const Secret key = Secret::random(cellKeyBytes);
    const QByteArray sealed = sealCell(key, here, "secret");
    for (const CellName& there : {CellName {"draft_part", "sealed", "row-2"},
             CellName {"draft_part", "other", "row-1"}, CellName {"draft", "sealed", "row-1"}})
        CHECK(openCell(key, there, sealed).error().code == ErrorCode::Damaged);
}

TEST_CASE("another key opens nothing", "[sealed]")
{
    const Secret key = Secret::random(cellKeyBytes);
    CHECK(openCell(Secret::random(cellKeyBytes), here, sealCell(key, here, "secret")).error().code
        == ErrorCode::Damaged);
    CHECK(openCell(Secret(), here, sealCell(key, here, "secret")).error().code == ErrorCode::Damaged);
}

TEST_CASE("no changed bit and no shortened value opens", "[sealed]")
{
    const Secret key = Secret::random(cellKeyBytes);
    const QByteArray sealed = sealCell(key, here, "secret");
    for (qsizetype i = 0; i < sealed.size(); ++i) {
        QByteArray changed = sealed;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        CHECK_FALSE(openCell(key, here, changed));
        CHECK_FALSE(openCell(key, here, sealed.left(i)));
    }
}

TEST_CASE("the same value sealed twice looks different", "[sealed]")
{
    const Secret key = Secret::random(cellKeyBytes);
    CHECK(sealCell(key, here, "secret") != sealCell(key, here, "secret"));
}

TEST_CASE("a wrapped key comes back, and only from its own place", "[sealed]")
{
    const Secret outer = Secret::random(cellKeyBytes);
    const Secret inner = Secret::random(cellKeyBytes);
    const QByteArray wrapped = wrapKey(outer, here, inner);
    const auto back = unwrapKey(outer, here, wrapped);
    REQUIRE(back);
    CHECK(std::equal(inner.data(), inner.data() + inner.size(), back->data()));
    CHECK_FALSE(unwrapKey(outer, {"draft", "wrapped_key", "row-2"}, wrapped));
    CHECK_FALSE(unwrapKey(outer, here, wrapped.left(wrapped.size() - 1)));
}

TEST_CASE("a wiped secret is empty, and so is one that was moved away", "[sealed]")
{
    Secret key = Secret::random(cellKeyBytes);
    Secret taken = std::move(key);
    CHECK(key.isEmpty()); // NOLINT(bugprone-use-after-move): that is the promise
    CHECK(taken.size() == cellKeyBytes);
    taken.wipe();
    CHECK(taken.isEmpty());
    taken.wipe();
}
