#pragma once

#include <QDate>
#include <QString>

namespace station {

/// "00019K7Q-261127-0042-T": station code, date, the day's serial, check character. No personal data.
/// The check character catches every single wrong character and every swap of two neighbours.
[[nodiscard]] QString caseNumber(const QString& stationCode, QDate day, qint64 serial);
[[nodiscard]] bool isCaseNumber(const QString& text);

/// ISO/IEC 7064, hybrid system MOD 37,36, over capital letters and digits; other characters do not count.
[[nodiscard]] QChar checkCharacter(const QString& text);

/// Commune code and three random letters or digits that nobody mixes up: two stations of one commune differ.
[[nodiscard]] QString makeStationCode(const QString& communeCode);

} // namespace station
