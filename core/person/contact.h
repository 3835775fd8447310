#pragma once

#include <QString>

namespace station {

/// A mobile number as it is stored: ten digits from 0. "+84 912 345 678", "0912.345.678" -> "0912345678";
/// anything else comes back as typed, without separators.
[[nodiscard]] QString normalisedPhone(const QString& typed);
/// A Vietnamese mobile number in stored form: 0, then 3, 5, 7, 8 or 9, then eight digits.
[[nodiscard]] bool isMobilePhone(const QString& phone);

/// Spaces around go away, the part after @ becomes lower case.
[[nodiscard]] QString normalisedEmail(const QString& typed);
/// One @, a local part of at most 64 printable ASCII characters, a domain of at least two labels, 254 in all.
/// Narrower than RFC 5322 on purpose: quoted local parts and address literals are typing errors at a desk.
[[nodiscard]] bool isEmail(const QString& email);

} // namespace station
