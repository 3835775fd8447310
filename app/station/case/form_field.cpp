#include "app/station/case/form_field.h"

#include "app/station/case/date_typing.h"
#include "app/station/case/ui_parts.h"
#include "app/words/words.h"
#include "core/person/admin_units.h"

#include <QAbstractItemView>
#include <QButtonGroup>
#include <QComboBox>
#include <QCompleter>
#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QRadioButton>
#include <QStringListModel>
#include <QVBoxLayout>

#include <algorithm>

namespace station {
namespace {

constexpr int fewestLetters = 2; // one letter begins a word of most communes
constexpr std::size_t mostOffers = 8; // what the eye takes in

} // namespace

FormField::FormField(const FieldView& view, QWidget* parent)
    : QWidget(parent)
    , m_key(view.field.key)
    , m_type(view.field.type)
    , m_maxLength(view.field.maxLength)
    , m_label(makeLabel(nullptr, this))
    , m_badge(makeLabel("badge", this))
    , m_sign(makeLabel(nullptr, this))
    , m_message(makeLabel("error", this))
    , m_cardSays(makeLabel("warning", this))
    , m_keep(makeButton("secondary", this, ""))
    , m_useCard(makeButton("secondary", this, ""))
    , m_below(new QWidget(this))
{
    m_badge->setObjectName(m_key + QStringLiteral(".badge"));
    m_badge->setWordWrap(false);
    m_message->setObjectName(m_key + QStringLiteral(".message"));
    m_cardSays->setObjectName(m_key + QStringLiteral(".card"));
    m_keep->setObjectName(m_key + QStringLiteral(".keep"));
    m_useCard->setObjectName(m_key + QStringLiteral(".useCard"));

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    auto* top = new QHBoxLayout;
    top->addWidget(m_label, 1);
    top->addWidget(m_badge);
    column->addLayout(top);
    makeEditor(view);
    column->addWidget(m_editor);

    auto* below = new QVBoxLayout(m_below);
    below->setContentsMargins(0, 0, 0, 0);
    below->setSpacing(0);
    auto* finding = new QHBoxLayout;
    finding->addWidget(m_sign, 0, Qt::AlignTop);
    finding->addWidget(m_message, 1);
    below->addLayout(finding);
    below->addWidget(m_keep, 0, Qt::AlignLeft);
    auto* card = new QHBoxLayout;
    card->addWidget(m_cardSays, 1);
    card->addWidget(m_useCard, 0, Qt::AlignTop);
    below->addLayout(card);
    column->addWidget(m_below);
    column->addStretch();

    connect(m_keep, &QPushButton::clicked, this, [this] { emit keep(m_key); });
    connect(m_useCard, &QPushButton::clicked, this, [this] { emit useCard(m_key); });
    setEditorText(view.text);
    render(view);
}

void FormField::makeEditor(const FieldView& view)
{
    switch (m_type) {
    case FieldType::Sex: makeSex(); break;
    case FieldType::Choice: makeChoice(view); break;
    case FieldType::Text:
    case FieldType::Name:
    case FieldType::PersonalNumber:
    case FieldType::OldNumber:
    case FieldType::Date:
    case FieldType::Place:
    case FieldType::Phone:
    case FieldType::Email: makeLine(); break;
    }
    m_editor->setObjectName(m_key);
    m_label->setBuddy(m_line ? static_cast<QWidget*>(m_line) : m_editor);
}

void FormField::makeLine()
{
    m_line = new QLineEdit(this);
    m_editor = m_line;
    m_line->setMaxLength(2 * m_maxLength); // the rule says "too long" in words; this only stops a stuck key
    if (m_type == FieldType::PersonalNumber || m_type == FieldType::OldNumber || m_type == FieldType::Phone)
        m_line->setInputMethodHints(Qt::ImhDigitsOnly);
    if (m_type == FieldType::Date) {
        connect(m_line, &QLineEdit::textEdited, this, [this](const QString& text) {
            const TypedDate typed = withSeparators(m_before, text, m_line->cursorPosition());
            if (typed.text != text) {
                m_line->setText(typed.text);
                m_line->setCursorPosition(typed.cursor);
            }
            m_before = m_line->text();
        });
    }
    m_line->installEventFilter(this);
    connect(m_line, &QLineEdit::editingFinished, this, [this] { emit left(m_key, m_line->text()); });
    connect(m_line, &QLineEdit::returnPressed, this, [this] { focusNextChild(); });
}

void FormField::offerCommunes(const AdminUnits& communes)
{
    if (m_type != FieldType::Place)
        return;
    auto* offers = new QStringListModel(this);
    auto* completer = new QCompleter(offers, this);
    completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion); // the list has judged already
    completer->setWidget(m_line); // not setCompleter(): that would complete with every key by its own rule
    connect(
        completer, qOverload<const QString&>(&QCompleter::activated), m_line, [this](const QString& place) {
            m_line->setText(place);
            emit left(m_key, place);
        });
    connect(m_line, &QLineEdit::textEdited, this, [&communes, offers, completer](const QString& text) {
        const qsizetype comma = text.lastIndexOf(u',') + 1;
        const QString typed = text.mid(comma).trimmed();
        QStringList places;
        if (typed.size() >= fewestLetters)
            for (const Commune& commune : communes.search(typed, mostOffers))
                places.append(text.left(comma) + (comma > 0 ? QStringLiteral(" ") : QString())
                    + AdminUnits::placeText(commune));
        offers->setStringList(places);
        if (places.isEmpty())
            completer->popup()->hide();
        else
            completer->complete();
    });
}

