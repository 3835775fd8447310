#include "app/station/shell/top_bar.h"

#include "app/station/languages.h"
#include "app/station/parts.h"
#include "app/station/state_label.h"
#include "app/words/words.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace station {

TopBar::TopBar(const Clock& clock, QWidget* parent)
    : QFrame(parent)
    , m_clock(clock)
    , m_place(parts::label(this, "place"))
    , m_officer(parts::label(this, "officer"))
    , m_link(new StateLabel(this))
    , m_waiting(parts::label(this, "barWaiting"))
    , m_help(parts::button(this, "help", "flat"))
    , m_lock(parts::button(this, "lock"))
{
    setObjectName(QStringLiteral("topBar"));
    setProperty("role", QStringLiteral("bar"));
    setMinimumHeight(look::topBarHeight);
    m_link->setObjectName(QStringLiteral("barLink"));
    m_place->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(2 * look::space, 2, look::space, 2);
    row->setSpacing(2 * look::space);
    row->addWidget(m_place, 1);
    row->addWidget(m_officer);
    row->addWidget(m_link);
    row->addWidget(m_waiting);
    auto* languages = new QHBoxLayout;
    languages->setSpacing(0);
    for (const QString& code : Languages::codes()) {
        auto* choice = parts::button(this, ("language-" + code.toLatin1()).constData(), "flat");
        choice->setText(code);
        choice->setCheckable(true);
        connect(choice, &QPushButton::clicked, this, [this, code] {
            showLanguage(m_language); // checked only when it has been switched
            emit languageChosen(code);
        });
        m_languages.push_back(choice);
        languages->addWidget(choice);
    }
    row->addLayout(languages);
    row->addWidget(m_help);
    row->addWidget(m_lock);
    m_help->setText(QStringLiteral("?"));
    connect(m_help, &QPushButton::clicked, this, &TopBar::helpAsked);
    connect(m_lock, &QPushButton::clicked, this, &TopBar::lockAsked);
    retranslate();
}

void TopBar::render(const ShellView& view)
{
    m_view = view;
    const StationInfo& info = view.info;
    if (!info.communeName.isEmpty())
        m_placeText = QStringLiteral("%1  ·  %2").arg(info.name, info.communeName);
    else
        m_placeText = info.communeCode.isEmpty() ? info.name
                                                 : tr("%1  ·  commune %2").arg(info.name, info.communeCode);
    m_officer->setVisible(view.officer.has_value());
    if (view.officer)
        m_officer->setText(
            QStringLiteral("%1 (%2)").arg(view.officer->name, words::forRole(view.officer->role)));
    m_link->show(signOf(view.status.link), words::forLink(view.status.link));
    m_link->setToolTip(words::connection(view.status, m_clock.now()));
    m_waiting->setText(view.status.waiting > 0
            ? tr("%n waiting, %1", nullptr, view.status.waiting).arg(words::size(view.status.waitingBytes))
            : tr("Nothing waiting"));
    m_lock->setVisible(view.officer.has_value());
    elide();
}

void TopBar::showLanguage(const QString& code)
{
    m_language = code;
    for (QPushButton* choice : m_languages)
        choice->setChecked(choice->text() == code);
}

void TopBar::elide()
{
    m_place->setText(m_place->fontMetrics().elidedText(m_placeText, Qt::ElideRight, m_place->width()));
    m_place->setToolTip(m_placeText);
    m_place->setAccessibleName(m_placeText);
}

void TopBar::retranslate()
{
    m_lock->setText(tr("Lock (Ctrl+L)"));
    m_help->setToolTip(tr("Help (F1)"));
    m_help->setAccessibleName(tr("Help (F1)"));
    const QString names[] = {tr("Vietnamese"), tr("English")};
    for (std::size_t i = 0; i < m_languages.size(); ++i)
        m_languages[i]->setAccessibleName(names[i]);
    render(m_view);
}

void TopBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

void TopBar::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    elide();
}

} // namespace station
