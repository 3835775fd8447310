#include "app/station/parts.h"

#include "app/station/look.h"

#include <QComboBox>
#include <QFrame>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace station::parts {
namespace {

constexpr int itemPadding = 8; // pixels left and right, as QListView::item in style_sheet.cpp

/// Qt breaks the lines for an item's height as if the style sheet gave the item no padding.
class PaddedItems final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyleOptionViewItem inner = option;
        inner.rect.setWidth(inner.rect.width() - 2 * itemPadding);
        QSize size = QStyledItemDelegate::sizeHint(inner, index);
        if (size.height() > look::target) // more than one line: kept apart from the next
            size.rheight() += look::space;
        return size;
    }
};

} // namespace

QLabel* label(QWidget* parent, const char* name, const char* role)
{
    auto* made = new QLabel(parent);
    made->setObjectName(QString::fromLatin1(name));
    made->setTextFormat(Qt::PlainText);
    made->setProperty("role", QString::fromLatin1(role));
    return made;
}

QLabel* wrapped(QWidget* parent, const char* name, const char* role)
{
    QLabel* made = label(parent, name, role);
    made->setWordWrap(true);
    return made;
}

QPushButton* button(QWidget* parent, const char* name, const char* role)
{
    auto* made = new QPushButton(parent);
    made->setObjectName(QString::fromLatin1(name));
    made->setProperty("role", QString::fromLatin1(role));
    made->setAutoDefault(true); // Enter presses the button that has the focus
    return made;
}

Card card(QWidget* parent, const char* name)
{
    auto* frame = new QFrame(parent);
    frame->setObjectName(QString::fromLatin1(name));
    frame->setProperty("role", QStringLiteral("card"));
    auto* column = new QVBoxLayout(frame);
    column->setContentsMargins(3 * look::space, 2 * look::space, 3 * look::space, 2 * look::space);
    column->setSpacing(look::space);
    return {frame, column};
}

QScrollArea* scrolling(QWidget* inside, QWidget* parent)
{
    auto* area = new QScrollArea(parent);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(inside);
    for (QWidget* each : {area->viewport(), inside})
        each->setAutoFillBackground(false); // the card shows through
    return area;
}

void wrapItems(QListWidget& list)
{
    list.setItemDelegate(new PaddedItems(&list));
    list.setWordWrap(true);
    list.setVerticalScrollMode(
        QAbstractItemView::ScrollPerPixel); // items of different heights: the last one ends the list
    list.setResizeMode(QListView::Adjust); // a scroll bar that comes makes it narrower
    list.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void setChoices(QComboBox& box, std::initializer_list<Choice> choices)
{
    const int chosen = box.count() == 0 ? -1 : box.currentIndex();
    box.clear();
    for (const Choice& choice : choices)
        box.addItem(choice.text, QString::fromLatin1(choice.code));
    box.setCurrentIndex(chosen);
}

} // namespace station::parts
