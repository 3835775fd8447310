#pragma once

#include "core/store/officers.h"
#include "core/vault/vault.h"
#include "tests/support/store_bench.h"

#include <catch2/catch.hpp>

#include <array>
#include <memory>

namespace station {

using namespace std::chrono_literals;

inline const QByteArray passA = "first officer's words";
inline const QByteArray passB = "second officer's words";

/// The vault over a database, without anybody yet; addTwo() brings a supervisor and an officer.
struct VaultBench : StoreBench {
    std::unique_ptr<Officers> officers;
    std::unique_ptr<Vault> vault;
    OfficerId a; ///< supervisor
    static constexpr std::array files {"station.db", "station.db-wal", "station.db-shm"};
    OfficerId b;

    VaultBench() { start(); }
    void start()
    {
        officers = std::make_unique<Officers>(*database, clock);
        vault = std::make_unique<Vault>(*officers, clock, cheapCost, "00019ABC");
    }
    void restart()
    {
        vault.reset();
        officers.reset();
        reopen();
        start();
    }
    void addTwo()
    {
        a = vault->addOfficer("An", Role::Supervisor, passA).value();
        clock.advance(1ms);
        b = vault->addOfficer("Bình", Role::Officer, passB, passA).value();
    }
    QByteArray keyBytes() const
    {
        const auto key = vault->dataKey();
        return key ? QByteArray(reinterpret_cast<const char*>((*key)->data()), 32) : QByteArray();
    }
    ErrorCode signInFails(OfficerId id, const QByteArray& passphrase)
    {
        const auto done = vault->signIn(id, passphrase);
        REQUIRE_FALSE(done);
        return done.error().code;
    }
};

} // namespace station
