#pragma once

#include "core/desk/health.h"

#include <QString>

namespace station {

// What the kernel tells about the computer. `root` stands for "/" in tests.

/// Bytes that programmes may still take (MemAvailable); nothing where the kernel does not tell.
[[nodiscard]] std::optional<qint64> memoryFree(const QString& root = QStringLiteral("/"));
/// The first battery of the computer itself, not of a mouse; nothing where there is none.
[[nodiscard]] std::optional<Battery> battery(const QString& root = QStringLiteral("/"));
/// Of the station's directory and its private key: how many others on this computer may read or enter.
[[nodiscard]] int openFiles(const QString& station);

} // namespace station
