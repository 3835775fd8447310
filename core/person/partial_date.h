#pragma once

#include "core/base/result.h"

#include <QDate>
#include <QString>

namespace station {

enum class DatePrecision { Day, Month, Year };

/// A date of which the day, or day and month, may be unknown: old registers often know only a year.
/// Always possible: 29/02/2001 cannot be made. Years 1000..9999, Gregorian.
class PartialDate {
public:
    /// @pre day.isValid()
    [[nodiscard]] static PartialDate of(QDate day);
    /// As a person types it: dd/mm/yyyy, d/m/yyyy, mm/yyyy, yyyy, ddmmyyyy; / - . or space between;
    /// full-width digits too. Errors: InvalidInput; `detail` is "date-format" or, for 31/02/2000 or month 13,
    /// "date-impossible".
    [[nodiscard]] static Result<PartialDate> parseTyped(const QString& typed);
    /// As it is stored: 1994-03-15, 1994-03 or 1994. Errors as above.
    [[nodiscard]] static Result<PartialDate> parseIso(const QString& iso);
    /// As the card's QR holds it: ddmmyyyy. 00 for an unknown day, 0000 for an unknown day and month. Errors
    /// as above.
    [[nodiscard]] static Result<PartialDate> parseCompact(const QString& digits);

    [[nodiscard]] DatePrecision precision() const;
    [[nodiscard]] int year() const { return m_year; }
    [[nodiscard]] int month() const { return m_month; } ///< 0 when unknown
    [[nodiscard]] int day() const { return m_day; } ///< 0 when unknown

    [[nodiscard]] QString iso() const;
    [[nodiscard]] QString shown() const; ///< dd/mm/yyyy, mm/yyyy or yyyy
    [[nodiscard]] QDate earliest() const; ///< the first day that it can be
    [[nodiscard]] QDate latest() const; ///< the last day that it can be

    friend bool operator==(const PartialDate&, const PartialDate&) = default;

private:
    PartialDate(int year, int month, int day)
        : m_year(year)
        , m_month(month)
        , m_day(day)
    {
    }
    static Result<PartialDate> checked(int year, int month, int day);
    int m_year;
    int m_month;
    int m_day;
};

/// "ngày mười lăm tháng ba năm một nghìn chín trăm chín mươi tư", "the fifteenth of March nineteen
/// ninety-four". Unknown parts are left out. Any language but "en" is answered in Vietnamese.
[[nodiscard]] QString dateInWords(const PartialDate& date, const QString& language);

} // namespace station
