#include "app/station/case/portrait_page.h"

#include "app/station/case/camera_view.h"
#include "app/station/case/check_list.h"
#include "app/station/case/ui_parts.h"
#include "app/words/words.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <utility>

namespace station {
namespace {

constexpr int leastSightMs = 700; ///< a pedal pressed twice uses no picture that nobody has seen

} // namespace

PortraitPage::PortraitPage(PortraitPresenter& presenter, QWidget* parent)
    : StepPage(parent)
    , m_presenter(presenter)
    , m_instruction(makeLabel("instruction", this, "portrait.instruction"))
    , m_stack(new QStackedLayout)
{
    setFocusPolicy(Qt::StrongFocus);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * look::space, look::space, 2 * look::space, look::space);
    column->setSpacing(look::space);
    column->addWidget(m_instruction);
    column->addLayout(m_stack, 1);
    m_stack->addWidget(makeLive());
    m_stack->addWidget(makeJudging());
    connect(&m_presenter, &PortraitPresenter::changed, this, &PortraitPage::retranslate);
    connect(&m_presenter, &PortraitPresenter::couldNotTake, this, [this] {
        m_couldNot
            = tr("No picture could be taken. Wait until the camera's picture is seen, then take it again.");
        retranslate();
    });
    retranslate();
}

QWidget* PortraitPage::makeLive()
{
    auto* page = new QWidget(this);
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(3 * look::space);
    m_camera = new CameraView(page);
    m_camera->setObjectName(QStringLiteral("portrait.camera"));
    row->addWidget(m_camera, 1);
    auto* side = new QVBoxLayout;
    side->setSpacing(2 * look::space);
    m_checks = new CheckList(page);
    m_checks->setFixedWidth(static_cast<int>(250 * look::textFactor()));
    m_state = makeLabel("hint", page, "portrait.state");
    m_turn = makeButton("bedside", page, "portrait.turn");
    m_turn->setFocusPolicy(Qt::TabFocus);
    m_shutter = makeButton(nullptr, page, "portrait.shutter");
    m_shutter->setFocusPolicy(Qt::TabFocus);
    side->addWidget(m_checks);
    side->addWidget(m_state);
    side->addStretch();
    side->addWidget(m_turn);
    side->addWidget(m_shutter);
    row->addLayout(side);
    connect(m_turn, &QPushButton::clicked, this, &PortraitPage::turn);
    connect(m_camera, &CameraView::sizeWanted, this, &PortraitPage::frameSizeWanted);
    connect(m_shutter, &QPushButton::clicked, &m_presenter, &PortraitPresenter::shutter);
    return page;
}

QWidget* PortraitPage::makeJudging()
{
    auto* page = new QWidget(this);
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(3 * look::space);
    const auto picture = [&](PictureView*& view, QLabel*& caption, const char* name, int stretch) {
        auto* column = new QVBoxLayout;
        view = new PictureView(page);
        view->setObjectName(QString::fromLatin1(name));
        caption = makeLabel("hint", page);
        column->addWidget(caption); // above: the picture stands in the middle of what room there is
        column->addWidget(view, 1);
        row->addLayout(column, stretch);
    };
    picture(m_source, m_sourceCaption, "portrait.source", 4);
    picture(m_crop, m_cropCaption, "portrait.crop", 3);
    auto* side = new QVBoxLayout;
    side->setSpacing(look::space);
    m_shotChecks = new CheckList(page);
    m_shotChecks->setFixedWidth(static_cast<int>(250 * look::textFactor()));
    m_again = makeButton(nullptr, page, "portrait.again");
    side->addWidget(m_shotChecks);
    side->addWidget(makeWaiver());
    side->addStretch();
    side->addWidget(m_again);
    row->addLayout(side);
    connect(m_again, &QPushButton::clicked, &m_presenter, &PortraitPresenter::again);
    return page;
}

