#include "core/store/database.h"
#include "core/store/officers.h"
#include "core/store/settings.h"
#include "core/vault/sealed.h"
#include "core/vault/vault.h"
#include "tests/support/desk_bench.h"

#include <QFile>

#include <catch2/catch.hpp>

#include <sqlite3.h>

using namespace station;

namespace {

constexpr qsizetype wrappedBytes = 1 + 24 + 32 + 16; // version, nonce, key, tag

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

struct KeyBench : DeskBench {
    Secret dataKey;

    KeyBench()
    {
        const auto database = std::move(Database::open(station).value());
        Officers officers(*database, clock);
        const QString code = Settings(*database).all()->value("station-code");
        Vault vault(officers, clock, cheapCost, code);
        REQUIRE(vault.signIn(an, anWords));
        const Secret& key = **vault.dataKey();
        dataKey = Secret(key.size());
        std::copy(key.data(), key.data() + key.size(), dataKey.data());
    }
    /// The data key tried on every place of every file where a wrapped draft key could lie.
    int draftKeysThatOpen(PacketId id)
    {
        int opened = 0;
        for (const char* name : {"station.db", "station.db-wal"}) {
            const QByteArray all = bytesOf(station.filePath(QLatin1String(name)));
            for (qsizetype at = all.indexOf('\x01'); at >= 0 && at + wrappedBytes <= all.size();
                 at = all.indexOf('\x01', at + 1))
                if (unwrapKey(dataKey, {"draft", "wrapped_key", id.text()}, all.mid(at, wrappedBytes)))
                    ++opened;
        }
        return opened;
    }
};

} // namespace

TEST_CASE("with the data key and the files after sealing, no key of the case is found to open anything",
    "[draft-keys]")
{
    KeyBench bench;
    const PacketId sealed = bench.openFilledCase();
    const PacketId discarded = bench.openFilledCase();
    const PacketId open = bench.openFilledCase();
    CHECK(bench.draftKeysThatOpen(sealed) > 0); // the search finds what is there
    CHECK(bench.draftKeysThatOpen(discarded) > 0);

    REQUIRE(bench.desk->finish(sealed));
    REQUIRE(bench.desk->discardCase(discarded, "citizen-left"));
    CHECK(bench.draftKeysThatOpen(sealed) == 0);
    CHECK(bench.draftKeysThatOpen(discarded) == 0);
    CHECK(bench.draftKeysThatOpen(open) > 0); // the others are untouched
    bench.restart();
    CHECK(bench.desk->resumeCase(open));
    CHECK(bench.draftKeysThatOpen(sealed) == 0);
}

TEST_CASE(
    "a busy reader keeps an old page in the log, and the next sealing or start takes it away", "[draft-keys]")
{
    KeyBench bench;
    const PacketId sealed = bench.openFilledCase();
    {
        sqlite3* reader = nullptr; // another process, in the middle of a reading
        REQUIRE(
            sqlite3_open(bench.station.filePath("station.db").toUtf8().constData(), &reader) == SQLITE_OK);
        REQUIRE(sqlite3_exec(reader, "BEGIN; SELECT count(*) FROM draft", nullptr, nullptr, nullptr)
            == SQLITE_OK);
        REQUIRE(bench.desk->finish(sealed));
        sqlite3_close(reader);
    }
    CHECK(bench.draftKeysThatOpen(sealed)
        > 0); // it lies in the file still: the checkpoint could not pass the reader
    bench.restart();
    CHECK(bench.draftKeysThatOpen(sealed) == 0);
}
