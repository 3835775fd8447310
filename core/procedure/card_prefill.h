#pragma once

#include "core/person/card_qr.h"
#include "core/person/mrz.h"
#include "core/procedure/form.h"
#include "core/procedure/procedure.h"

#include <vector>

namespace station {

/// Fills the fields that the procedure has from the card's QR: number, old number, name, birth, sex,
/// residence, issue date. A value that was declared stays; empty fields and what a card or the roster filled
/// before are filled. What the card said is kept beside the form under "card:<key>" in any case.
[[nodiscard]] FormValues prefillFromCard(const CardQr& card, const Procedure& procedure, FormValues form);

/// The same from the machine readable zone: number, birth, sex. The name there has no diacritics, so it fills
/// no field, but it is kept as evidence and compared.
[[nodiscard]] FormValues prefillFromMrz(const Mrz& mrz, const Procedure& procedure, FormValues form);

/// A field that says another thing than the card did.
struct CardDifference {
    QString field;
    QString onCard; ///< stored form, as in FieldValue::text
    QString declared; ///< stored form; empty when the field was emptied

    friend bool operator==(const CardDifference&, const CardDifference&) = default;
};

/// In field order. Names and places are compared without minding case; a name from the MRZ also without
/// diacritics and only as far as it was not cut off.
[[nodiscard]] std::vector<CardDifference> differencesToCard(
    const Procedure& procedure, const FormValues& form);

} // namespace station
