#pragma once

#include <QString>

#include <initializer_list>

class QComboBox;
class QFrame;
class QLabel;
class QListWidget;
class QPushButton;
class QScrollArea;
class QVBoxLayout;
class QWidget;

/// The few lines every page would repeat.
namespace station::parts {

/// Plain text always: names and reasons never become markup. Role "" leaves it plain.
[[nodiscard]] QLabel* label(QWidget* parent, const char* name, const char* role = "");
[[nodiscard]] QLabel* wrapped(QWidget* parent, const char* name, const char* role = "");
[[nodiscard]] QPushButton* button(QWidget* parent, const char* name, const char* role = "secondary");
/// A card and its column, with the margins of the house.
struct Card {
    QFrame* frame;
    QVBoxLayout* column;
};
[[nodiscard]] Card card(QWidget* parent, const char* name);

/// Scrolls up and down when there is less room than `inside` needs; the ground shows through.
[[nodiscard]] QScrollArea* scrolling(QWidget* inside, QWidget* parent);

/// Every item of the list is as high as its words need at the width the list has; nothing is cut.
void wrapItems(QListWidget& list);

/// What a combo box offers: words for people, and the code that is kept. What was chosen stays chosen.
struct Choice {
    QString text;
    const char* code;
};
void setChoices(QComboBox& box, std::initializer_list<Choice> choices);

} // namespace station::parts
