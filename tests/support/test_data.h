#pragma once

#include <QDir>
#include <QString>

#include <catch2/catch.hpp>

namespace station {

/// The folder of recordings and pictures beside the repository, or an empty string where it is absent.
inline QString testData(const QString& path)
{
    const QString root = qEnvironmentVariable("STATION_TEST_DATA", qEnvironmentVariable("STATION_SOURCE") + "/../shared/data");
    return QDir(root).exists() ? QDir(root).filePath(path) : QString();
}

} // namespace station

/// Leaves the test, saying so on screen, where the data is absent.
#define STATION_NEEDS_DATA(path)                                                                             \
    do {                                                                                                     \
        if (station::testData(path).isEmpty()) {                                                             \
            WARN("SKIPPED: no test data; set STATION_TEST_DATA to the folder that holds " << (path));        \
            SUCCEED();                                                                                       \
            return;                                                                                          \
        }                                                                                                    \
    } while (false)
