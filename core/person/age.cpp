#include "core/person/age.h"

#include <array>

namespace station {

int ageAt(QDate birth, QDate today)
{
    const int years = today.year() - birth.year();
    return today < birthdayAt(birth, years) ? years - 1 : years;
}

AgeRange ageAt(const PartialDate& birth, QDate today)
{
    return {ageAt(birth.latest(), today), ageAt(birth.earliest(), today)};
}

QDate birthdayAt(QDate birth, int years)
{
    const int year = birth.year() + years;
    const QDate day(year, birth.month(), birth.day());
    return day.isValid() ? day : QDate(year, 3, 1);
}

CardExpiry cardExpiry(QDate birth, QDate issued)
{
    constexpr std::array milestones {14, 25, 40, 60};
    constexpr int yearsBefore = 2;
    const int age = ageAt(birth, issued);
    for (const int milestone : milestones) {
        if (age < milestone - yearsBefore) {
            const QDate day = birthdayAt(birth, milestone);
            return {day, day.day() != birth.day()};
        }
    }
    return {};
}

} // namespace station
