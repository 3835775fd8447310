#pragma once

#include "core/enroll/draft.h"

#include <QByteArray>

namespace station {

/// A made-up woman of 32 whose form passes "cc-new-14" without a finding.
[[nodiscard]] FormValues sampleForm();
/// The names and numbers of sampleForm() that must never be found in the clear.
[[nodiscard]] std::vector<QString> sampleSecrets();
[[nodiscard]] Portrait samplePortrait(Instant at);
/// A small print; each finger has its own pixels.
[[nodiscard]] FingerEntry sampleFinger(FingerPosition position, Instant at);
[[nodiscard]] FingerEntry sampleException(FingerPosition position, OfficerId officer, Instant at);
[[nodiscard]] Confirmation sampleConfirmation(OfficerId officer, Instant at);

/// Everything that "cc-new-14" asks for, nine prints and one missing finger.
void fillSample(EnrollmentDraft& draft, OfficerId officer, Instant at);

} // namespace station
