#include "app/station/help/help_panel.h"

#include "app/station/look.h"
#include "app/station/parts.h"
#include "app/words/words.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QTextBrowser>
#include <QUrl>
#include <QVBoxLayout>

// Outside the namespace: the macro declares a function of the global one. A static library's resources are
// linked in only where they are asked for.
static void loadHelp() { Q_INIT_RESOURCE(help); }

namespace station {

HelpPanel::HelpPanel(QWidget* parent)
    : QFrame(parent)
    , m_title(parts::label(this, "helpTitle", "heading"))
    , m_contents(parts::button(this, "helpContents"))
    , m_close(parts::button(this, "helpClose"))
    , m_text(new QTextBrowser(this))
{
    loadHelp();
    setProperty("role", QStringLiteral("card"));
    setAutoFillBackground(true);
    m_text->setObjectName(QStringLiteral("helpText"));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setOpenLinks(false);
    auto* top = new QHBoxLayout;
    top->addWidget(m_title);
    top->addStretch();
    top->addWidget(m_contents);
    top->addWidget(m_close);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * look::space, look::space, 2 * look::space, look::space);
    column->addLayout(top);
    column->addWidget(m_text, 1);
    connect(m_close, &QPushButton::clicked, this, &HelpPanel::closeAsked);
    connect(m_contents, &QPushButton::clicked, this, [this] { open(QStringLiteral("index")); });
    connect(m_text, &QTextBrowser::anchorClicked, this, [this](const QUrl& link) {
        const QUrl address = m_text->source().resolved(link);
        if (address.scheme() == QLatin1String("qrc"))
            turnTo(address);
    });
    retranslate();
}

void HelpPanel::open(const QString& page, const QString& anchor)
{
    QUrl address(QStringLiteral("qrc:/help/%1/%2.html").arg(words::language(), page));
    if (!anchor.isEmpty())
        address.setFragment(anchor);
    turnTo(address);
}

void HelpPanel::turnTo(const QUrl& address)
{
    m_page = address.fileName().section(QLatin1Char('.'), 0, 0);
    m_text->setSource(address);
}

void HelpPanel::takeFocus() { m_text->setFocus(); }

QString HelpPanel::heading() const { return m_text->documentTitle(); }

void HelpPanel::retranslate()
{
    m_title->setText(tr("Help"));
    m_contents->setText(tr("Contents"));
    m_close->setText(tr("Close the help (Esc)"));
    m_text->setAccessibleName(tr("Help"));
    open(m_page);
}

bool HelpPanel::event(QEvent* event)
{
    // Before the window's own Escape, which would leave the page behind.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape)
        event->accept();
    return QFrame::event(event);
}

void HelpPanel::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        emit closeAsked();
    else
        QFrame::keyPressEvent(event);
}

void HelpPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

} // namespace station