QWidget* PortraitPage::makeWaiver()
{
    m_waiver = new QWidget(this);
    m_waiver->setFixedWidth(static_cast<int>(250 * look::textFactor()));
    auto* column = new QVBoxLayout(m_waiver);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    m_waiverWhy = makeLabel("warning", m_waiver);
    m_reasonLabel = makeLabel(nullptr, m_waiver);
    m_reason = new QComboBox(m_waiver);
    m_reason->setObjectName(QStringLiteral("portrait.waiverReason"));
    m_reasonLabel->setBuddy(m_reason);
    m_reason->addItem(QString(), QString());
    for (const QString& code : PortraitPresenter::waiverReasons())
        m_reason->addItem(QString(), code);
    m_noteLabel = makeLabel(nullptr, m_waiver);
    m_note = new QLineEdit(m_waiver);
    m_note->setObjectName(QStringLiteral("portrait.waiverNote"));
    m_note->setMaxLength(200);
    m_noteLabel->setBuddy(m_note);
    for (QWidget* each :
        std::initializer_list<QWidget*> {m_waiverWhy, m_reasonLabel, m_reason, m_noteLabel, m_note})
        column->addWidget(each);
    const auto tell = [this] { m_presenter.setWaiver(m_reason->currentData().toString(), m_note->text()); };
    connect(m_reason, &QComboBox::currentIndexChanged, this, tell);
    connect(m_note, &QLineEdit::textChanged, this, tell);
    return m_waiver;
}

QString PortraitPage::instruction() const
{
    const PortraitView& view = m_presenter.view();
    switch (view.stage) {
    case PortraitStage::Taking: return tr("Taking the picture …");
    case PortraitStage::Kept: return tr("This portrait is saved");
    case PortraitStage::Judging:
        return view.shot.pass ? tr("Use this portrait?")
                              : tr("Not every check has passed. Take it again, or say why not");
    case PortraitStage::Live: break;
    }
    if (view.camera != DeviceState::Ready)
        return words::forDevice(view.camera, words::DeviceKind::Camera);
    if (!view.checking)
        return tr("Take the picture by hand: Space");
    if (!view.report)
        return words::forAdvice(PortraitAdvice::NoFace);
    return words::forAdvice(view.report->advice);
}

void PortraitPage::retranslate()
{
    const PortraitStage stage = m_presenter.view().stage;
    const bool judging = stage == PortraitStage::Judging || stage == PortraitStage::Kept;
    m_stack->setCurrentIndex(judging ? 1 : 0);
    announce(*m_instruction, instruction());
    look::setRole(m_instruction, isBedside() ? "bedside" : "instruction");
    if (!isBedside())
        resetTurn(); // its key and button are gone
    renderLive();
    renderJudging();
    if (judging != m_wasJudging && isVisible())
        setFocus();
    if (judging && !m_wasJudging)
        m_inSight.start();
    if (judging)
        m_couldNot.clear();
    m_wasJudging = judging;
    emit primaryChanged();
}

void PortraitPage::renderLive()
{
    const PortraitView& view = m_presenter.view();
    const bool ready = view.camera == DeviceState::Ready;
    m_checks->render(view.report ? view.report->checks : std::vector<PortraitCheck> {});
    m_checks->setVisible(view.checking);
    m_camera->setAccessibleName(tr("The camera's picture"));
    m_camera->setGuide(view.report && view.report->pass, view.held);
    if (!ready)
        m_camera->setMessage(words::forDevice(view.camera, words::DeviceKind::Camera));
    QString state = advice();
    if (!view.checking)
        state = tr("No face detector is installed: nothing is checked, the officer judges. Ask for the "
                   "package opencv-data.");
    if (!m_couldNot.isEmpty())
        state = m_couldNot;
    m_state->setText(state);
    look::setRole(m_state, view.checking && m_couldNot.isEmpty() ? "hint" : "warning");
    m_turn->setVisible(isBedside());
    m_turn->setText(tr("Turn the picture (T)"));
    look::setRole(m_shutter, isBedside() ? "bedside" : "");
    m_shutter->setText(tr("Take by hand (Space)"));
    m_shutter->setEnabled(ready && view.stage == PortraitStage::Live);
}

QString PortraitPage::advice() const
{
    if (isBedside())
        return tr(
            "Lying down: a white sheet behind the head, the camera straight above the face. Head turned "
            "to one side: turn the camera with it.");
    return tr("When every check is good for a moment, the picture is taken by itself.");
}

void PortraitPage::turn()
{
    m_quarters = (m_quarters + 1) % 4;
    emit turnWanted(m_quarters);
}

void PortraitPage::resetTurn()
{
    if (std::exchange(m_quarters, 0) != 0)
        emit turnWanted(0);
}

