#pragma once

#include "core/procedure/form.h"
#include "core/procedure/procedure.h"

#include <QStringList>

#include <vector>

namespace station {

enum class Severity {
    Warning, ///< lawful mismatch: "keep as declared" or open a correction case
    Error, ///< nothing else is possible: must be corrected
};

/// One thing to say about one field. `code` is a stable word that app/words turns into a sentence:
/// "required", "pin-length", "pin-digits", "pin-prefix-unknown", "pin-sex-mismatch", "pin-year-mismatch",
/// "pin-place-mismatch", "name-characters", "date-impossible", "date-future", "date-too-old", "age-too-young",
/// "age-too-old", "age-no-milestone", "old-number-digits", "phone-format", "email-format", "too-long", "choice-unknown",
/// "unknown-field", "same-as-citizen" …
struct Finding {
    QString field;
    QString code;
    Severity severity = Severity::Error;
    QStringList arguments; ///< for the sentence, e.g. the digit's meaning; shown, never logged

    friend bool operator==(const Finding&, const Finding&) = default;
};

/// The value as it is stored: NFC, spaces collapsed, date as ISO 8601; the text itself when it cannot be parsed.
[[nodiscard]] QString normalised(const FieldDefinition& field, const QString& typed);

/// Judges one field by itself and against the others, as when the officer leaves it.
[[nodiscard]] std::vector<Finding> checkField(
    const Procedure& procedure, const FormValues& form, const QString& key, QDate today);

/// Judges the whole form, in field order. Warnings whose value is keptAsDeclared stay in the list.
[[nodiscard]] std::vector<Finding> checkForm(const Procedure& procedure, const FormValues& form, QDate today);

} // namespace station
