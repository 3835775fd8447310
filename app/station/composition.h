#pragma once

#include "app/station/arguments.h"
#include "app/station/shell/main_window.h"

#include <functional>

namespace station {

/// The composition root: what there is, on which thread, and in which order it starts and ends.
/// Shows the window and runs until it is closed. `ready` is handed the window before the event loop starts;
/// tests work it there.
/// @return the program's exit code
/// @pre a QApplication exists
[[nodiscard]] int runStation(
    const Arguments& arguments, bool dark, const std::function<void(MainWindow&)>& ready = {});

} // namespace station
