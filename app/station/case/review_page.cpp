#include "app/station/case/review_page.h"

#include "app/station/case/camera_view.h"
#include "app/station/case/citizen_sheet.h"
#include "app/station/case/hands_view.h"
#include "app/station/case/preview_scaler.h"
#include "app/station/case/sign_off_card.h"
#include "app/station/case/ui_parts.h"
#include "app/station/parts.h"
#include "app/words/words.h"
#include "core/biometrics/image_codec.h"

#include <QCheckBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QScreen>
#include <QScrollArea>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

namespace station {
namespace {

QMap<int, FingerState> statesOf(const EnrollmentDraft& draft, const FingerPlan& plan)
{
    QMap<int, FingerState> states;
    for (const FingerStep& step : plan.steps) {
        const auto entry = draft.fingers.constFind(static_cast<int>(step.position));
        FingerState state = FingerState::Waiting;
        if (entry != draft.fingers.constEnd() && entry->capture
            && entry->capture->quality >= plan.acceptQuality)
            state = FingerState::Good;
        else if (entry != draft.fingers.constEnd())
            state = entry->exception ? FingerState::Excepted : FingerState::Weak;
        states.insert(static_cast<int>(step.position), state);
    }
    return states;
}

} // namespace

ReviewPage::ReviewPage(OpenCase& file, CasePresenter& frame, CaseKeeper& keeper, QWidget* parent)
    : StepPage(parent)
    , m_file(file)
    , m_frame(frame)
    , m_keeper(keeper)
    , m_sheet(new CitizenSheet(CitizenSheet::Size::Page, this))
    , m_instruction(makeLabel("heading", this, "review.instruction"))
{
    setFocusPolicy(Qt::StrongFocus);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(2 * look::space, look::space, 2 * look::space, look::space);
    row->setSpacing(2 * look::space);
    auto* left = makeCard(this);
    auto* column = new QVBoxLayout(left);
    column->addWidget(m_instruction);
    column->addWidget(parts::scrolling(m_sheet, left), 1);
    row->addWidget(left, 3);
    row->addWidget(parts::scrolling(makeRight(), this), 2);
    connect(&m_frame, &CasePresenter::changed, this, [this] {
        if (isVisible())
            retranslate();
    });
}

ReviewPage::~ReviewPage() { delete m_fullScreen; }

QWidget* ReviewPage::makeRight()
{
    auto* side = new QWidget(this);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(look::space);
    auto* pictures = new QHBoxLayout;
    m_portrait = new PictureView(side);
    m_portrait->setObjectName(QStringLiteral("review.portrait"));
    m_portrait->setFixedSize(120, 160);
    m_hands = new HandsView(side);
    m_hands->setObjectName(QStringLiteral("review.hands"));
    m_hands->setQuiet(true);
    m_hands->setFixedHeight(160);
    pictures->addWidget(m_portrait);
    pictures->addWidget(m_hands, 1);
    column->addLayout(pictures);
    auto* list = new QWidget(side);
    m_points = new QVBoxLayout(list);
    m_points->setContentsMargins(0, 0, 0, 0);
    m_points->setSpacing(0);
    column->addWidget(parts::scrolling(list, side), 1);

    m_signOff = new SignOffCard(m_file, m_keeper, side);
    column->addWidget(m_signOff);
    connect(m_signOff, &SignOffCard::changed, this, [this] {
        if (m_file.isOpen())
            retranslate();
    });
    auto* card = makeCard(side);
    auto* sign = new QVBoxLayout(card);
    sign->setSpacing(4);
    m_representative = new QCheckBox(card);
    m_representative->setObjectName(QStringLiteral("review.representative"));
    m_name = new QLineEdit(card);
    m_name->setObjectName(QStringLiteral("review.signer"));
    m_name->setMaxLength(200);
    m_checked = new QCheckBox(card);
    m_checked->setObjectName(QStringLiteral("review.confirmed"));
    m_officer = makeLabel("hint", card, "review.officer");
    for (QWidget* each : std::initializer_list<QWidget*> {m_representative, m_name, m_checked, m_officer})
        sign->addWidget(each);
    column->addWidget(card);
    connect(m_checked, &QCheckBox::clicked, this, &ReviewPage::confirm);
    connect(m_representative, &QCheckBox::clicked, this, [this] {
        m_checked->setChecked(false); // another signer: to be checked again
        retranslate();
        if (m_representative->isChecked())
            m_name->setFocus(Qt::OtherFocusReason);
    });
    connect(m_name, &QLineEdit::textEdited, this, [this] {
        m_checked->setChecked(false);
        renderConfirmation();
        emit primaryChanged();
    });
    return side;
}

QString ReviewPage::signerName() const
{
    if (m_representative->isChecked())
        return m_name->text().trimmed();
    return m_file.draft().form.value(QStringLiteral("name_full")).text;
}

bool ReviewPage::isConfirmed() const
{
    return m_file.isOpen() && m_checked->isChecked() && m_file.draft().confirmation
        && m_file.draft().confirmation->byRepresentative == m_representative->isChecked()
        && m_file.draft().confirmation->signerName == signerName();
}

void ReviewPage::confirm()
{
    if (m_checked->isChecked() && m_file.isOpen())
        m_file.saveConfirmation(
            {m_representative->isChecked(), signerName(), {}, m_file.now()}, [this](bool saved) {
                m_checked->setChecked(saved);
                retranslate();
            });
    retranslate();
}

void ReviewPage::retranslate()
{
    if (!m_file.isOpen())
        return;
    const EnrollmentDraft& draft = m_file.draft();
    const Procedure& procedure = m_file.procedure();
    m_instruction->setText(tr("Please check: is everything right?"));
    look::setRole(m_instruction, isBedside() ? "instruction" : "heading");
    m_sheet->render(draft, procedure);
    if (m_fullSheet)
        m_fullSheet->render(draft, procedure);
    m_portrait->setVisible(procedure.portrait);
    m_portrait->setAccessibleName(tr("Portrait"));
    m_hands->setVisible(procedure.fingers.has_value());
    m_hands->setAccessibleName(tr("The citizen's hands"));
    if (procedure.fingers)
        m_hands->setFingers(statesOf(draft, *procedure.fingers));
    const QByteArray jpeg = draft.portrait ? draft.portrait->croppedJpeg : QByteArray();
    if (jpeg != m_portraitShown) {
        const auto crop = decodeColour(jpeg);
        m_portrait->setPicture(crop ? toImage(*crop) : QImage());
        m_portraitShown = jpeg;
    }
    renderPoints();
    m_signOff->render();
    renderConfirmation();
    emit primaryChanged();
}

void ReviewPage::renderPoints()
{
    m_shown = reviewPoints(m_file.draft(), m_file.procedure(), m_file.today());
    QStringList sentences {words::language()};
    for (const ReviewPoint& point : m_shown)
        sentences.append(sentence(point));
    if (sentences == m_sentences)
        return;
    m_sentences = sentences;
    while (QLayoutItem* item = m_points->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    auto* heading = makeLabel(m_shown.empty() ? "good" : "heading", this);
    heading->setText(m_shown.empty() ? tr("✓ Nothing is open") : tr("To look at"));
    m_points->addWidget(heading);
    heading->show();
    int index = 0;
    for (const ReviewPoint& point : m_shown) {
        auto* line = makeButton("flat", this, "");
        line->setObjectName(QStringLiteral("review.point.%1").arg(index++));
        line->setStyleSheet(QStringLiteral("text-align: left;"));
        line->setIcon(look::glyph(point.blocks ? look::Glyph::Cross : look::Glyph::Mark,
            point.blocks ? look::Tone::Stop : look::Tone::Attention, palette(), 20, devicePixelRatioF()));
        line->setText(sentence(point));
        line->setToolTip(sentence(point));
        line->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        connect(line, &QPushButton::clicked, this, [this, point] { emit jump(point); });
        m_points->addWidget(line);
        line->show();
    }
    m_points->addStretch();
}

QString ReviewPage::sentence(const ReviewPoint& point) const
{
    QString label;
    for (const FieldDefinition& field : m_file.procedure().fields)
        if (field.key == point.finding.field)
            label = field.label.in(words::language());
    QString finger = point.finger ? words::forFinger(*point.finger) : QString();
    if (!finger.isEmpty())
        finger[0] = finger[0].toUpper();
    switch (point.kind) {
    case ReviewPoint::Kind::Finding: return words::forFinding(point.finding, label);
    case ReviewPoint::Kind::PortraitMissing: return tr("Portrait: not taken yet");
    case ReviewPoint::Kind::FingersMissing:
        return tr("%n finger(s) without print or reason", nullptr, point.count);
    case ReviewPoint::Kind::PortraitWaived: return tr("Portrait: used with a reason");
    case ReviewPoint::Kind::FingerWeak: return tr("%1: weak print (%2)").arg(finger).arg(point.count);
    case ReviewPoint::Kind::FingerExcepted: {
        const auto entry = m_file.draft().fingers.value(static_cast<int>(*point.finger));
        return tr("%1: %2").arg(finger, words::forExceptionReason(entry.exception->reason));
    }
    case ReviewPoint::Kind::KeptAsDeclared: return tr("%1: kept as declared").arg(label);
    }
    return {};
}

void ReviewPage::renderConfirmation()
{
    const bool mustRepresent = m_file.procedure().signer == Signer::Representative;
    if (mustRepresent)
        m_representative->setChecked(true);
    m_representative->setVisible(!mustRepresent);
    m_representative->setText(tr("A representative confirms instead"));
    const bool represented = m_representative->isChecked();
    m_name->setVisible(represented);
    m_name->setPlaceholderText(tr("Full name of the representative"));
    m_name->setAccessibleName(tr("Full name of the representative"));
    m_checked->setText(
        represented ? tr("The representative has checked this") : tr("The citizen has checked this"));
    m_checked->setEnabled(!represented || !m_name->text().trimmed().isEmpty());
    m_officer->setText(m_officerName.isEmpty() ? QString() : tr("Officer: %1").arg(m_officerName));
}

PrimaryAction ReviewPage::primary() const
{
    QString whyNot;
    const auto blocking = std::count_if(
        m_shown.begin(), m_shown.end(), [](const ReviewPoint& point) { return point.blocks; });
    if (blocking > 0)
        whyNot = tr("%n point(s) must be settled first.", nullptr, static_cast<int>(blocking));
    else if (m_signOff->isOpen())
        whyNot = tr("A second officer must sign first, or say that none is here.");
    else if (!isConfirmed())
        whyNot = m_representative->isChecked() ? tr("The representative must check and confirm first.")
                                               : tr("The citizen must check and confirm first.");
    const bool sealing = m_frame.view().stage == CaseStage::Sealing;
    return {sealing ? tr("Sealing …") : tr("Seal and queue"), whyNot.isEmpty() && !sealing,
        sealing ? QString() : whyNot};
}

StepHelp ReviewPage::help() const
{
    return {tr("Turn the screen to the citizen. After sealing, this station can't read the case any more."),
        {{QStringLiteral("F11"), tr("large view for the citizen")},
            {tr("Space"), tr("tick the confirmation")}, {QStringLiteral("Ctrl+Enter"), tr("seal and queue")},
            {QStringLiteral("Esc"), tr("save and leave")}}};
}

void ReviewPage::press()
{
    if (primary().enabled)
        m_frame.seal();
}

void ReviewPage::enter()
{
    const auto& confirmation = m_file.draft().confirmation;
    const QString representative = m_file.draft().form.value(QStringLiteral("representative_name")).text;
    m_representative->setChecked(confirmation && confirmation->byRepresentative);
    m_name->setText(
        confirmation && confirmation->byRepresentative ? confirmation->signerName : representative);
    m_checked->setChecked(confirmation.has_value());
    m_signOff->enter();
    m_keeper.officer([this](const std::optional<OfficerInfo>& officer) {
        m_officerName = officer ? officer->name : QString();
        if (m_file.isOpen())
            renderConfirmation();
    });
    retranslate();
    if (isBedside())
        setFocus(Qt::OtherFocusReason); // no key that is pressed once more confirms
    else
        m_checked->setFocus(Qt::OtherFocusReason);
}

void ReviewPage::leave()
{
    if (m_fullScreen)
        m_fullScreen->hide();
    m_signOff->leave();
    m_portrait->setPicture({});
    m_portraitShown.clear();
}

bool ReviewPage::escape()
{
    const bool shown = m_fullScreen && m_fullScreen->isVisible();
    if (shown)
        m_fullScreen->hide();
    return shown;
}

void ReviewPage::toggleCitizenView()
{
    if (escape() || !m_file.isOpen())
        return;
    if (!m_fullScreen) {
        m_fullScreen = new QWidget(nullptr);
        m_fullScreen->setObjectName(QStringLiteral("review.fullScreen"));
        auto* column = new QVBoxLayout(m_fullScreen);
        column->setContentsMargins(48, 48, 48, 48);
        m_fullSheet = new CitizenSheet(CitizenSheet::Size::FullScreen, m_fullScreen);
        column->addWidget(m_fullSheet);
        for (const auto key : {Qt::Key_Escape, Qt::Key_F11})
            connect(new QShortcut(QKeySequence(key), m_fullScreen), &QShortcut::activated, this, [this] {
                m_fullScreen->hide();
                window()->activateWindow(); // the keys belong to the officer again
                m_checked->setFocus(Qt::OtherFocusReason);
            });
    }
    m_fullScreen->setWindowTitle(tr("For the citizen"));
    m_fullSheet->render(m_file.draft(), m_file.procedure());
    const auto screens = QGuiApplication::screens();
    QScreen* other = screens.size() > 1 && screens.first() == screen() ? screens.at(1) : screens.first();
    m_fullScreen->setGeometry(other->geometry());
    m_fullScreen->showFullScreen();
}

} // namespace station
