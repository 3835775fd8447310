#include "core/procedure/judgement.h"

#include <algorithm>
#include <optional>

namespace station {
namespace {

constexpr int yearsBefore = 2; // Art. 21: within two years before a milestone the next one counts

std::optional<PartialDate> dateIn(const FormView& view, const char* key)
{
    const auto date = PartialDate::parseIso(view.text(key));
    if (!view.asks(key) || !date || date->earliest() > view.today)
        return std::nullopt;
    return *date;
}

void judgeAge(const FormView& view, const PartialDate& birth, std::vector<Finding>& found)
{
    const AgeRange age = ageAt(birth, view.today);
    const auto& procedure = view.procedure;
    const QString dob = QStringLiteral("dob");
    // With only a year known, an age is refused when no day of that year would do.
    if (procedure.ageFrom && age.most < *procedure.ageFrom)
        found.push_back({dob, QStringLiteral("age-too-young"), Severity::Error,
            {QString::number(age.most), QString::number(*procedure.ageFrom)}});
    if (procedure.ageBelow && age.least >= *procedure.ageBelow)
        found.push_back({dob, QStringLiteral("age-too-old"), Severity::Error,
            {QString::number(age.least), QString::number(*procedure.ageBelow)}});
}

// The day on which the old card ends as shown, "" for never, when an exchange because of age comes too early.
std::optional<QString> tooEarly(
    const FormView& view, const PartialDate& birth, const std::optional<PartialDate>& issued)
{
    const int age = ageAt(birth, view.today).most;
    const auto& milestones = view.procedure.milestones;
    if (std::none_of(milestones.begin(), milestones.end(), [&](int at) { return age >= at - yearsBefore; }))
        return QString();
    const bool exact = birth.precision() == DatePrecision::Day && issued
        && issued->precision() == DatePrecision::Day && issued->earliest() >= birth.earliest();
    if (!exact)
        return std::nullopt;
    const CardExpiry expiry = cardExpiry(birth.earliest(), issued->earliest());
    if (!expiry.date)
        return QString();
    if (*expiry.date > view.today.addYears(yearsBefore))
        return PartialDate::of(*expiry.date).shown();
    return std::nullopt;
}

} // namespace

std::vector<Finding> judgeAges(const FormView& view)
{
    std::vector<Finding> found;
    const auto birth = dateIn(view, "dob");
    if (!birth)
        return found;
    judgeAge(view, *birth, found);

    const auto issued = dateIn(view, "card_issued");
    if (issued && issued->latest() < birth->earliest())
        found.push_back(
            {QStringLiteral("card_issued"), QStringLiteral("date-before-birth"), Severity::Error, {}});

    const QString reason = QStringLiteral("exchange_reason");
    const bool asksReason = view.asks("exchange_reason");
    if (view.procedure.milestones.empty() || (asksReason && view.text("exchange_reason") != u"age"))
        return found;
    if (const auto expiry = tooEarly(view, *birth, issued)) {
        const QStringList arguments = expiry->isEmpty() ? QStringList() : QStringList {*expiry};
        found.push_back({asksReason ? reason : QStringLiteral("dob"), QStringLiteral("age-no-milestone"),
            Severity::Warning, arguments});
    }
    return found;
}

} // namespace station
