#pragma once

#include "core/base/clock.h"
#include "core/store/database.h"
#include "core/vault/key_slot.h"

#include <QTemporaryDir>

#include <catch2/catch.hpp>

namespace station {

/// Argon2id at its smallest: the tests are about what happens around it.
inline const KeyCost cheapCost {1, 8192};

/// An empty station directory with its database, and a clock that stands at noon UTC of 27 November 2026.
struct StoreBench {
    QTemporaryDir folder;
    QDir station {folder.path()};
    FixedClock clock {fromMs(1795780800000)};
    std::unique_ptr<Database> database;

    explicit StoreBench(FileLayer& files = posixFiles())
    {
        auto made = Database::create(station, files);
        REQUIRE(made);
        database = std::move(*made);
    }
    /// As a new process would.
    void reopen(FileLayer& files = posixFiles())
    {
        database.reset();
        auto opened = Database::open(station, files);
        REQUIRE(opened);
        database = std::move(*opened);
    }
    /// Changes the file behind the program's back.
    void tamper(const char* sql);
};

/// Makes the ledger of a closed station `rows` long, as the station would have written it.
void growLedger(const QDir& station, qint64 rows);

} // namespace station
