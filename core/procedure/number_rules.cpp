#include "core/person/admin_units.h"
#include "core/person/names.h"
#include "core/person/personal_number.h"
#include "core/procedure/judgement.h"

#include <algorithm>

namespace station {
namespace {

Finding mismatch(const char* field, const char* code, const QStringList& arguments)
{
    return {QLatin1String(field), QLatin1String(code), Severity::Warning, arguments};
}

std::optional<LegacyProvince> legacyByKey(const QString& key)
{
    const auto all = legacyProvinces();
    const auto found = std::find_if(all.begin(), all.end(),
        [&](const LegacyProvince& province) { return key == searchKey(QString::fromUtf8(province.nameVi)); });
    return found == all.end() ? std::nullopt : std::optional(*found);
}

// "Xã A, Tỉnh B" is how places are written since the districts went away on 01/07/2025.
bool isWrittenAsToday(const QStringList& parts)
{
    if (parts.size() < 2)
        return false;
    const QString unit = searchKey(parts.at(parts.size() - 2));
    return unit.startsWith(u"xa ") || unit.startsWith(u"phuong ") || unit.startsWith(u"dac khu ");
}

// Does the place lie in the province that the number's prefix meant? Nothing when the place names no province
// that we know. The name of an old province means that one, except where the place is written as today; "Huế"
// is only today's name.
std::optional<bool> liesIn(const QString& place, const std::optional<LegacyProvince>& meant)
{
    const QStringList parts = place.split(u',', Qt::SkipEmptyParts);
    if (parts.isEmpty())
        return std::nullopt;
    const QString key = provinceKey(parts.last());
    const auto old = legacyByKey(key);
    const auto today = provinceByName(parts.last());
    if (!old && !today)
        return std::nullopt;
    if (!meant)
        return false;
    if (old && QLatin1String(old->prefix) == QLatin1String(meant->prefix))
        return true;
    const bool isToday = today && QLatin1String(today->code) == QLatin1String(meant->todayCode);
    return isToday && (!old || isWrittenAsToday(parts));
}

} // namespace

std::vector<Finding> judgeNumber(const FormView& view)
{
    const auto number = PersonalNumber::parse(view.text("pin"));
    if (!view.asks("pin") || !number || number->prefixState() == PersonalNumber::PrefixState::Unassigned)
        return {};
    std::vector<Finding> found;

    const QString sex = view.text("sex");
    if (view.asks("sex") && parseSex(sex) && sex != codeOf(number->sex()))
        found.push_back(mismatch("sex", "pin-sex-mismatch", {codeOf(number->sex())}));

    const auto birth = PartialDate::parseIso(view.text("dob"));
    if (view.asks("dob") && birth && birth->year() != number->birthYear())
        found.push_back(mismatch("dob", "pin-year-mismatch", {QString::number(number->birthYear())}));

    const auto province = number->province();
    const bool located = number->prefixState() == PersonalNumber::PrefixState::Known;
    if (view.asks("birth_reg_place") && located
        && !liesIn(view.text("birth_reg_place"), province).value_or(true)) {
        const auto today = province ? provinceByCode(QLatin1String(province->todayCode)) : std::nullopt;
        found.push_back(mismatch("birth_reg_place", "pin-place-mismatch",
            {province ? QString::fromUtf8(province->nameVi) : number->country(),
                today ? QString::fromUtf8(today->nameVi) : QString()}));
    }

    const QString representative = view.text("representative_pin");
    if (view.asks("representative_pin") && representative == number->digits())
        found.push_back(
            {QStringLiteral("representative_pin"), QStringLiteral("same-as-citizen"), Severity::Error, {}});
    return found;
}

} // namespace station
