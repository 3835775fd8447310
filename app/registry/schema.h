#pragma once

#include "app/registry/sql.h"

namespace station {

/// Makes a table whose rows are unique by a packet's key. A database of an earlier release, where the id
/// alone was unique, gets the table anew with its rows in it, once in its life. Inside somebody's
/// transaction.
/// @param columns  "( … )", in the order they have always had; indexes are made afterwards
[[nodiscard]] Status makeTable(Sql& sql, const char* name, const char* columns);

} // namespace station
