#include "app/station/case/fingers_page.h"

#include "app/station/case/camera_view.h"
#include "app/station/case/hands_view.h"
#include "app/station/case/quality_bar.h"
#include "app/station/case/reason_form.h"
#include "app/station/case/ui_parts.h"
#include "app/station/parts.h"
#include "app/words/words.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QScrollArea>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace station {
namespace {

constexpr int leastSightMs = 700; ///< before the one key does anything to the finger that is asked for

QString withCapital(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

} // namespace

FingersPage::FingersPage(FingersPresenter& presenter, QWidget* parent)
    : StepPage(parent)
    , m_presenter(presenter)
    , m_instruction(makeLabel("instruction", this, "fingers.instruction"))
    , m_state(makeLabel("hint", this, "fingers.state"))
    , m_hands(new HandsView(this))
    , m_legend(makeLabel("hint", this, "fingers.legend"))
    , m_side(new QStackedLayout)
{
    setFocusPolicy(Qt::StrongFocus);
    m_hands->setObjectName(QStringLiteral("fingers.hands"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * look::space, look::space, 2 * look::space, look::space);
    column->setSpacing(look::space);
    column->addWidget(m_instruction);
    column->addWidget(m_state);
    auto* row = new QHBoxLayout;
    row->setSpacing(2 * look::space);
    auto* left = new QVBoxLayout;
    left->addWidget(m_hands, 1);
    left->addWidget(m_legend);
    row->addLayout(left, 1);
    auto* card = makeCard(this);
    card->setFixedWidth(static_cast<int>(320 * look::textFactor()));
    card->setLayout(m_side);
    m_side->addWidget(makeReading());
    m_reason = new ReasonForm(card);
    auto* framed = new QWidget(card);
    auto* inner = new QVBoxLayout(framed);
    inner->addWidget(parts::scrolling(m_reason, framed)); // at a bed there is less room than they need
    m_side->addWidget(framed);
    row->addWidget(card);
    column->addLayout(row, 1);

    connect(m_hands, &HandsView::chosen, &m_presenter, &FingersPresenter::choose);
    connect(m_reason, &ReasonForm::given, &m_presenter, &FingersPresenter::giveReason);
    connect(m_reason, &ReasonForm::cancelled, &m_presenter, &FingersPresenter::cancelExplaining);
    connect(&m_presenter, &FingersPresenter::changed, this, &FingersPage::retranslate);
    retranslate();
}

QWidget* FingersPage::makeReading()
{
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setSpacing(look::space);
    m_print = new PictureView(page);
    m_print->setObjectName(QStringLiteral("fingers.print"));
    m_print->setMinimumHeight(160);
    m_bar = new QualityBar(page);
    m_bar->setObjectName(QStringLiteral("fingers.quality"));
    m_attempt = makeLabel(nullptr, page, "fingers.attempt");
    m_advice = makeLabel("warning", page, "fingers.advice");
    m_skip = makeButton("bedside", page, "fingers.skip");
    m_skip->setFocusPolicy(Qt::TabFocus);
    m_cannot = makeButton(nullptr, page, "fingers.cannot");
    m_cannot->setFocusPolicy(Qt::TabFocus);
    column->addWidget(m_print, 1);
    column->addWidget(m_bar);
    column->addWidget(m_attempt);
    column->addWidget(m_advice);
    column->addWidget(m_skip);
    column->addWidget(m_cannot);
    connect(m_skip, &QPushButton::clicked, &m_presenter, &FingersPresenter::skip);
    connect(m_cannot, &QPushButton::clicked, &m_presenter, &FingersPresenter::explain);
    return page;
}

QString FingersPage::instruction() const
{
    const FingersView& view = m_presenter.view();
    if (view.stage == FingersStage::Finished)
        return tr("Every finger has a print or a reason");
    if (!view.asked)
        return {};
    const QString finger = withCapital(words::forFinger(*view.asked));
    switch (view.stage) {
    case FingersStage::Asking: return words::placeFinger(*view.asked);
    case FingersStage::Reading: return tr("%1: keep still …").arg(finger);
    case FingersStage::Scoring: return tr("%1: looking at the print …").arg(finger);
    case FingersStage::Saving: return tr("%1: saving …").arg(finger);
    case FingersStage::Unsaved: return tr("%1: not saved yet").arg(finger);
    case FingersStage::Explaining: return tr("%1: can't be taken").arg(finger);
    case FingersStage::Finished: break;
    }
    return {};
}

QString FingersPage::advice() const
{
    const FingersView& view = m_presenter.view();
    if (view.hint)
        return words::forRetry(*view.hint);
    if (!view.last)
        return {};
    const QString finger = withCapital(words::forFinger(view.last->position));
    if (view.last->accepted)
        return tr("%1: good print").arg(finger);
    if (view.last->kept)
        return tr(
            "%1: the best print is kept and marked as weak. Press its key to try again, or X for the reason.")
            .arg(finger);
    return words::forAdvice(view.last->advice);
}

void FingersPage::renderState()
{
    const FingersView& view = m_presenter.view();
    const bool troubled = view.reader != DeviceState::Ready || view.readerFailed;
    QString state = tr("Lift the finger after each print. Any other finger: its key.");
    if (view.reader != DeviceState::Ready)
        state = words::forDevice(view.reader, words::DeviceKind::Reader);
    else if (view.readerFailed)
        state = tr("The reader stopped working and is tried again. If this goes on, unplug it and plug it in "
                   "again.");
    const QString word = advice();
    if (!isBedside()) {
        look::setRole(m_state, troubled ? "warning" : "hint");
    } else if (!troubled && !word.isEmpty()) { // what whoever holds the hand wants to know
        state = word;
        look::setRole(m_state, isGood() ? "bedsideGood" : "bedsideWarning");
    } else {
        look::setRole(m_state, troubled ? "bedsideWarning" : "bedsideLine");
    }
    announce(*m_state, state);
    m_state->setVisible(!isBedside() || view.stage != FingersStage::Explaining); // the reasons need the room
}

bool FingersPage::isGood() const
{
    const FingersView& view = m_presenter.view();
    return view.last && view.last->accepted && !view.hint;
}

void FingersPage::retranslate()
{
    const FingersView& view = m_presenter.view();
    const bool explaining = view.stage == FingersStage::Explaining;
    if (m_asked != view.asked) {
        m_asked = view.asked;
        m_sinceAsked.start();
    }
    announce(*m_instruction, instruction());
    look::setRole(m_instruction, isBedside() ? "bedside" : "instruction");
    renderState();
    m_legend->setVisible(!isBedside());
    m_hands->setFingers(view.fingers);
    m_hands->setAccessibleName(tr("The citizen's hands"));
    m_hands->setSummary(tr("%1 of %2 fingers done").arg(view.done).arg(view.total));
    m_legend->setText(tr("✓ good   ! weak   – reason given   The citizen's hands as you see them"));
    if (explaining != (m_side->currentIndex() == 1)) {
        m_side->setCurrentIndex(explaining ? 1 : 0);
        if (explaining)
            m_reason->begin(view.followUp);
        else if (isVisible())
            setFocus();
    }
    m_reason->retranslate();
    renderReading();
    emit primaryChanged();
}

void FingersPage::renderReading()
{
    const FingersView& view = m_presenter.view();
    m_print->setPicture(view.last ? view.last->picture : QImage());
    m_print->setAccessibleName(tr("The last print"));
    m_bar->setQuality(view.last ? view.last->quality : -1, view.needed);
    QString attempt;
    if (view.stage != FingersStage::Finished && view.asked) {
        attempt = tr("Attempt %1 of %2").arg(view.attempt).arg(view.maxAttempts);
        if (view.best)
            attempt += tr(" · best so far %1, kept").arg(*view.best);
    }
    m_attempt->setText(attempt);
    showText(*m_advice, isBedside() ? QString() : advice());
    look::setRole(m_advice, isGood() ? "good" : "warning");
    m_print->setMinimumHeight(isBedside() ? 104 : 160); // the big buttons need the room
    m_skip->setVisible(isBedside());
    m_skip->setText(tr("Take it later (Space)"));
    const bool maySkip = view.stage == FingersStage::Asking && m_presenter.hasOtherOpen();
    if (!maySkip && m_skip->hasFocus())
        setFocus(); // else the focus goes on to the next button
    m_skip->setEnabled(maySkip);
    look::setRole(m_cannot, isBedside() ? "bedside" : "");
    m_cannot->setText(tr("Can't be taken (X)"));
    m_cannot->setEnabled(
        view.asked && view.stage != FingersStage::Saving && view.stage != FingersStage::Finished);
}

PrimaryAction FingersPage::primary() const
{
    const FingersView& view = m_presenter.view();
    if (view.stage == FingersStage::Unsaved)
        return {tr("Save again"), true, {}};
    const int open = view.total - view.done;
    return {tr("Continue to review"), open == 0 && view.stage != FingersStage::Saving,
        open > 0 ? tr("%n finger(s) still without print or reason.", nullptr, open) : QString()};
}

StepHelp FingersPage::help() const
{
    if (m_presenter.view().stage == FingersStage::Explaining)
        return {tr("Every finger ends as a print or as a reason. A bandaged finger is seen again later."),
            {{QStringLiteral("1 – 7"), tr("reason")}, {QStringLiteral("Enter"), tr("save reason")},
                {QStringLiteral("Esc"), tr("back to the reader")}}};
    return {tr("The reader waits for the finger that pulses and goes on by itself."),
        {{QStringLiteral("1 – 5"), tr("right hand, thumb first")},
            {QStringLiteral("6 – 0"), tr("left hand, thumb first")},
            {QStringLiteral("X"), tr("can't be taken")}, {QStringLiteral("Alt+4"), tr("review")},
            {QStringLiteral("Esc"), tr("save and leave")}}};
}

void FingersPage::press()
{
    if (m_presenter.view().stage == FingersStage::Unsaved)
        m_presenter.retry();
    else if (primary().enabled)
        emit finished();
}

void FingersPage::oneKey()
{
    if (m_sinceAsked.elapsed() < leastSightMs)
        return;
    const FingersStage stage = m_presenter.view().stage;
    if (stage == FingersStage::Finished || stage == FingersStage::Unsaved)
        press();
    else
        m_presenter.skip(); // only while it asks
}

void FingersPage::enter()
{
    m_sinceAsked.start();
    m_presenter.enter();
    setFocus();
}

void FingersPage::leave() { m_presenter.leave(); }

bool FingersPage::escape()
{
    const bool explaining = m_presenter.view().stage == FingersStage::Explaining;
    m_presenter.cancelExplaining();
    return explaining;
}

void FingersPage::keyPressEvent(QKeyEvent* event)
{
    if (event->modifiers() & ~Qt::KeypadModifier || event->isAutoRepeat())
        return StepPage::keyPressEvent(event);
    const int digit = event->key() - Qt::Key_0;
    if (digit >= 0 && digit <= 9)
        return m_presenter.choose(static_cast<FingerPosition>(digit == 0 ? 10 : digit));
    if (event->key() == Qt::Key_Space && isBedside())
        return oneKey();
    if (event->key() == Qt::Key_X)
        return m_presenter.explain();
    StepPage::keyPressEvent(event);
}

} // namespace station
