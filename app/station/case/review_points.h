#pragma once

#include "core/enroll/draft.h"
#include "core/enroll/validate.h"
#include "core/procedure/procedure.h"

#include <optional>
#include <vector>

namespace station {

/// One thing on the review page that wants a look before the case is sealed.
struct ReviewPoint {
    enum class Kind {
        Finding, ///< of the form: `finding`
        PortraitMissing,
        FingersMissing, ///< `count` of them, `finger` the first
        PortraitWaived,
        FingerWeak, ///< `finger`, `count` its quality
        FingerExcepted, ///< `finger`
        KeptAsDeclared, ///< `finding` is the warning that was answered
    };
    Kind kind = Kind::Finding;
    bool blocks = false; ///< the case can't be sealed before it is settled
    CaseStep step = CaseStep::Person; ///< where it is settled
    station::Finding finding;
    std::optional<FingerPosition> finger;
    int count = 0;
};

/// What blocks first, then what only wants a look; each in page order. The confirmation is not among them: it
/// has its own place.
[[nodiscard]] std::vector<ReviewPoint> reviewPoints(
    const EnrollmentDraft& draft, const Procedure& procedure, QDate today);

} // namespace station
