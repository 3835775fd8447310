#include "app/station/case/help_column.h"

#include "app/station/case/ui_parts.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace station {

HelpColumn::HelpColumn(QWidget* parent)
    : QWidget(parent)
    , m_why(makeLabel("hint", this, "help.why"))
    , m_heading(makeLabel(nullptr, this))
    , m_keys(new QGridLayout)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(look::space, 2 * look::space, 2 * look::space, look::space);
    column->setSpacing(2 * look::space);
    column->addWidget(m_why);
    column->addWidget(m_heading);
    column->addLayout(m_keys);
    column->addStretch();
    m_keys->setColumnStretch(1, 1);
}

void HelpColumn::render(const StepHelp& help)
{
    setFixedWidth(static_cast<int>(208 * look::textFactor()));
    m_why->setText(help.why);
    m_heading->setText(tr("Keys"));
    int row = 0;
    const auto label = [&](int column, const char* role) {
        if (QLayoutItem* item = m_keys->itemAtPosition(row, column))
            return static_cast<QLabel*>(item->widget());
        auto* made = makeLabel(role, this);
        made->setWordWrap(column == 1);
        m_keys->addWidget(made, row, column, Qt::AlignTop);
        return made;
    };
    for (const StepHelp::Key& key : help.keys) {
        label(0, "badge")->setText(key.key);
        label(1, "hint")->setText(key.meaning);
        label(0, "badge")->show();
        label(1, "hint")->show();
        ++row;
    }
    for (; row < m_keys->rowCount(); ++row)
        for (int column : {0, 1})
            if (QLayoutItem* item = m_keys->itemAtPosition(row, column))
                item->widget()->hide();
}

} // namespace station
