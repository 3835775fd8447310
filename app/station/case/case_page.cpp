#include "app/station/case/case_page.h"

#include "app/station/case/desk_keeper.h"
#include "app/station/case/done_page.h"
#include "app/station/case/fingers_page.h"
#include "app/station/case/help_column.h"
#include "app/station/case/person_page.h"
#include "app/station/case/portrait_page.h"
#include "app/station/case/preview_scaler.h"
#include "app/station/case/qr.h"
#include "app/station/case/review_page.h"
#include "app/station/case/steps_column.h"
#include "app/station/case/ui_parts.h"
#include "app/station/case/wedge_scanner.h"
#include "app/words/words.h"
#include "core/base/worker_thread.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHideEvent>
#include <QShortcut>
#include <QShowEvent>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <atomic>
#include <utility>

namespace station {

struct CasePage::Parts {
    std::unique_ptr<CaseKeeper> keeper;
    CaseTools tools;
    std::unique_ptr<OpenCase> file;
    std::unique_ptr<CasePresenter> frame;
    std::unique_ptr<PersonPresenter> person;
    std::unique_ptr<PortraitPresenter> portrait;
    std::unique_ptr<FingersPresenter> fingers;

    WorkerThread analysis {QStringLiteral("portrait")};
    WorkerThread preview {QStringLiteral("preview")};
    WorkerThread scoring {QStringLiteral("prints")};
    PortraitAnalyser* analyser = nullptr;
    PreviewScaler* scaler = nullptr;
    FingerScorer* scorer = nullptr;
    std::atomic<bool> watching = false; ///< frames go to the workers only while the portrait page is shown

    StationInfo info;
    std::function<void(const PacketId&)> caseOpened;
    std::function<void()> captured;
    const AdminUnits* communes = nullptr;
    FingerprintReader* reader = nullptr;
    Camera* camera = nullptr;

    StepsColumn* steps = nullptr;
    QStackedWidget* stack = nullptr;
    HelpColumn* help = nullptr;
    PersonPage* personPage = nullptr;
    PortraitPage* portraitPage = nullptr;
    FingersPage* fingersPage = nullptr;
    ReviewPage* reviewPage = nullptr;
    DonePage* donePage = nullptr;
    StepPage* entered = nullptr; ///< shown and at work
    QFrame* trouble = nullptr;
    QLabel* troubleText = nullptr;
    QFrame* bottom = nullptr;
    QPushButton* leave = nullptr;
    QPushButton* back = nullptr;
    QPushButton* bedside = nullptr;
    QShortcut* pedal = nullptr;
    bool atBed = false;
    QLabel* whyNot = nullptr;
    QPushButton* primary = nullptr;
    std::optional<FingerPosition> jumpFinger;
    QString jumpField;

