#include "app/station/case/case_presenter.h"

#include "core/procedure/validation.h"

#include <algorithm>
#include <iterator>

namespace station {
namespace {

QString familyOf(const QString& id) { return id.section(u'-', 0, 1); }

std::vector<Procedure> inForce(const std::vector<Procedure>& all, QDate today)
{
    std::vector<Procedure> current;
    std::copy_if(all.begin(), all.end(), std::back_inserter(current), [&](const Procedure& each) {
        const auto newest = procedureInForce(all, each.id, today);
        return newest && newest->version == each.version;
    });
    return current;
}

std::vector<Wish> wishesOf(const std::vector<Procedure>& all, QDate today)
{
    auto current = inForce(all, today);
    QMap<QString, int> ages;
    for (const Procedure& each : current)
        ++ages[familyOf(each.id)];
    // The family with most age groups is the first card, and grown-ups come first: what most people want
    // stands on key 1.
    std::stable_sort(current.begin(), current.end(), [&](const Procedure& a, const Procedure& b) {
        const int more = ages.value(familyOf(a.id)) - ages.value(familyOf(b.id));
        return more != 0 ? more > 0 : a.ageFrom.value_or(0) > b.ageFrom.value_or(0);
    });
    std::vector<Wish> wishes;
    for (const Procedure& each : current)
        wishes.push_back({each.says, each.id});
    return wishes;
}

bool isOpenPoint(const Finding& finding, const FormValues& form)
{
    return finding.severity == Severity::Error || !form.value(finding.field).keptAsDeclared;
}

StepState stateOfFingers(const EnrollmentDraft& draft, const FingerPlan& plan)
{
    bool attention = false;
    for (const FingerStep& step : plan.steps) {
        const auto entry = draft.fingers.constFind(static_cast<int>(step.position));
        if (entry == draft.fingers.constEnd())
            return StepState::Todo;
        attention = attention || !entry->capture || entry->capture->quality < plan.acceptQuality;
    }
    return attention ? StepState::Attention : StepState::Done;
}

} // namespace

CasePresenter::CasePresenter(OpenCase& file, QObject* parent)
    : QObject(parent)
    , m_file(file)
    , m_wishes(wishesOf(file.procedures(), file.today()))
{
    connect(&m_file, &OpenCase::changed, this, &CasePresenter::refresh);
    connect(&m_file, &OpenCase::failed, this, &CasePresenter::onFailed);
    connect(&m_file, &OpenCase::opened, this, [this] {
        m_view.trouble.reset();
        m_view.current = m_file.draft().step;
        const auto known = steps();
        if (std::find(known.begin(), known.end(), m_view.current) == known.end())
            m_view.current = CaseStep::Person;
        show(CaseStage::Working);
        emit stepShown(m_view.current);
    });
    connect(
        &m_file, &OpenCase::sealed, this, [this](const SealedCase& sealedCase, const EnrollmentDraft& draft) {
            m_sealed = sealedCase;
            m_sealedDraft = draft;
            m_view.trouble.reset();
            show(CaseStage::Sealed);
            emit sealed();
        });
}

QStringList CasePresenter::ageGroups() const
{
    QStringList ids;
    for (const Wish& wish : m_wishes)
        if (familyOf(wish.procedure) == familyOf(m_file.procedure().id))
            ids.append(wish.procedure);
    return ids;
}

void CasePresenter::openNew()
{
    m_file.close();
    m_view.trouble.reset();
    m_view.current = CaseStep::Person;
    m_wishes
        = wishesOf(m_file.procedures(), m_file.today()); // the day may have changed, and the rules with it
    show(CaseStage::Choosing);
}

void CasePresenter::resume(PacketId id)
{
    m_view.trouble.reset();
    m_view.stage = CaseStage::Opening;
    m_file.resume(id);
}

void CasePresenter::choose(std::size_t wish)
{
    if (m_view.stage != CaseStage::Choosing || wish >= m_wishes.size())
        return;
    m_view.stage = CaseStage::Opening;
    m_file.open(m_wishes[wish].procedure);
}

void CasePresenter::goTo(CaseStep step)
{
    const auto known = steps();
    if (m_view.stage != CaseStage::Working || m_file.saving() > 0
        || std::find(known.begin(), known.end(), step) == known.end())
        return;
    if (step == m_view.current)
        return emit stepShown(step);
    m_file.saveStep(step, [this, step](bool saved) {
        if (!saved)
            return;
        m_view.current = step;
        refresh();
        emit stepShown(step);
    });
}

void CasePresenter::next()
{
    const auto known = steps();
    const auto here = std::find(known.begin(), known.end(), m_view.current);
    if (here != known.end() && here + 1 != known.end())
        goTo(*(here + 1));
}

void CasePresenter::back()
{
    const auto known = steps();
    const auto here = std::find(known.begin(), known.end(), m_view.current);
    if (here != known.end() && here != known.begin())
        goTo(*(here - 1));
}

void CasePresenter::seal()
{
    if (m_view.stage != CaseStage::Working || m_file.saving() > 0)
        return;
    m_sealedProcedure = m_file.procedure();
    m_view.stage = CaseStage::Sealing;
    m_file.finish();
}

void CasePresenter::onFailed(const Error& error)
{
    m_view.trouble = error;
    if (m_view.stage == CaseStage::Sealing)
        m_view.stage = CaseStage::Working;
    if (m_view.stage == CaseStage::Opening)
        m_view.stage = CaseStage::Choosing;
}

void CasePresenter::show(CaseStage stage)
{
    m_view.stage = stage;
    refresh();
}

void CasePresenter::refresh()
{
    const bool wasSaving = m_view.saving;
    m_view.saving = m_file.saving() > 0;
    if (m_view.saving && !wasSaving)
        m_view.trouble.reset();
    m_view.steps.clear();
    m_view.caseNumber.clear();
    if (m_file.isOpen()) {
        m_view.caseNumber = m_file.draft().caseNumber;
        for (const CaseStep step : steps())
            m_view.steps.push_back(describe(step));
    }
    emit changed();
}

std::vector<CaseStep> CasePresenter::steps() const
{
    if (!m_file.isOpen())
        return {};
    std::vector<CaseStep> known {CaseStep::Person};
    if (m_file.procedure().portrait)
        known.push_back(CaseStep::Portrait);
    if (m_file.procedure().fingers)
        known.push_back(CaseStep::Fingers);
    known.push_back(CaseStep::Review);
    return known;
}

StepView CasePresenter::describe(CaseStep step) const
{
    const EnrollmentDraft& draft = m_file.draft();
    StepView view {step};
    switch (step) {
    case CaseStep::Person: {
        const auto findings = checkForm(m_file.procedure(), draft.form, m_file.today());
        const bool open = std::any_of(findings.begin(), findings.end(),
            [&](const Finding& finding) { return isOpenPoint(finding, draft.form); });
        if (!open)
            view.state = findings.empty() ? StepState::Done : StepState::Attention;
        return view;
    }
    case CaseStep::Portrait:
        if (draft.portrait)
            view.state = draft.portrait->waiver ? StepState::Attention : StepState::Done;
        return view;
    case CaseStep::Fingers: {
        const FingerPlan& plan = *m_file.procedure().fingers;
        view.of = static_cast<int>(plan.steps.size());
        for (const FingerStep& each : plan.steps)
            view.done += draft.fingers.contains(static_cast<int>(each.position)) ? 1 : 0;
        view.state = stateOfFingers(draft, plan);
        return view;
    }
    case CaseStep::Review: view.state = draft.confirmation ? StepState::Done : StepState::Todo; return view;
    }
    return view;
}

} // namespace station
