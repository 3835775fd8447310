#include "app/station/case/review_points.h"

#include <algorithm>

namespace station {
namespace {

using Kind = ReviewPoint::Kind;

void addFormPoints(
    std::vector<ReviewPoint>& points, const EnrollmentDraft& draft, const Procedure& procedure, QDate today)
{
    for (const Finding& finding : checkForm(procedure, draft.form, today)) {
        const bool kept
            = finding.severity == Severity::Warning && draft.form.value(finding.field).keptAsDeclared;
        points.push_back(
            {kept ? Kind::KeptAsDeclared : Kind::Finding, !kept, CaseStep::Person, finding, {}, 0});
    }
}

void addFingerPoints(std::vector<ReviewPoint>& points, const EnrollmentDraft& draft, const FingerPlan& plan)
{
    ReviewPoint missing {Kind::FingersMissing, true, CaseStep::Fingers, {}, {}, 0};
    for (const FingerStep& step : plan.steps) {
        const auto entry = draft.fingers.constFind(static_cast<int>(step.position));
        if (entry == draft.fingers.constEnd() || (!entry->capture && !entry->exception)) {
            missing.finger = missing.finger.value_or(step.position);
            ++missing.count;
        } else if (entry->exception) {
            points.push_back({Kind::FingerExcepted, false, CaseStep::Fingers, {}, step.position, 0});
        } else if (entry->capture->quality < plan.acceptQuality) {
            points.push_back(
                {Kind::FingerWeak, false, CaseStep::Fingers, {}, step.position, entry->capture->quality});
        }
    }
    if (missing.count > 0)
        points.push_back(missing);
}

} // namespace

std::vector<ReviewPoint> reviewPoints(const EnrollmentDraft& draft, const Procedure& procedure, QDate today)
{
    std::vector<ReviewPoint> points;
    addFormPoints(points, draft, procedure, today);
    if (procedure.portrait && !draft.portrait)
        points.push_back({Kind::PortraitMissing, true, CaseStep::Portrait, {}, {}, 0});
    if (procedure.portrait && draft.portrait && draft.portrait->waiver)
        points.push_back({Kind::PortraitWaived, false, CaseStep::Portrait, {}, {}, 0});
    if (procedure.fingers)
        addFingerPoints(points, draft, *procedure.fingers);
    std::stable_partition(
        points.begin(), points.end(), [](const ReviewPoint& point) { return point.blocks; });
    return points;
}

} // namespace station
