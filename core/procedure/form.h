#pragma once

#include <QMap>
#include <QString>

namespace station {

/// Where a value came from. Written into person.json beside the value.
enum class Provenance { Declared, CardQr, CardMrz, Roster };

struct FieldValue {
    QString text; ///< normalised by the field's type (NFC; dates ISO 8601: 1994-03-15, 1994-03 or 1994)
    Provenance provenance = Provenance::Declared;
    bool keptAsDeclared = false; ///< the citizen keeps a value that a warning questioned

    friend bool operator==(const FieldValue&, const FieldValue&) = default;
};

/// Field key -> value. Keys are those of domain.md §1: "pin", "name_full", "dob", "sex", …
using FormValues = QMap<QString, FieldValue>;

} // namespace station
