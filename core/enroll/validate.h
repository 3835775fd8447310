#pragma once

#include "core/base/result.h"
#include "core/enroll/draft.h"
#include "core/procedure/procedure.h"
#include "core/procedure/validation.h"

namespace station {

/// A draft that may be sealed. The only way to get one is validate().
class ValidDraft {
public:
    [[nodiscard]] const EnrollmentDraft& draft() const { return m_draft; }
    [[nodiscard]] const Procedure& procedure() const { return m_procedure; }

private:
    ValidDraft(EnrollmentDraft draft, Procedure procedure)
        : m_draft(std::move(draft))
        , m_procedure(std::move(procedure))
    {
    }
    friend Result<ValidDraft> validate(EnrollmentDraft draft, const Procedure& procedure, QDate today);
    EnrollmentDraft m_draft;
    Procedure m_procedure;
};

/// What is still missing or wrong, in page order; empty when the draft may be sealed. Beyond the form's
/// errors:
///
/// field         code
/// (form field)  warning-open [the warning's code, its arguments]: nobody has said that the value stays
/// procedure     procedure-mismatch (another id or version than the draft's), procedure-not-in-force
/// portrait      portrait-missing, portrait-not-allowed,
///               portrait-check-failed [names of the checks] without a waiver that has reason and officer,
///               waiver-note-missing (reason "other")
/// finger-NN     finger-missing (neither print nor reason), finger-not-allowed (not in the plan),
///               finger-note-missing (reason Other), finger-officer-missing (nobody answers for the reason)
/// portrait, finger-NN   sign-off-missing [officer | supervisor] (nobody but the officer at work has signed
/// for
///               the waived check as it stands now), sign-off-own, sign-off-supervisor (an officer signed
///               where a supervisor must)
/// confirmation  not-confirmed, signer-missing (no name), representative-must-confirm
[[nodiscard]] std::vector<Finding> openPoints(
    const EnrollmentDraft& draft, const Procedure& procedure, QDate today);

/// The form of a valid draft is in stored form, whoever wrote it. An unknown field's key is cut in `detail`.
/// Errors: InvalidInput; `detail` is "field: code" of the first open point.
[[nodiscard]] Result<ValidDraft> validate(EnrollmentDraft draft, const Procedure& procedure, QDate today);

} // namespace station