void PortraitPage::renderJudging()
{
    const PortraitView& view = m_presenter.view();
    m_source->setPicture(view.shot.source);
    m_crop->setPicture(view.shot.crop);
    m_source->setAccessibleName(tr("As captured"));
    m_crop->setAccessibleName(tr("As printed on the card"));
    m_sourceCaption->setText(tr("As captured"));
    m_cropCaption->setText(tr("As printed on the card"));
    m_shotChecks->render(view.shot.record.checks);
    look::setRole(m_again, isBedside() ? "bedside" : "");
    m_again->setText(tr("Take again (R)"));
    renderWaiver();
}

void PortraitPage::renderWaiver()
{
    const PortraitView& view = m_presenter.view();
    m_waiver->setVisible(view.stage == PortraitStage::Judging && !view.shot.pass);
    m_waiverWhy->setText(tr("To use it all the same, say why. The supervisor will see it."));
    m_reasonLabel->setText(tr("Reason"));
    m_noteLabel->setText(tr("Note"));
    m_reason->setAccessibleName(m_reasonLabel->text());
    m_note->setAccessibleName(m_noteLabel->text());
    m_reason->setItemText(0, tr("Choose a reason"));
    for (int i = 1; i < m_reason->count(); ++i)
        m_reason->setItemText(i, words::forWaiver(m_reason->itemData(i).toString()));
    if (view.waiverReason.isEmpty() && m_reason->currentIndex() != 0) { // another picture: another reason
        m_reason->setCurrentIndex(0);
        m_note->clear();
    }
}

PrimaryAction PortraitPage::primary() const
{
    const PortraitView& view = m_presenter.view();
    switch (view.stage) {
    case PortraitStage::Kept: return {tr("Continue"), true, {}};
    case PortraitStage::Judging:
        if (view.usable)
            return {view.shot.pass ? tr("Use this portrait") : tr("Use with this reason"), true, {}};
        return {tr("Use with this reason"), false,
            view.waiverReason == QLatin1String("other") ? tr("Say in the note what the reason is.")
                                                        : tr("Choose a reason, or take it again.")};
    case PortraitStage::Taking: return {tr("Use this portrait"), false, {}};
    case PortraitStage::Live: break;
    }
    return {tr("Use this portrait"), false, tr("There is no portrait yet.")};
}

StepHelp PortraitPage::help() const
{
    const bool live = m_stack->currentIndex() == 0;
    if (live)
        return {tr("Bare head, both ears seen, no glasses, white background. The picture is taken by itself "
                   "when all is good."),
            {{tr("Space"), tr("take by hand")}, {QStringLiteral("Alt+3"), tr("fingers first")},
                {QStringLiteral("Esc"), tr("save and leave")}}};
    return {tr("Look at the eyes, the ears and the background before you go on."),
        {{QStringLiteral("Enter"), tr("use")}, {QStringLiteral("R"), tr("take again")},
            {QStringLiteral("Esc"), tr("save and leave")}}};
}

void PortraitPage::press()
{
    m_presenter.use([this](bool saved) {
        if (saved)
            emit finished();
    });
}

void PortraitPage::oneKey()
{
    switch (m_presenter.view().stage) {
    case PortraitStage::Live: return m_presenter.shutter();
    case PortraitStage::Taking: return;
    case PortraitStage::Judging:
    case PortraitStage::Kept:
        if (m_presenter.view().shot.pass && m_inSight.elapsed() >= leastSightMs)
            press();
    }
}

void PortraitPage::enter()
{
    m_couldNot.clear();
    emit active(true);
    m_presenter.enter();
    setFocus();
}

void PortraitPage::leave()
{
    emit active(false);
    m_presenter.leave();
    m_camera->setMessage({});
}

void PortraitPage::showFrame(const QImage& frame, QSize full)
{
    if (isVisible() && m_presenter.view().camera == DeviceState::Ready
        && m_presenter.view().stage == PortraitStage::Live)
        m_camera->setFrame(frame, full);
}

void PortraitPage::keyPressEvent(QKeyEvent* event)
{
    const bool judging = m_stack->currentIndex() == 1;
    if (event->modifiers() & ~Qt::KeypadModifier || event->isAutoRepeat())
        return StepPage::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Space:
        if (!judging)
            return m_presenter.shutter();
        if (isBedside())
            return oneKey();
        break;
    case Qt::Key_T:
        if (!judging && isBedside())
            return turn();
        break;
    case Qt::Key_R:
        if (judging)
            return m_presenter.again();
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (judging && primary().enabled)
            return press();
        break;
    }
    StepPage::keyPressEvent(event);
}

} // namespace station
