#include "app/station/case/ui_parts.h"

#include <QAccessible>

namespace station {

QLabel* makeLabel(const char* role, QWidget* parent, const char* objectName)
{
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    if (role)
        look::setRole(label, role);
    if (objectName)
        label->setObjectName(QString::fromLatin1(objectName));
    return label;
}

QPushButton* makeButton(const char* role, QWidget* parent, const char* objectName)
{
    auto* button = new QPushButton(parent);
    button->setAutoDefault(true); // Enter presses the button that has the focus
    button->setObjectName(QString::fromLatin1(objectName));
    if (role)
        look::setRole(button, role);
    return button;
}

QFrame* makeCard(QWidget* parent)
{
    auto* card = new QFrame(parent);
    look::setRole(card, "card");
    return card;
}

void announce(QLabel& label, const QString& text)
{
    if (label.text() == text)
        return;
    label.setText(text);
    label.setAccessibleName(text);
    if (label.isVisible()) {
        QAccessibleEvent event(&label, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
}

void showText(QLabel& label, const QString& text)
{
    label.setText(text);
    label.setVisible(!text.isEmpty());
}

} // namespace station
