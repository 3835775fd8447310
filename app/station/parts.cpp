#include "app/station/parts.h"

#include "app/station/look.h"

#include <QComboBox>
#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace station::parts {

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

void setChoices(QComboBox& box, std::initializer_list<Choice> choices)
{
    const int chosen = box.count() == 0 ? -1 : box.currentIndex();
    box.clear();
    for (const Choice& choice : choices)
        box.addItem(choice.text, QString::fromLatin1(choice.code));
    box.setCurrentIndex(chosen);
}

} // namespace station::parts
