#include "app/station/case/person_presenter.h"

#include <algorithm>
#include <utility>

namespace station {

QString asTyped(FieldType type, const QString& stored)
{
    if (type != FieldType::Date)
        return stored;
    const QStringList parts = stored.split(u'-');
    const bool iso = !parts.isEmpty() && parts.size() <= 3 && parts.first().size() == 4;
    if (!iso)
        return stored;
    QStringList turned;
    for (const QString& part : parts)
        turned.prepend(part);
    return turned.join(u'/');
}

PersonPresenter::PersonPresenter(OpenCase& file, QObject* parent)
    : QObject(parent)
    , m_file(file)
{
    connect(&m_file, &OpenCase::opened, this, &PersonPresenter::adopt);
    connect(&m_file, &OpenCase::changed, this, &PersonPresenter::refresh);
}

void PersonPresenter::reset()
{
    m_card.reset();
    m_form.clear();
    m_left.clear();
    m_view = {};
    emit changed();
}

void PersonPresenter::adopt()
{
    const FormValues& saved = m_file.draft().form;
    m_form = saved.isEmpty() ? initialForm(m_file.procedure()) : keptFor(m_file.procedure(), saved);
    m_view.summary = false;
    m_view.destroying.reset();
    m_left.clear();
    for (auto each = m_form.constBegin(); each != m_form.constEnd(); ++each)
        m_left.insert(each.key());
    m_view.card = CardState::None;
    if (const auto card = std::exchange(m_card, std::nullopt))
        applyCard(*card);
    refresh();
}

const FieldDefinition* PersonPresenter::definition(const QString& key) const
{
    const auto& fields = m_file.procedure().fields;
    const auto found = std::find_if(
        fields.begin(), fields.end(), [&](const FieldDefinition& each) { return each.key == key; });
    return found == fields.end() ? nullptr : &*found;
}

void PersonPresenter::fieldLeft(const QString& key, const QString& typed)
{
    const FieldDefinition* field = m_file.isOpen() ? definition(key) : nullptr;
    if (!field)
        return;
    m_left.insert(key);
    const QString text = normalised(*field, typed);
    if (text != m_form.value(key).text) {
        if (text.isEmpty())
            m_form.remove(key);
        else
            m_form.insert(key, {text, Provenance::Declared, false});
        m_file.saveForm(m_form);
        if (key == QLatin1String("dob"))
            chooseAgeGroup();
    }
    refresh();
}

void PersonPresenter::keepAsDeclared(const QString& key)
{
    if (!m_file.isOpen() || !m_form.contains(key) || m_form[key].keptAsDeclared)
        return;
    m_form[key].keptAsDeclared = true;
    m_file.saveForm(m_form);
    refresh();
}

void PersonPresenter::useCard(const QString& key)
{
    if (!m_file.isOpen() || !definition(key))
        return;
    const auto differences = differencesToCard(m_file.procedure(), m_form);
    const auto found = std::find_if(differences.begin(), differences.end(),
        [&](const CardDifference& difference) { return difference.field == key; });
    if (found == differences.end())
        return;
    m_form.insert(key, {found->onCard, Provenance::CardQr, false});
    m_left.insert(key);
    m_file.saveForm(m_form);
    if (key == QLatin1String("dob"))
        chooseAgeGroup();
    refresh();
}

void PersonPresenter::cardScanned(const QString& text)
{
    const auto card = parseCardQr(text);
    if (!card) {
        m_view.card = CardState::Unreadable;
        return emit changed();
    }
    m_view.card = CardState::Read;
    if (m_file.isOpen())
        return applyCard(*card);
    m_card = *card;
    emit changed();
}

void PersonPresenter::applyCard(const CardQr& card)
{
    m_view.card = CardState::Read;
    const FormValues before = m_form;
    m_form = prefillFromCard(card, m_file.procedure(), m_form);
    for (auto value = m_form.constBegin(); value != m_form.constEnd(); ++value)
        if (before.value(value.key()) != *value)
            m_left.insert(value.key());
    if (m_form != before) {
        m_file.saveForm(m_form);
        chooseAgeGroup();
    }
    refresh();
}

void PersonPresenter::chooseAgeGroup()
{
    m_view.destroying.reset(); // asked about the date that stood there before
    const QDate birth = QDate::fromString(m_form.value(QStringLiteral("dob")).text, Qt::ISODate);
    if (!birth.isValid() || birth > m_file.today())
        return;
    const int age = ageAt(birth, m_file.today());
    for (const QString& id : m_ageGroups) {
        const auto procedure = procedureInForce(m_file.procedures(), id, m_file.today());
        if (!procedure || age < procedure->ageFrom.value_or(0)
            || (procedure->ageBelow && age >= *procedure->ageBelow))
            continue;
        if (destroysCaptures(*procedure)) {
            m_wanted = id;
            m_view.destroying = procedure->title;
        } else if (id != m_file.procedure().id) {
            m_file.saveProcedure(id);
        }
        return;
    }
}

bool PersonPresenter::destroysCaptures(const Procedure& procedure) const
{
    const EnrollmentDraft& draft = m_file.draft();
    return (draft.portrait && !procedure.portrait) || (!draft.fingers.isEmpty() && !procedure.fingers);
}

void PersonPresenter::destroyCaptures()
{
    if (!m_file.isOpen() || !m_view.destroying)
        return;
    m_view.destroying.reset();
    m_file.saveProcedure(m_wanted);
    refresh();
}

std::vector<Finding> PersonPresenter::openPoints() const
{
    const Procedure& procedure = m_file.procedure();
    std::vector<Finding> open = checkForm(procedure, keptFor(procedure, m_form), m_file.today());
    std::erase_if(open, [&](const Finding& finding) {
        return finding.severity == Severity::Warning && m_form.value(finding.field).keptAsDeclared;
    });
    return open;
}

void PersonPresenter::proceed(OpenCase::Then then)
{
    if (!m_file.isOpen())
        return;
    save([this, then = std::move(then)](bool saved) {
        if (!saved)
            return then(false);
        const bool clean = openPoints().empty();
        m_view.summary = !clean;
        chooseAgeGroup(); // a case that was laid aside undecided asks again
        for (const FieldDefinition& field : m_file.procedure().fields)
            m_left.insert(field.key);
        refresh();
        then(clean && !m_view.destroying);
    });
}

void PersonPresenter::save(OpenCase::Then then)
{
    // Saved again even while the same values are under way: what counts is that this answer says yes.
    if (m_form == m_file.draft().form && m_file.saving() == 0)
        return then(true);
    m_file.saveForm(m_form, std::move(then));
}

void PersonPresenter::refresh()
{
    if (!m_file.isOpen())
        return;
    const Procedure& procedure = m_file.procedure();
    m_view.procedureId = procedure.id;
    m_view.title = procedure.title;
    const QDate birth = QDate::fromString(m_form.value(QStringLiteral("dob")).text, Qt::ISODate);
    m_view.age.reset();
    if (birth.isValid() && birth <= m_file.today())
        m_view.age = ageAt(birth, m_file.today());
    m_view.fields.clear();
    bool open = false;
    const auto differences = differencesToCard(procedure, m_form);
    for (const FieldDefinition& field : procedure.fields) {
        const FieldValue value = m_form.value(field.key);
        FieldView view {
            field, asTyped(field.type, value.text), value.provenance, {}, value.keptAsDeclared, {}};
        if (m_left.contains(field.key))
            view.findings = checkField(procedure, m_form, field.key, m_file.today());
        for (const CardDifference& difference : differences)
            if (difference.field == field.key)
                view.cardText = asTyped(field.type, difference.onCard);
        open = open || (!view.findings.empty() && !value.keptAsDeclared);
        m_view.fields.push_back(std::move(view));
    }
    m_view.summary = m_view.summary && open;
    emit changed();
}

} // namespace station