void FormField::makeSex()
{
    m_editor = new QWidget(this);
    auto* row = new QHBoxLayout(m_editor);
    row->setContentsMargins(0, 0, 0, 0);
    m_sex = new QButtonGroup(this);
    for (const int code : {1, 2}) {
        auto* choice = new QRadioButton(m_editor);
        choice->setObjectName(QStringLiteral("%1.%2").arg(m_key).arg(code));
        choice->installEventFilter(this);
        m_sex->addButton(choice, code);
        row->addWidget(choice);
    }
    row->addStretch();
    connect(m_sex, &QButtonGroup::idClicked, this, [this] { emit left(m_key, text()); });
}

void FormField::makeChoice(const FieldView& view)
{
    m_combo = new QComboBox(this);
    m_editor = m_combo;
    m_combo->addItem(QString(), QString());
    // Not as wide as its longest choice: two columns of large text must fit.
    m_combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_combo->setMinimumContentsLength(6);
    for (const Choice& choice : view.field.choices)
        m_combo->addItem(choice.label.in(words::language()), choice.code);
    m_combo->installEventFilter(this);
    connect(m_combo, &QComboBox::activated, this, [this] { emit left(m_key, text()); });
}

bool FormField::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn) {
        emit focused(this);
        m_before = m_line ? m_line->text() : QString();
    }
    return QWidget::eventFilter(watched, event);
}

QString FormField::text() const
{
    if (m_line)
        return m_line->text();
    if (m_combo)
        return m_combo->currentData().toString();
    return m_sex->checkedId() > 0 ? QString::number(m_sex->checkedId()) : QString();
}

bool FormField::isWide() const
{
    return m_type == FieldType::Name || m_type == FieldType::Place
        || (m_type == FieldType::Text && m_maxLength > 100);
}

void FormField::focusEditor()
{
    if (m_sex)
        m_sex->button(std::max(1, m_sex->checkedId()))->setFocus(Qt::OtherFocusReason);
    else
        m_editor->setFocus(Qt::OtherFocusReason);
}

std::optional<QString> FormField::unfinished() const
{
    return m_line && m_line->text() != m_rendered ? std::optional(m_line->text()) : std::nullopt;
}

void FormField::resumeTyping(const QString& text)
{
    if (m_line)
        m_line->setText(text);
}

void FormField::commit()
{
    if (text() != m_rendered)
        emit left(m_key, text());
}

void FormField::setEditorText(const QString& text)
{
    if (m_line)
        m_line->setText(text);
    if (m_combo)
        m_combo->setCurrentIndex(std::max(0, m_combo->findData(text)));
    if (m_sex) {
        m_sex->setExclusive(false);
        for (QAbstractButton* button : m_sex->buttons())
            button->setChecked(QString::number(m_sex->id(button)) == text);
        m_sex->setExclusive(true);
    }
    m_rendered = text;
}

void FormField::render(const FieldView& view)
{
    const bool typing
        = m_line && m_line->hasFocus() && m_line->text() != m_rendered && view.text == m_rendered;
    if (!typing && (view.text != m_rendered || text() != view.text))
        setEditorText(view.text);
    renderLabel(view);
    renderFindings(view);
}

void FormField::renderLabel(const FieldView& view)
{
    const QString language = words::language();
    const QString label = view.field.label.in(language);
    m_label->setText(view.field.required ? label : tr("%1 (if any)").arg(label));
    if (m_line) {
        m_line->setAccessibleName(m_label->text());
        const QString hint = view.field.hint.in(language);
        m_line->setPlaceholderText(m_type == FieldType::Date && hint.isEmpty() ? tr("dd/mm/yyyy") : hint);
    }
    if (m_combo) {
        m_combo->setAccessibleName(m_label->text());
        for (std::size_t i = 0; i < view.field.choices.size(); ++i)
            m_combo->setItemText(static_cast<int>(i) + 1, view.field.choices[i].label.in(language));
    }
    if (m_sex) {
        m_sex->button(1)->setText(tr("Male"));
        m_sex->button(2)->setText(tr("Female"));
    }
    showText(*m_badge, view.text.isEmpty() ? QString() : words::forProvenance(view.provenance));
}

void FormField::renderFindings(const FieldView& view)
{
    const QString label = view.field.label.in(words::language());
    const bool any = !view.findings.empty();
    const bool stop = any && view.findings.front().severity == Severity::Error;
    const bool kept = any && !stop && view.kept;
    const int side = static_cast<int>(20 * look::textFactor());
    m_sign->setVisible(any);
    if (any) {
        QString sentence = words::forFinding(view.findings.front(), label);
        if (kept)
            sentence = tr("Kept as declared. %1").arg(sentence);
        else if (view.findings.front().code.endsWith(QLatin1String("-mismatch")))
            sentence += QLatin1Char(' ')
                + tr(
                    "Correction cases are not in this release: the office that corrects numbers opens them.");
        m_message->setText(sentence);
        look::setRole(m_message, stop ? "error" : "warning");
        m_sign->setPixmap(look::glyph(stop ? look::Glyph::Cross : look::Glyph::Mark,
            stop ? look::Tone::Stop : look::Tone::Attention, palette(), side, devicePixelRatioF()));
    }
    m_message->setVisible(any);
    m_keep->setVisible(any && !stop && !kept);
    m_keep->setText(tr("Keep as declared"));
    m_keep->setAccessibleDescription(m_message->text());
    const bool differs = !view.cardText.isEmpty() && m_type != FieldType::Sex && m_type != FieldType::Choice;
    showText(*m_cardSays, differs ? tr("On the card: %1").arg(view.cardText) : QString());
    m_useCard->setVisible(differs);
    m_useCard->setText(tr("Take the card's"));
    m_below->setVisible(any || differs);
}

} // namespace station
