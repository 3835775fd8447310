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
/// findings: field "portrait" with code "portrait-missing", field "finger-NN" with code "finger-missing",
/// field "confirmation" with code "not-confirmed", warnings whose value was not kept ("warning-open").
[[nodiscard]] std::vector<Finding> openPoints(
    const EnrollmentDraft& draft, const Procedure& procedure, QDate today);

/// Errors: InvalidInput; `detail` is "field: code" of the first open point.
[[nodiscard]] Result<ValidDraft> validate(EnrollmentDraft draft, const Procedure& procedure, QDate today);

} // namespace station
