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

/// One thing to say about one field. `code` is a stable word that app/words turns into a sentence. (W) marks
/// warnings; [..] are the arguments.
///
/// any field    required, too-long [most], unknown-field
/// number       pin-digits, pin-length, pin-prefix-unknown [prefix] (W for 296..999: our list may be old),
///              same-as-citizen (the representative's number is the citizen's)
/// old number   old-number-digits
/// name         name-characters
/// date         date-format, date-impossible, date-future, date-too-old (W, over 130 years),
///              date-before-birth
/// dob          age-too-young [age, least], age-too-old [age, first that is too old]
/// exchange_reason (dob where a procedure has none)
///              age-no-milestone (W) [expiry as dd/mm/yyyy, or nothing for a card without]: the reason is the
///              age, yet no milestone is near, or the old card is good for more than two years
/// sex, choice  choice-unknown
/// contact      phone-format, email-format
///
/// Against the number, each (W) and told of the other field, because that is the value kept as declared:
/// sex              pin-sex-mismatch [code that the digits say]
/// dob              pin-year-mismatch [year that the digits say]
/// birth_reg_place  pin-place-mismatch [province or alpha-2 country that the digits say, the province that it
///                  belongs to today or nothing]
///
/// openPoints() of core/enroll adds its own.
struct Finding {
    QString field;
    QString code;
    Severity severity = Severity::Error;
    QStringList arguments; ///< for the sentence, e.g. the digit's meaning; shown, never logged

    friend bool operator==(const Finding&, const Finding&) = default;
};

/// The value as it is stored: NFC, spaces collapsed, date as ISO 8601, a choice's code for its label in any
/// language; the text itself when it cannot be parsed. Applying it twice changes nothing.
[[nodiscard]] QString normalised(const FieldDefinition& field, const QString& typed);

/// normalised() of every value of a field that the procedure has; the others as they are.
[[nodiscard]] FormValues normalisedForm(const Procedure& procedure, FormValues form);

/// Judges one field by itself and against the others: the findings of checkForm() that name it. A mismatch
/// with the number names the other field, so whoever leaves "pin" looks again at what was left before.
[[nodiscard]] std::vector<Finding> checkField(
    const Procedure& procedure, const FormValues& form, const QString& key, QDate today);

/// Judges the whole form, in field order, unknown fields last. Warnings whose value is keptAsDeclared stay in
/// the list.
[[nodiscard]] std::vector<Finding> checkForm(const Procedure& procedure, const FormValues& form, QDate today);

} // namespace station
