#include "app/station/shell/side_bar.h"

#include "app/station/look.h"
#include "app/station/parts.h"

#include <QEvent>
#include <QPushButton>
#include <QVBoxLayout>

namespace station {
namespace {

constexpr std::array pages {
    Page::Home, Page::Queue, Page::Devices, Page::Settings, Page::Check, Page::Roster};
constexpr std::array names {"goHome", "goQueue", "goDevices", "goSettings", "goCheck", "goRoster"};

} // namespace

SideBar::SideBar(QWidget* parent)
    : QWidget(parent)
{
    static_assert(pages.size() == std::tuple_size_v<decltype(m_ways)> && pages.size() == names.size());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * look::space, 2 * look::space, 0, 2 * look::space);
    column->setSpacing(look::space / 2);
    for (std::size_t i = 0; i < pages.size(); ++i) {
        m_ways[i] = parts::button(this, names[i], "way");
        m_ways[i]->setCheckable(true);
        column->addWidget(m_ways[i]);
        connect(m_ways[i], &QPushButton::clicked, this, [this, i] {
            m_ways[i]->setChecked(true); // a second click on where one is already
            emit chosen(pages[i]);
        });
    }
    column->addStretch();
    retranslate();
}

void SideBar::showPage(Page page)
{
    for (std::size_t i = 0; i < pages.size(); ++i)
        m_ways[i]->setChecked(pages[i] == page);
}

void SideBar::retranslate()
{
    const QString texts[] = {tr("Home (Ctrl+1)"), tr("Queue (Ctrl+2)"), tr("Devices (Ctrl+3)"),
        tr("Settings (Ctrl+4)"), tr("Station check (Ctrl+5)"), tr("Roster (Ctrl+6)")};
    for (std::size_t i = 0; i < pages.size(); ++i)
        m_ways[i]->setText(texts[i]);
}

void SideBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace station
