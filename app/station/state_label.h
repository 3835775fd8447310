#pragma once

#include "app/station/sign.h"

#include <QWidget>

class QLabel;

namespace station {

/// An icon and its word, read as one by a screen reader.
class StateLabel : public QWidget {
    Q_OBJECT

public:
    explicit StateLabel(QWidget* parent = nullptr);
    void show(const Sign& sign, const QString& word);
    void setWordRole(const char* role);
    void setWrapping(bool on);
    [[nodiscard]] QString word() const;

    using QWidget::show;

private:
    QLabel* m_icon;
    QLabel* m_word;
};

} // namespace station
