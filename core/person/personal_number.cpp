#include "core/person/personal_number.h"

#include "core/person/names.h"

#include <QStringList>

#include <algorithm>

namespace station {
namespace {

bool isAsciiDigit(QChar c) { return c >= u'0' && c <= u'9'; }

} // namespace

Result<PersonalNumber> PersonalNumber::parse(const QString& typed)
{
    const QString digits = normalisedDigits(typed);
    if (!std::all_of(digits.begin(), digits.end(), isAsciiDigit))
        return fail(ErrorCode::InvalidInput, "pin-digits");
    if (digits.size() != 12)
        return fail(ErrorCode::InvalidInput, "pin-length");
    return PersonalNumber(digits);
}

QString PersonalNumber::grouped() const { return inGroupsOfThree(m_digits); }

PersonalNumber::PrefixState PersonalNumber::prefixState() const
{
    if (province() || !country().isEmpty())
        return PrefixState::Known;
    constexpr int lastCountry = 295;
    return prefix().toInt() > lastCountry ? PrefixState::Newer : PrefixState::Unassigned;
}

Sex PersonalNumber::sex() const { return digitAt(3) % 2 == 0 ? Sex::Male : Sex::Female; }

int PersonalNumber::birthYear() const { return 1900 + 100 * (digitAt(3) / 2) + 10 * digitAt(4) + digitAt(5); }

QString inGroupsOfThree(const QString& digits)
{
    if (!std::all_of(digits.begin(), digits.end(), isAsciiDigit))
        return digits;
    QStringList groups;
    for (qsizetype i = 0; i < digits.size(); i += 3)
        groups << digits.mid(i, 3);
    return groups.join(u' ');
}

} // namespace station