    [[nodiscard]] StepPage* page() const { return static_cast<StepPage*>(stack->currentWidget()); }
    [[nodiscard]] StepPage* pageOf(CaseStep step) const
    {
        switch (step) {
        case CaseStep::Person: return personPage;
        case CaseStep::Portrait: return portraitPage;
        case CaseStep::Fingers: return fingersPage;
        case CaseStep::Review: return reviewPage;
        }
        return personPage;
    }
    void enter(StepPage* wanted)
    {
        if (entered && entered != wanted)
            leavePage();
        stack->setCurrentWidget(wanted);
        entered = wanted;
        wanted->enter();
    }
    [[nodiscard]] bool helpFits(int window) const { return !atBed && window >= HelpColumn::leastWindow; }
    void leavePage()
    {
        if (StepPage* old = std::exchange(entered, nullptr))
            old->leave();
    }
};

CasePage::CasePage(const StationContext& context, QWidget* parent)
    : CasePage(context, realTools(), nullptr, parent)
{
}

CasePage::CasePage(
    const StationContext& context, CaseTools tools, std::unique_ptr<CaseKeeper> keeper, QWidget* parent)
    : QWidget(parent)
    , m_parts(std::make_unique<Parts>())
{
    Parts& p = *m_parts;
    p.keeper = keeper ? std::move(keeper) : std::make_unique<DeskKeeper>(context.desk, *this);
    p.tools = std::move(tools);
    p.info = context.info;
    p.caseOpened = context.caseOpened;
    p.communes = context.communes;
    p.captured = context.captured;
    p.reader = &context.reader;
    p.camera = &context.camera;
    p.file = std::make_unique<OpenCase>(*p.keeper, context.procedures, context.clock);
    p.frame = std::make_unique<CasePresenter>(*p.file);
    p.person = std::make_unique<PersonPresenter>(*p.file);
    p.analyser = &p.analysis.adopt(std::make_unique<PortraitAnalyser>(p.tools));
    p.scaler = &p.preview.adopt(std::make_unique<PreviewScaler>());
    p.scorer = &p.scoring.adopt(std::make_unique<FingerScorer>(p.tools));
    p.portrait = std::make_unique<PortraitPresenter>(*p.file, *p.analyser);
    p.fingers = std::make_unique<FingersPresenter>(*p.file, context.reader, *p.scorer, context.askedFor);
    build();
    connectCase();
    connectDevices();
    makeShortcuts();
    render();
}

CasePage::~CasePage()
{
    m_parts->watching = false;
    if (m_parts->entered == m_parts->portraitPage || m_parts->entered == m_parts->fingersPage)
        m_parts->leavePage();
    qDeleteAll(findChildren<QWidget*>(
        QString(), Qt::FindDirectChildrenOnly)); // pages go before the presenters they draw
}

const CaseView& CasePage::view() const { return m_parts->frame->view(); }

void CasePage::build()
{
    Parts& p = *m_parts;
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    p.steps = new StepsColumn(this);
    p.stack = new QStackedWidget(this);
    p.help = new HelpColumn(this);
    row->addWidget(p.steps);
    row->addWidget(p.stack, 1);
    row->addWidget(p.help);
    column->addLayout(row, 1);

    p.personPage = new PersonPage(*p.frame, *p.person, p.stack);
    p.personPage->setCommunes(p.communes);
    p.portraitPage = new PortraitPage(*p.portrait, p.stack);
    p.fingersPage = new FingersPage(*p.fingers, p.stack);
    p.reviewPage = new ReviewPage(*p.file, *p.frame, *p.keeper, p.stack);
    p.donePage = new DonePage(p.stack);
    for (StepPage* page : std::initializer_list<StepPage*> {
             p.personPage, p.portraitPage, p.fingersPage, p.reviewPage, p.donePage})
        p.stack->addWidget(page);

    p.trouble = new QFrame(this);
    look::setRole(p.trouble, "band");
    auto* band = new QHBoxLayout(p.trouble);
    band->setContentsMargins(2 * look::space, look::space, 2 * look::space, look::space);
    p.troubleText = makeLabel("error", p.trouble, "case.trouble");
    band->addWidget(p.troubleText, 1);
    column->addWidget(p.trouble);

    auto* bar = new QFrame(this);
    p.bottom = bar;
    auto* bottom = new QHBoxLayout(bar);
    bottom->setContentsMargins(2 * look::space, 0, 2 * look::space, 0);
    p.leave = makeButton(nullptr, bar, "case.leave");
    p.back = makeButton(nullptr, bar, "case.back");
    p.bedside = makeButton("chip", bar, "case.bedside");
    p.bedside->setCheckable(true);
    p.bedside->setFocusPolicy(Qt::TabFocus);
    p.whyNot = makeLabel("hint", bar, "case.whyNot");
    p.whyNot->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    p.primary = makeButton("primary", bar, "case.primary");
    bottom->addWidget(p.leave);
    bottom->addWidget(p.back);
    bottom->addWidget(p.bedside);
    bottom->addWidget(p.whyNot, 1);
    bottom->addWidget(p.primary);
    column->addWidget(bar);
}

void CasePage::connectCase()
{
    Parts& p = *m_parts;
    connect(p.frame.get(), &CasePresenter::changed, this, &CasePage::render);
    connect(p.frame.get(), &CasePresenter::stepShown, this, &CasePage::showStep);
    connect(p.frame.get(), &CasePresenter::sealed, this, &CasePage::showDone);
    connect(p.file.get(), &OpenCase::opened, this,
        [this] { m_parts->person->setAgeGroups(m_parts->frame->ageGroups()); });
    connect(p.steps, &StepsColumn::chosen, this, &CasePage::goTo);
    if (p.captured) {
        connect(p.portrait.get(), &PortraitPresenter::shutterWent, this, p.captured);
        connect(p.fingers.get(), &FingersPresenter::printKept, this, p.captured);
    }
    if (p.caseOpened)
        connect(p.file.get(), &OpenCase::opened, this, [&p] { p.caseOpened(p.file->draft().id); });
    for (StepPage* page :
        std::initializer_list<StepPage*> {p.personPage, p.portraitPage, p.fingersPage, p.reviewPage}) {
        connect(page, &StepPage::primaryChanged, this, &CasePage::renderBottom);
        connect(page, &StepPage::finished, p.frame.get(), &CasePresenter::next);
    }
    connect(p.donePage, &StepPage::primaryChanged, this, &CasePage::renderBottom);
    connect(p.donePage, &DonePage::nextPerson, this, [this] {
        openNew();
        emit nextPerson();
    });
    connect(p.reviewPage, &ReviewPage::jump, this, [this](const ReviewPoint& point) {
        m_parts->jumpField = point.finding.field;
        m_parts->jumpFinger = point.finger;
        goTo(point.step);
    });
    connect(p.leave, &QPushButton::clicked, this, &CasePage::leaveCase);
    connect(p.back, &QPushButton::clicked, this, &CasePage::back);
    connect(p.bedside, &QPushButton::clicked, this, &CasePage::switchBedside);
    connect(p.primary, &QPushButton::clicked, this, [this] { m_parts->page()->press(); });
}

void CasePage::connectDevices()
{
    Parts& p = *m_parts;
    // On the camera's thread: only hands the frame over.
    connect(
        p.camera, &Camera::frame, p.analyser,
        [parts = m_parts.get()](const CameraFrame& frame) {
            if (!parts->watching)
                return;
            parts->analyser->offer(frame);
            parts->scaler->offer(frame);
        },
        Qt::DirectConnection);
    connect(p.scaler, &PreviewScaler::scaled, p.portraitPage, &PortraitPage::showFrame);
    connect(p.portraitPage, &PortraitPage::frameSizeWanted, p.scaler, &PreviewScaler::setTarget,
        Qt::DirectConnection);
    connect(p.camera, &Camera::stateChanged, p.portrait.get(), &PortraitPresenter::setCameraState);
    connect(p.camera, &Camera::listed, p.portrait.get(),
        [portrait = p.portrait.get()](const std::vector<CameraInfo>& cameras) {
            portrait->setCameraName(cameras.empty() ? QString() : cameras.front().name);
        });
    connect(p.portraitPage, &PortraitPage::turnWanted, this, [&p](int quarters) {
        p.analyser->setTurn(quarters);
        p.scaler->setTurn(quarters);
        p.portrait->lookAnew(); // what came before lies the other way
    });
    connect(p.portraitPage, &PortraitPage::active, this, [this](bool on) {
        m_parts->watching = on;
        QMetaObject::invokeMethod(m_parts->camera, on ? &Camera::start : &Camera::stop);
    });
}

void CasePage::makeShortcuts()
{
    const auto on = [this](const QKeySequence& keys, auto action) {
        auto* shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, action);
        return shortcut;
    };
    on(Qt::Key_Escape, [this] { escape(); });
    on(Qt::Key_F9, [this] { switchBedside(); })->setAutoRepeat(false);
    on(Qt::ALT | Qt::Key_Left, [this] { back(); });
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter})
        on(Qt::CTRL | key, [this] {
            if (m_parts->primary->isEnabled())
                m_parts->page()->press();
        });
    on(Qt::Key_F11, [this] {
        if (m_parts->page() == m_parts->reviewPage)
            m_parts->reviewPage->toggleCitizenView();
    });
    on(Qt::CTRL | Qt::Key_P, [this] {
        if (m_parts->page() == m_parts->donePage)
            m_parts->donePage->print();
    });
    for (int number = 1; number <= 4; ++number)
        on(QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_0 + number)), [this, number] {
            const auto& steps = view().steps;
            if (static_cast<std::size_t>(number) <= steps.size())
                goTo(steps[static_cast<std::size_t>(number) - 1].step);
        });
    m_parts->pedal = on(Qt::Key_PageDown, [this] { m_parts->page()->oneKey(); });
    m_parts->pedal->setAutoRepeat(false); // a foot that rests on it presses once
    m_parts->pedal->setEnabled(false);
    auto* scanner = new WedgeScanner(*this);
    connect(scanner, &WedgeScanner::scanned, m_parts->person.get(), &PersonPresenter::cardScanned);
}

