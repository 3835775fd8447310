#include "app/station/case/citizen_sheet.h"

#include "app/station/case/person_presenter.h"
#include "app/station/case/ui_parts.h"
#include "app/words/words.h"
#include "core/person/partial_date.h"
#include "core/person/personal_number.h"
#include "core/person/spelling.h"
#include "core/procedure/card_prefill.h"

#include <QGridLayout>

namespace station {
namespace {

QString spelling(const QString& name)
{
    QStringList words;
    for (const SpelledWord& word : spelled(name))
        words.append(spelledOut(word, words::language()));
    return words.join(QStringLiteral("   ·   "));
}

QString inWords(const QString& isoDate)
{
    const auto date = PartialDate::parseIso(isoDate);
    if (!date)
        return {};
    QString text = dateInWords(*date, words::language());
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

QString grouped(const QString& number)
{
    const auto parsed = PersonalNumber::parse(number);
    return parsed ? parsed->grouped() : number;
}

} // namespace

CitizenSheet::CitizenSheet(Size size, QWidget* parent)
    : QWidget(parent)
    , m_size(size)
{
    const bool full = size == Size::FullScreen;
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(0);
    grid->setHorizontalSpacing(3 * look::space);
    const char* role = full ? "citizen" : "instruction";
    m_name = makeRow("name", "citizen");
    m_birth = makeRow("birth", role);
    m_sex = makeRow("sex", role);
    m_number = makeRow("number", role);
    m_address = makeRow("address", role);
    int line = 0;
    const auto place = [&](const Row& row, int at, int column, int span) {
        grid->addWidget(row.caption, at, column, 1, span);
        grid->addWidget(row.value, at + 1, column, 1, span);
        grid->addWidget(row.below, at + 2, column, 1, span);
        grid->addWidget(row.card, at + 3, column, 1, span);
        grid->setRowMinimumHeight(at + 4, full ? 2 * look::space : look::space);
    };
    place(m_name, line, 0, 2);
    place(m_birth, line += 5, 0, 2);
    place(m_number, line += 5, 0, 1);
    place(m_sex, line, 1, 1);
    place(m_address, line += 5, 0, 2);
    grid->setRowStretch(line + 5, 1);
    grid->setColumnStretch(0, 3);
    grid->setColumnStretch(1, 2);
}

CitizenSheet::Row CitizenSheet::makeRow(const char* name, const char* role)
{
    Row row {
        makeLabel("hint", this), makeLabel(role, this), makeLabel("hint", this), makeLabel("warning", this)};
    row.value->setObjectName(QStringLiteral("citizen.%1").arg(QString::fromLatin1(name)));
    row.below->setObjectName(QStringLiteral("citizen.%1.below").arg(QString::fromLatin1(name)));
    row.card->setObjectName(QStringLiteral("citizen.%1.card").arg(QString::fromLatin1(name)));
    if (m_size == Size::FullScreen)
        look::setRole(row.below, "instruction");
    return row;
}

void CitizenSheet::fill(const Row& row, const QString& caption, const QString& value, const QString& below,
    const QString& onCard) const
{
    row.caption->setText(caption);
    row.value->setText(value.isEmpty() ? QStringLiteral("–") : value);
    showText(*row.below, below);
    showText(*row.card, onCard.isEmpty() || onCard == value ? QString() : tr("On the card: %1").arg(onCard));
}

void CitizenSheet::render(const EnrollmentDraft& draft, const Procedure& procedure)
{
    const auto text = [&](const char* key) { return draft.form.value(QString::fromLatin1(key)).text; };
    const auto differences = differencesToCard(procedure, draft.form);
    const auto onCard = [&](const char* key) {
        for (const CardDifference& difference : differences)
            if (difference.field == QLatin1String(key))
                return difference.onCard;
        return QString();
    };
    const auto caption = [&](const char* key) {
        for (const FieldDefinition& field : procedure.fields)
            if (field.key == QLatin1String(key))
                return field.label.in(words::language());
        return QString();
    };
    const auto sexWord = [&](const QString& code) {
        return code == u"1" ? tr("Male") : code == u"2" ? tr("Female") : QString();
    };
    constexpr int longName = 30; // characters; a longer one must leave room for the address on 1280×720
    look::setRole(m_name.value,
        m_size == Size::Page && text("name_full").size() > longName ? "instruction" : "citizen");
    fill(m_name, caption("name_full"), text("name_full"), spelling(text("name_full")), onCard("name_full"));
    fill(m_birth, caption("dob"), asTyped(FieldType::Date, text("dob")), inWords(text("dob")),
        asTyped(FieldType::Date, onCard("dob")));
    fill(m_sex, caption("sex"), sexWord(text("sex")), {}, sexWord(onCard("sex")));
    fill(m_number, caption("pin"), text("pin").isEmpty() ? tr("none yet") : grouped(text("pin")), {},
        onCard("pin").isEmpty() ? QString() : grouped(onCard("pin")));
    fill(m_address, caption("permanent_residence"), text("permanent_residence"), {},
        onCard("permanent_residence"));
}

} // namespace station
