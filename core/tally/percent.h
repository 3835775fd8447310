#pragma once

#include <QLocale>
#include <QString>

namespace station {

/// done / target × 100, cut to two decimals, never rounded up: 830,424 of 954,894 is 86.96, and nothing below
/// the target is 100. Beyond the target it is what it is: 100.50. "—" for a target of 0 or less, and for less
/// than nothing done. domain.md §0.6.
/// `locale`: whose decimal point and thousands it has.
/// @pre done and target are numbers of people: below 10^14
[[nodiscard]] QString percentText(qint64 done, qint64 target, const QLocale& locale);

/// "830,424 / 954,894 (86.96 %)", in Vietnamese "830.424 / 954.894 (86,96 %)": both numbers always.
[[nodiscard]] QString progressText(qint64 done, qint64 target, const QLocale& locale);

} // namespace station