void CasePage::openNew()
{
    m_parts->portraitPage->resetTurn();
    m_parts->leavePage();
    m_parts->person->reset();
    m_parts->frame->openNew();
    if (isVisible())
        m_parts->enter(m_parts->personPage);
    else
        m_parts->stack->setCurrentWidget(m_parts->personPage);
}

void CasePage::resume(PacketId id)
{
    m_parts->portraitPage->resetTurn();
    m_parts->leavePage();
    m_parts->person->reset();
    m_parts->stack->setCurrentWidget(m_parts->personPage);
    m_parts->frame->resume(id);
}

void CasePage::setBedside(bool on)
{
    Parts& p = *m_parts;
    p.atBed = on;
    for (StepPage* page : std::initializer_list<StepPage*> {
             p.personPage, p.portraitPage, p.fingersPage, p.reviewPage, p.donePage})
        page->setBedside(on);
    render();
}

void CasePage::switchBedside()
{
    setBedside(!m_parts->atBed);
    emit bedsideChosen(m_parts->atBed);
}

void CasePage::goTo(CaseStep step)
{
    if (view().stage != CaseStage::Working)
        return;
    // What stands in the editors is saved first; only then the step is left.
    m_parts->personPage->leave();
    m_parts->person->save([this, step](bool saved) {
        if (saved)
            m_parts->frame->goTo(step);
    });
}

