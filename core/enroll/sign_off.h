#pragma once

#include "core/enroll/draft.h"
#include "core/procedure/procedure.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace station {

/// A check that the officer at work has waived, and for which the policy asks another officer to sign.
struct WaivedCheck {
    QString field; ///< "portrait", "finger-03": as openPoints() names it
    QString kind; ///< "portrait-check", "finger-reason", "weak-print"
    QString reason; ///< code of the waiver; empty for a weak print without one
    SignOffBy by = SignOffBy::Officer;
    OfficerId officer; ///< who waived; null where the draft does not say
    /// SHA-256 over {"facts": what manifest.json says of it, "files": {name: sha256}} as compact JSON.
    QByteArray digest;
};

/// In page order; a finger with a weak print and a reason is one check, by the stricter rule.
[[nodiscard]] std::vector<WaivedCheck> waivedChecks(const EnrollmentDraft& draft, const Procedure& procedure);

/// The word given for that check as it stands now, or null: one for other values does not count, and one that
/// was put off only for a reason of the policy's.
[[nodiscard]] const SignOff* signOffFor(
    const WaivedCheck& check, const EnrollmentDraft& draft, const Procedure& procedure);

} // namespace station
