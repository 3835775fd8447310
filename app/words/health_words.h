#pragma once

#include "core/desk/health.h"

#include <QString>

namespace station::words {

// The station check, as words.h says things.
[[nodiscard]] QString nameOf(Check check); ///< "Disk"
/// What was found, in a few words: "good for 41 days"; "" when there is nothing to add.
[[nodiscard]] QString finding(const Verdict& verdict);
[[nodiscard]] QString forCure(Cure cure); ///< one or two sentences: what to do
/// "Everything is fine" or what the worst of it is, for the light.
[[nodiscard]] QString summary(const std::vector<Verdict>& verdicts);
/// For the band: the clock is wrong, what that means, and the cure.
[[nodiscard]] QString clockBand(const ClockJudgement& clock);

} // namespace station::words