void CasePage::back()
{
    const auto& steps = view().steps;
    for (std::size_t i = 1; i < steps.size(); ++i)
        if (steps[i].step == view().current)
            return goTo(steps[i - 1].step);
}

void CasePage::showStep(CaseStep step)
{
    Parts& p = *m_parts;
    StepPage* page = p.pageOf(step);
    if (!isVisible())
        return p.stack->setCurrentWidget(page);
    p.enter(page);
    if (const QString field = std::exchange(p.jumpField, {}); !field.isEmpty() && step == CaseStep::Person)
        p.personPage->show(field);
    if (const auto finger = std::exchange(p.jumpFinger, {}); finger && step == CaseStep::Fingers)
        p.fingers->choose(*finger);
    render();
}

void CasePage::showDone()
{
    Parts& p = *m_parts;
    const EnrollmentDraft& draft = p.frame->sealedDraft();
    const SealedCase& sealed = p.frame->sealedCase();
    Slip slip;
    slip.station = p.info.name;
    slip.procedure = p.frame->sealedProcedure().title.in(words::language());
    slip.caseNumber = sealed.caseNumber;
    slip.name = draft.form.value(QStringLiteral("name_full")).text;
    slip.birthDate = asTyped(FieldType::Date, draft.form.value(QStringLiteral("dob")).text);
    slip.number = masked(draft.form.value(QStringLiteral("pin")).text);
    slip.receivedAt = QDateTime::fromMSecsSinceEpoch(toMs(sealed.at));
    slip.resultOn = afterWorkingDays(slip.receivedAt.date(), workingDaysForCard);
    slip.officer = p.reviewPage->officerName();
    if (const auto qr = qrCode(sealed.caseNumber))
        slip.qr = *qr;
    p.donePage->setSlip(slip);
    p.enter(p.donePage);
    render();
    emit caseFinished();
}

