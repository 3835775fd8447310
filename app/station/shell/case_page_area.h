#pragma once

#include "app/station/context.h"
#include "app/station/shell/case_area.h"

namespace station {

/// Makes the product's case, on the real desk and devices. `context` outlives every case made.
[[nodiscard]] CaseFactory casePages(const StationContext& context);

} // namespace station
