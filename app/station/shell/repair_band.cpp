#include "app/station/shell/repair_band.h"

#include "app/station/look.h"
#include "app/station/parts.h"
#include "app/words/words.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace station {

RepairBand::RepairBand(RepairPresenter& presenter, QWidget* parent)
    : QFrame(parent)
    , m_presenter(presenter)
    , m_title(parts::wrapped(this, "recoveryTitle", "warning"))
    , m_what(parts::wrapped(this, "recoveryWhat"))
    , m_noted(parts::button(this, "recoveryNoted"))
{
    setObjectName(QStringLiteral("recoveryBand"));
    setProperty("role", "band");
    m_what->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* words = new QVBoxLayout;
    words->setSpacing(look::space / 2);
    words->addWidget(m_title);
    words->addWidget(m_what);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(2 * look::space, look::space, 2 * look::space, look::space);
    row->setSpacing(2 * look::space);
    row->addLayout(words, 1);
    row->addWidget(m_noted, 0, Qt::AlignVCenter);
    connect(&m_presenter, &RepairPresenter::changed, this, &RepairBand::render);
    connect(m_noted, &QPushButton::clicked, &m_presenter, &RepairPresenter::note);
    render(m_presenter.view());
}

void RepairBand::render(const RepairView& view)
{
    setVisible(view.notice.has_value());
    m_noted->setText(tr("Noted"));
    if (!view.notice)
        return;
    const RecoveryNotice& notice = *view.notice;
    m_title->setText(tr("Stored data was damaged and was repaired on %1. Nothing was deleted.")
                         .arg(QLocale().toString(QDateTime::fromMSecsSinceEpoch(toMs(notice.at)),
                             QStringLiteral("dd/MM/yyyy HH:mm"))));
    QStringList what {tr("Sealed cases in the queue: %1, of these put back from their files: %2.")
                          .arg(notice.packetsKept + notice.packetsRebuilt)
                          .arg(notice.packetsRebuilt),
        tr("Open cases kept: %1, lost: %2.").arg(notice.draftsKept).arg(notice.draftsLost)};
    if (notice.draftsLost > 0)
        what.append(tr("People whose open case was lost must be captured again."));
    if (notice.packetsHeld > 0)
        what.append(tr("Held until a supervisor has looked at them: %1. In the queue, the supervisor presses "
                       "“Send again” at each "
                       "that may go.")
                        .arg(notice.packetsHeld));
    if (notice.packetsUnclear > 0)
        what.append(tr("Packet files that the help desk must look at: %1.").arg(notice.packetsUnclear));
    if (!notice.ledgerWhole)
        what.append(tr("The ledger has a gap, which it names itself."));
    if (notice.officers < 2)
        what.append(
            tr("The officers' access was lost: set it up again; sealed cases are sent all the same."));
    if (view.trouble)
        what.append(words::forError(*view.trouble));
    else if (!view.mayNote)
        what.append(tr("A supervisor signs in and takes note of this."));
    what.append(tr("For the help desk: %1").arg(notice.aside));
    m_what->setText(what.join(QLatin1Char(' ')));
    m_noted->setVisible(view.mayNote);
    m_noted->setEnabled(!view.busy);
}

void RepairBand::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        render(m_presenter.view());
    QFrame::changeEvent(event);
}

} // namespace station
