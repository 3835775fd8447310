#include "app/station/case/steps_column.h"

#include "app/station/case/ui_parts.h"
#include "app/words/words.h"

#include <QVBoxLayout>

namespace station {
namespace {

QString stateWord(StepState state)
{
    switch (state) {
    case StepState::Todo: return StepsColumn::tr("to do");
    case StepState::Done: return StepsColumn::tr("done");
    case StepState::Attention: return StepsColumn::tr("needs a look");
    }
    return {};
}

} // namespace

StepsColumn::StepsColumn(QWidget* parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
    , m_case(makeLabel("hint", this, "steps.case"))
{
    m_column->setContentsMargins(look::space, 2 * look::space, look::space, look::space);
    m_column->setSpacing(4);
    for (int i = 0; i < 4; ++i) {
        auto* button = makeButton("flat", this, "");
        button->setObjectName(QStringLiteral("steps.%1").arg(i + 1));
        button->setStyleSheet(QStringLiteral("text-align: left;"));
        button->setCheckable(true);
        button->setFocusPolicy(Qt::TabFocus);
        connect(button, &QPushButton::clicked, this, [this, index = static_cast<std::size_t>(i), button] {
            button->setChecked(!button->isChecked()); // checked is where we are, not what was pressed
            if (index < m_steps.size())
                emit chosen(m_steps[index]);
        });
        m_buttons.push_back(button);
        m_column->addWidget(button);
    }
    m_column->addStretch();
    m_column->addWidget(m_case);
}

void StepsColumn::render(const CaseView& view)
{
    setFixedWidth(static_cast<int>(212 * look::textFactor()));
    m_steps.clear();
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        m_buttons[i]->setVisible(i < view.steps.size());
        if (i >= view.steps.size())
            continue;
        m_steps.push_back(view.steps[i].step);
        renderStep(*m_buttons[i], view.steps[i], view.steps[i].step == view.current, static_cast<int>(i) + 1);
    }
    m_case->setText(view.caseNumber.isEmpty() ? QString() : tr("Case %1").arg(view.caseNumber));
}

void StepsColumn::renderStep(QPushButton& button, const StepView& step, bool current, int number) const
{
    QString text = words::forStep(step.step);
    if (step.of > 0)
        text += QStringLiteral(" %1/%2").arg(step.done).arg(step.of);
    button.setText(text);
    button.setChecked(current);
    button.setAccessibleName(tr("%1: %2").arg(text, stateWord(step.state)));
    button.setToolTip(tr("%1 (Alt+%2)").arg(stateWord(step.state)).arg(number));
    look::Glyph sign = look::Glyph::Ring;
    look::Tone tone = look::Tone::Plain;
    if (step.state == StepState::Done) {
        sign = look::Glyph::Tick;
        tone = look::Tone::Good;
    } else if (step.state == StepState::Attention) {
        sign = look::Glyph::Mark;
        tone = look::Tone::Attention;
    } else if (current) {
        sign = look::Glyph::Pointer;
        tone = look::Tone::Accent;
    }
    button.setIcon(look::glyph(sign, tone, palette(), 20, devicePixelRatioF()));
}

} // namespace station
