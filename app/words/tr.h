#pragma once

#include <QCoreApplication>

namespace station::words {

/// One translation context for everything in this folder. lupdate takes the name of the struct, so both are
/// the same.
struct Say {
    Q_DECLARE_TR_FUNCTIONS(Say)
};

} // namespace station::words
