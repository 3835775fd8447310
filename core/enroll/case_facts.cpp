#include "core/enroll/case_facts.h"

#include <numeric>

namespace station {
namespace {

constexpr int schoolAge = 6; // Law on Identification 26/2023/QH15, Art. 19 and 23: 6 and 14 reached
constexpr int cardAge = 14;

AgeGroup groupOf(int years)
{
    if (years < schoolAge)
        return AgeGroup::Under6;
    return years < cardAge ? AgeGroup::From6To14 : AgeGroup::From14;
}

std::optional<PartialDate> dateIn(const FormValues& form, const QString& key)
{
    const auto date = PartialDate::parseIso(form.value(key).text);
    return date ? std::optional(*date) : std::nullopt;
}

/// Of the fingers that the procedure asks for, as the packet holds them.
ExceptionCounts exceptionsOf(const ValidDraft& valid)
{
    ExceptionCounts counts;
    const EnrollmentDraft& draft = valid.draft();
    if (valid.procedure().portrait && draft.portrait && draft.portrait->waiver)
        counts.waived = 1;
    if (!valid.procedure().fingers)
        return counts;
    for (const FingerStep& step : valid.procedure().fingers->steps) {
        const auto finger = draft.fingers.find(static_cast<int>(step.position));
        if (finger == draft.fingers.end() || !finger->exception)
            continue;
        if (finger->capture)
            ++counts.weak;
        else
            ++counts.missing.at(static_cast<std::size_t>(finger->exception->reason));
    }
    return counts;
}

} // namespace

const char* wordOf(AgeGroup group)
{
    switch (group) {
    case AgeGroup::Under6: return "under-6";
    case AgeGroup::From6To14: return "6-to-14";
    case AgeGroup::From14: return "14-and-over";
    case AgeGroup::Unknown: return "unknown";
    }
    return "unknown";
}

std::optional<AgeGroup> ageGroupFrom(const QString& word)
{
    for (const AgeGroup group : {AgeGroup::Under6, AgeGroup::From6To14, AgeGroup::From14, AgeGroup::Unknown})
        if (word == QLatin1String(wordOf(group)))
            return group;
    return std::nullopt;
}

AgeGroup ageGroupAt(const QString& isoBirth, QDate day)
{
    const auto birth = PartialDate::parseIso(isoBirth);
    if (!birth || !day.isValid())
        return AgeGroup::Unknown;
    const AgeRange age = ageAt(*birth, day);
    return groupOf(age.least) == groupOf(age.most) ? groupOf(age.least) : AgeGroup::Unknown;
}

int ExceptionCounts::fingersMissing() const { return std::accumulate(missing.begin(), missing.end(), 0); }

CaseFacts factsOf(const ValidDraft& valid, const PacketContext& context, OfficerId by, const FeeTable& fees)
{
    const EnrollmentDraft& draft = valid.draft();
    const auto birth = dateIn(draft.form, QStringLiteral("dob"));
    CaseFacts facts;
    facts.day = context.day;
    facts.utcOffset = context.utcOffset;
    facts.clock = context.clock.trust;
    facts.unit = context.communeCode;
    facts.officer = by;
    facts.team = draft.circumstances.team;
    facts.procedureId = draft.procedureId;
    facts.procedureVersion = valid.procedure().version;
    facts.age = ageGroupAt(draft.form.value(QStringLiteral("dob")).text, context.day);
    facts.place = draft.circumstances.place;
    facts.exceptions = exceptionsOf(valid);
    facts.fee = feeFor(fees,
        {draft.procedureId, context.day, dateIn(draft.form, QStringLiteral("card_issued")),
            birth ? std::optional(ageAt(*birth, context.day)) : std::nullopt,
            draft.circumstances.feeExemption});
    return facts;
}

} // namespace station