void CasePage::leaveCase()
{
    Parts& p = *m_parts;
    const auto done = [this] {
        m_parts->leavePage();
        m_parts->file->close();
        m_parts->person->reset();
        emit left();
    };
    if (view().stage != CaseStage::Working)
        return view().stage == CaseStage::Sealing ? void() : done();
    p.personPage->leave();
    p.person->save([done](bool saved) {
        if (saved)
            done();
    });
}

void CasePage::escape()
{
    if (!m_parts->page()->escape())
        leaveCase();
}

void CasePage::render()
{
    Parts& p = *m_parts;
    p.steps->setVisible(!p.atBed);
    p.steps->render(view());
    const auto& trouble = view().trouble;
    p.trouble->setVisible(trouble.has_value());
    announce(*p.troubleText,
        trouble ? tr("%1 What was accepted before is safe.").arg(words::forError(*trouble)) : QString());
    p.troubleText->setToolTip(trouble ? QString::fromStdString(trouble->detail) : QString());
    renderBottom();
}

void CasePage::renderBottom()
{
    Parts& p = *m_parts;
    const bool done = p.page() == p.donePage;
    const PrimaryAction action = p.page()->primary();
    p.leave->setText(done                        ? tr("To the start page (Esc)")
            : view().stage == CaseStage::Working ? tr("Save and leave (Esc)")
                                                 : tr("Leave (Esc)"));
    p.leave->setEnabled(view().stage != CaseStage::Sealing);
    p.back->setText(tr("Back (Alt+←)"));
    const bool first = view().steps.empty() || view().steps.front().step == view().current;
    p.back->setVisible(!done);
    p.back->setEnabled(!first && view().stage == CaseStage::Working);
    p.primary->setText(done ? tr("%1 (Enter)").arg(action.text) : tr("%1 (Ctrl+Enter)").arg(action.text));
    p.primary->setEnabled(action.enabled);
    p.whyNot->setText(view().saving ? tr("Saving …") : action.whyNot);
    p.pedal->setEnabled(p.atBed && (p.page() == p.portraitPage || p.page() == p.fingersPage));
    p.bottom->setFixedHeight(p.atBed ? look::bedsideBarHeight : look::bottomBarHeight);
    p.bedside->setText(tr("Bedside mode (F9)"));
    p.bedside->setChecked(p.atBed);
    for (QPushButton* each : {p.leave, p.back})
        look::setRole(each, p.atBed ? "bedside" : "");
    look::setRole(p.primary, p.atBed ? "bedsidePrimary" : "primary");
    p.help->setVisible(p.helpFits(window()->width()));
    p.help->render(p.page()->help());
}

void CasePage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange
        || event->type() == QEvent::FontChange)
        render();
}

void CasePage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_parts->help->setVisible(m_parts->helpFits(window()->width()));
}

void CasePage::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    if (!event->spontaneous())
        m_parts->leavePage();
}

void CasePage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (event->spontaneous() || m_parts->entered)
        return;
    QMetaObject::invokeMethod(m_parts->reader, &FingerprintReader::start);
    m_parts->enter(m_parts->page());
}

} // namespace station
