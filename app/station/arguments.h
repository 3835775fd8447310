#pragma once

#include <QDir>
#include <QString>

class QCoreApplication;

namespace station {

struct Arguments {
    QDir station;
    QString language; ///< empty: as kept
    bool selfTest = false;
    bool measureStart = false;
    bool realCamera = false; ///< in practice mode: a plugged-in camera instead of the made-up portrait
};

/// Ends the process with 2 and a sentence on stderr when the options make no sense.
[[nodiscard]] Arguments parseArguments(const QCoreApplication& application);

} // namespace station
