#pragma once

#include "core/procedure/validation.h"

#include <vector>

namespace station {

/// One form under one procedure on one day, its values in stored form. Inside of core/procedure only.
struct FormView {
    const Procedure& procedure;
    FormValues form; ///< normalisedForm()
    QDate today;

    [[nodiscard]] QString text(const char* key) const { return form.value(QLatin1String(key)).text; }
    [[nodiscard]] bool asks(const char* key) const
    {
        return fieldOf(procedure, QLatin1String(key)) != nullptr;
    }
};

/// What the field says by itself. Nothing about an empty optional field.
[[nodiscard]] std::vector<Finding> judgeField(const FormView& view, const FieldDefinition& field);

/// The number's digits against sex, birth and place of registration.
[[nodiscard]] std::vector<Finding> judgeNumber(const FormView& view);

/// Ages, milestones, the old card's dates.
[[nodiscard]] std::vector<Finding> judgeAges(const FormView& view);

} // namespace station
