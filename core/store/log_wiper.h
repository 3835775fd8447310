#pragma once

#include <string>
#include <string_view>

namespace station {

/// Stands in place of the header while the rest is overwritten: SQLite reads no log that begins with it, and
/// scanLog() takes it for no damage.
inline constexpr std::string_view wipedLog = "wiped: it is in the database now"; // 32 bytes, as a header has

/// The name of an SQLite VFS over the one that is the default now: what stood in a write-ahead log is
/// overwritten with zeros before the log is truncated or removed, so that the blocks the file system gets
/// back hold no key of a case that was sealed. The log's header goes first and is durable before the rest: a
/// power cut leaves a whole log or one that SQLite does not read, never its beginning alone. Where
/// overwriting fails the log goes all the same, but a failed fsync is told to the connection. Costs two
/// fsyncs with each such end of a log, none with a transaction.
///
/// On a disk that writes elsewhere than it is told to (flash, copy-on-write) it is no proof: encrypt the
/// disk. Threads: any.
[[nodiscard]] std::string logWiper();

} // namespace station
