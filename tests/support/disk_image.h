#pragma once

#include <QByteArray>
#include <QDir>
#include <QString>

#include <map>
#include <set>

namespace station {

/// Everything under one directory; paths are relative to it. Without what goes with the process: SQLite's
/// shared memory and the sealing lock.
struct DiskImage {
    std::map<QString, QByteArray> files;
    std::set<QString> folders;

    [[nodiscard]] static DiskImage of(const QDir& root);
    /// Whatever stood there goes.
    void putInto(const QDir& root) const;
    friend bool operator==(const DiskImage&, const DiskImage&) = default;
};

} // namespace station
