#pragma once

#include "app/station/look.h"

#include <QFrame>
#include <QLabel>
#include <QPushButton>

namespace station {

/// Small makers that every page of the case uses: role, object name, wrapping.
[[nodiscard]] QLabel* makeLabel(const char* role, QWidget* parent, const char* objectName = nullptr);
[[nodiscard]] QPushButton* makeButton(const char* role, QWidget* parent, const char* objectName);
[[nodiscard]] QFrame* makeCard(QWidget* parent);

/// Sets the text and tells a screen reader, when it is another one.
void announce(QLabel& label, const QString& text);

/// Shows the text and hides the label when there is none.
void showText(QLabel& label, const QString& text);

} // namespace station
