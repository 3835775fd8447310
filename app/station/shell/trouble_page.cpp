#include "app/station/shell/trouble_page.h"

#include "app/station/look.h"
#include "app/station/parts.h"
#include "app/words/words.h"
#include "core/base/log.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace station {

TroublePage::TroublePage(const QString& folder, const Error& error, QWidget* parent)
    : QWidget(parent)
{
    build(tr("The station can't be opened"),
        error.code == ErrorCode::NotFound
            ? tr("No station has been set up on this computer yet. Ask whoever looks after it to set it up.")
            : words::forError(error),
        folder,
        QStringLiteral("%1: %2").arg(
            QString::fromLatin1(nameOf(error.code)), QString::fromStdString(error.detail)));
}

TroublePage::TroublePage(const QString& folder, QWidget* parent)
    : QWidget(parent)
{
    build(tr("The station is open in another window"),
        tr("Go on in the window that is open already: Alt+Tab brings it to the front. Nothing is lost."),
        folder, {});
}

void TroublePage::build(
    const QString& title, const QString& sentence, const QString& folder, const QString& detail)
{
    auto* heading = parts::wrapped(this, "troubleTitle", "title");
    heading->setText(title);
    auto* explain = parts::wrapped(this, "troubleSentence", "instruction");
    explain->setText(sentence);
    auto* where = parts::wrapped(this, "troubleFolder", "hint");
    where->setText(tr("Folder: %1").arg(folder));
    where->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* details = parts::wrapped(this, "troubleDetails", "hint");
    details->setText(detail);
    details->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    details->hide();
    auto* fold = parts::button(this, "troubleFold");
    fold->setText(tr("Details for the help desk"));
    fold->setCheckable(true);
    fold->setVisible(!detail.isEmpty());
    auto* close = parts::button(this, "troubleClose", "primary");
    close->setText(tr("Close the program"));

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8 * look::space, 6 * look::space, 8 * look::space, 4 * look::space);
    column->setSpacing(2 * look::space);
    for (QWidget* part : std::initializer_list<QWidget*> {heading, explain, where})
        column->addWidget(part);
    column->addWidget(fold, 0, Qt::AlignLeft);
    column->addWidget(details);
    column->addStretch();
    column->addWidget(close, 0, Qt::AlignRight);
    connect(fold, &QPushButton::toggled, details, &QWidget::setVisible);
    connect(close, &QPushButton::clicked, this, &TroublePage::closeAsked);
    close->setFocus();
}

} // namespace station
