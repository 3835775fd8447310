#pragma once

#include "core/base/result.h"
#include "core/person/partial_date.h"
#include "core/person/personal_number.h"

#include <QDate>
#include <QString>
#include <QStringList>

namespace station {

/// What the QR code of a card says. Cards of 2021-06/2024 carry seven fields, newer ones up to eleven; the
/// order of fields 8..11 is not confirmed by any text we could read, so they are kept as they are.
struct CardQr {
    PersonalNumber number;
    QString oldNumber; ///< nine digits or empty
    QString name; ///< normalisedName
    PartialDate birth;
    Sex sex;
    QString residence; ///< NFC; may be empty
    QDate issued;
    QStringList extras; ///< fields 8..11 as scanned, NFC

    friend bool operator==(const CardQr&, const CardQr&) = default;
};

/// Scanners type: CR, LF, a byte order mark, a full-width bar and NFD text are taken.
/// Errors: InvalidInput; `detail` is "qr-fields" (not 7..11 of them), "qr-number", "qr-old-number",
/// "qr-name", "qr-birth", "qr-sex", "qr-issued" or "qr-size" (over 4096 characters).
[[nodiscard]] Result<CardQr> parseCardQr(const QString& scanned);

} // namespace station
