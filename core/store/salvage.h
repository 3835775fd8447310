#pragma once

#include "core/base/result.h"
#include "core/store/raw_pages.h"

namespace station {

class Database;

struct SalvageReport {
    int pages = 0; ///< of the damaged file
    int pagesLost = 0; ///< neither part of a tree, nor the end of a row, nor empty
    int rowsKept = 0;
    int rowsRefused = 0; ///< broken, older copies, or against a rule of the table
};

/// Reads every row that is whole out of a damaged database, also where the way to it is broken: pages that no
/// tree leads to are known by the shape of their rows. What was written last wins. `into` has the empty
/// tables of the version that wrote the file. Inside the caller's transaction; throws SQLite::Exception.
[[nodiscard]] SalvageReport salvage(const RawPages& from, Database& into);

/// The version of the tables by the head of the file, its first 100 bytes; 0 when it cannot be believed.
[[nodiscard]] int versionIn(const QByteArray& head);

} // namespace station
