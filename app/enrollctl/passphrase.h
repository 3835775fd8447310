#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

#include <CLI/CLI.hpp>

#include <string>

namespace station {

/// Where a passphrase comes from: a file, a file descriptor, else the terminal. Never an argument: those are
/// seen by every program on the computer.
struct PassphraseSource {
    std::string file;
    int descriptor = -1;

    /// Adds --<prefix>passphrase-file and --<prefix>passphrase-fd.
    void addOptions(CLI::App* command, const std::string& prefix, const std::string& whose);
    /// The first line. Errors: NotFound for a file that cannot be read; InvalidInput when it is empty or
    /// longer than 4 KiB, or when nothing was named and there is no terminal to ask on.
    [[nodiscard]] Result<QByteArray> read(const QString& prompt) const;
};

/// One line from the terminal. Errors: InvalidInput without a terminal.
[[nodiscard]] Result<QString> askLine(const QString& prompt);

} // namespace station
