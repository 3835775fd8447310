#include "app/station/state_label.h"

#include <QHBoxLayout>
#include <QLabel>

namespace station {

StateLabel::StateLabel(QWidget* parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_word(new QLabel(this))
{
    m_word->setObjectName(QStringLiteral("word"));
    m_word->setTextFormat(Qt::PlainText);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(look::space);
    row->addWidget(m_icon, 0, Qt::AlignVCenter);
    row->addWidget(m_word, 1);
}

void StateLabel::show(const Sign& sign, const QString& word)
{
    const int side = m_word->fontMetrics().height();
    m_icon->setPixmap(picture(sign, palette(), side));
    m_icon->setFixedSize(side, side);
    m_word->setText(word);
    setAccessibleName(word);
}

void StateLabel::setWordRole(const char* role) { look::setRole(m_word, role); }
void StateLabel::setWrapping(bool on)
{
    m_word->setWordWrap(on);
    layout()->setAlignment(m_icon, on ? Qt::AlignTop : Qt::AlignVCenter);
}
QString StateLabel::word() const { return m_word->text(); }

} // namespace station
