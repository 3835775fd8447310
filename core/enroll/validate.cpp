#include "core/enroll/validate.h"

#include "core/enroll/sign_off.h"

#include <algorithm>

namespace station {
namespace {

using Findings = std::vector<Finding>;

constexpr auto otherReason = "other";

void add(Findings& points, const QString& field, const char* code, const QStringList& arguments = {})
{
    points.push_back({field, QLatin1String(code), Severity::Error, arguments});
}

void addProcedure(const EnrollmentDraft& draft, const Procedure& procedure, QDate today, Findings& points)
{
    const QString field = QStringLiteral("procedure");
    if (draft.procedureId != procedure.id || draft.procedureVersion != procedure.version)
        add(points, field, "procedure-mismatch");
    if (today < procedure.effectiveFrom)
        add(points, field, "procedure-not-in-force");
}

// Errors as they are; a warning only while nobody has said that the value stays.
void addForm(const EnrollmentDraft& draft, const Procedure& procedure, QDate today, Findings& points)
{
    for (const Finding& finding : checkForm(procedure, draft.form, today)) {
        switch (finding.severity) {
        case Severity::Error: points.push_back(finding); break;
        case Severity::Warning:
            if (!draft.form.value(finding.field).keptAsDeclared)
                points.push_back({finding.field, QStringLiteral("warning-open"), Severity::Warning,
                    QStringList {finding.code} + finding.arguments});
            break;
        }
    }
}

void addPortrait(const EnrollmentDraft& draft, const Procedure& procedure, Findings& points)
{
    const QString field = QStringLiteral("portrait");
    if (!procedure.portrait) {
        if (draft.portrait)
            add(points, field, "portrait-not-allowed");
        return;
    }
    if (!draft.portrait || draft.portrait->sourceJpeg.isEmpty() || draft.portrait->croppedJpeg.isEmpty())
        return add(points, field, "portrait-missing");

    QStringList failedChecks;
    for (const PortraitCheck& check : draft.portrait->checks) {
        if (!check.pass)
            failedChecks << check.name;
    }
    if (failedChecks.isEmpty())
        return;
    const auto& waiver = draft.portrait->waiver;
    if (!waiver || waiver->reason.isEmpty() || waiver->officer.isNull())
        add(points, field, "portrait-check-failed", failedChecks);
    else if (waiver->reason == QLatin1String(otherReason) && waiver->note.trimmed().isEmpty())
        add(points, field, "waiver-note-missing");
}

QString fingerField(int position)
{
    return QStringLiteral("finger-%1").arg(position, 2, 10, QLatin1Char('0'));
}

void addFinger(const FingerStep& step, const EnrollmentDraft& draft, Findings& points)
{
    const int position = static_cast<int>(step.position);
    const QString field = fingerField(position);
    const auto entry = draft.fingers.constFind(position);
    const bool fits = entry != draft.fingers.constEnd() && entry->position == step.position
        && entry->impression == step.impression;
    const bool hasPrint = fits && entry->capture && !entry->capture->png.isEmpty();
    if (!fits || (!hasPrint && !entry->exception))
        return add(points, field, "finger-missing");
    if (!entry->exception)
        return;
    if (entry->exception->officer.isNull())
        add(points, field, "finger-officer-missing");
    if (entry->exception->reason == FingerExceptionReason::Other
        && entry->exception->note.trimmed().isEmpty())
        add(points, field, "finger-note-missing");
}

void addFingers(const EnrollmentDraft& draft, const Procedure& procedure, Findings& points)
{
    const std::vector<FingerStep> steps
        = procedure.fingers ? procedure.fingers->steps : std::vector<FingerStep>();
    for (const FingerStep& step : steps)
        addFinger(step, draft, points);
    for (auto entry = draft.fingers.begin(); entry != draft.fingers.end(); ++entry) {
        const bool planned = std::any_of(steps.begin(), steps.end(),
            [&](const FingerStep& step) { return static_cast<int>(step.position) == entry.key(); });
        if (!planned)
            add(points, fingerField(entry.key()), "finger-not-allowed");
    }
}

void addSignOffs(const EnrollmentDraft& draft, const Procedure& procedure, Findings& points)
{
    for (const WaivedCheck& check : waivedChecks(draft, procedure)) {
        const SignOff* given = signOffFor(check, draft, procedure);
        if (given == nullptr)
            add(points, check.field, "sign-off-missing", {QLatin1String(wordOf(check.by))});
        else if (!given->putOff.isEmpty())
            continue;
        else if (given->officer == check.officer)
            add(points, check.field, "sign-off-own");
        else if (check.by == SignOffBy::Supervisor && !given->supervisor && !given->standIn)
            add(points, check.field, "sign-off-supervisor");
    }
}

void addConfirmation(const EnrollmentDraft& draft, const Procedure& procedure, Findings& points)
{
    const QString field = QStringLiteral("confirmation");
    if (!draft.confirmation || draft.confirmation->officer.isNull())
        return add(points, field, "not-confirmed");
    // Whoever signs for herself may still have a representative beside her (Art. 23(3)); a child may not do
    // without.
    if (procedure.signer == Signer::Representative && !draft.confirmation->byRepresentative)
        add(points, field, "representative-must-confirm");
    if (draft.confirmation->signerName.trimmed().isEmpty())
        add(points, field, "signer-missing");
}

} // namespace

std::vector<Finding> openPoints(const EnrollmentDraft& draft, const Procedure& procedure, QDate today)
{
    Findings points;
    addProcedure(draft, procedure, today, points);
    addForm(draft, procedure, today, points);
    addPortrait(draft, procedure, points);
    addFingers(draft, procedure, points);
    addSignOffs(draft, procedure, points);
    addConfirmation(draft, procedure, points);
    return points;
}

Result<ValidDraft> validate(EnrollmentDraft draft, const Procedure& procedure, QDate today)
{
    const auto points = openPoints(draft, procedure, today);
    if (!points.empty()) {
        const Finding& first = points.front();
        return fail(ErrorCode::InvalidInput,
            (first.field.left(64) + QStringLiteral(": ") + first.code).toStdString());
    }
    draft.form = normalisedForm(procedure, std::move(draft.form));
    return ValidDraft(std::move(draft), procedure);
}

} // namespace station
