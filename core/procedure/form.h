#pragma once

#include <QMap>
#include <QString>

namespace station {

/// Where a value came from. Written into person.json beside the value.
enum class Provenance { Declared, CardQr, CardMrz, Roster };

struct FieldValue {
    /// Normalised by the field's type (see normalised() in validation.h):
    /// - Text, Name, Place: NFC, single spaces, case as typed; a place chosen from the list is
    ///   AdminUnits::placeText
    /// - PersonalNumber: twelve digits; OldNumber: nine digits; Phone: ten digits from 0
    /// - Date: ISO 8601, 1994-03-15, 1994-03 or 1994
    /// - Sex: "1" male, "2" female (QCVN 109); Choice: the code
    QString text;
    Provenance provenance = Provenance::Declared;
    bool keptAsDeclared = false; ///< the citizen keeps a value that a warning questioned

    friend bool operator==(const FieldValue&, const FieldValue&) = default;
};

/// Field key -> value. Keys: "pin", "name_full", "dob", "sex", "birth_reg_place", "permanent_residence", …
/// (resources/codes/fields.json). "card:<key>" holds what the old card said for <key>, so that the review can
/// show the difference; such keys are evidence, not fields: see card_prefill.h.
using FormValues = QMap<QString, FieldValue>;

} // namespace station
