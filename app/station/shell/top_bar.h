#pragma once

#include "app/station/shell/shell_presenter.h"

#include <QFrame>

#include <vector>

class QLabel;
class QPushButton;

namespace station {

class StateLabel;

/// Station, commune, officer; connection; what waits; language; lock.
class TopBar : public QFrame {
    Q_OBJECT

public:
    explicit TopBar(const Clock& clock, QWidget* parent = nullptr);
    void render(const ShellView& view);
    void showLanguage(const QString& code);

signals:
    void languageChosen(const QString& code);
    void lockAsked();
    void helpAsked();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void retranslate();
    void elide();

    const Clock& m_clock;
    ShellView m_view;
    QString m_language;
    QString m_placeText;
    QLabel* m_place;
    QLabel* m_officer;
    StateLabel* m_link;
    QLabel* m_waiting;
    std::vector<QPushButton*> m_languages;
    QPushButton* m_help;
    QPushButton* m_lock;
};

} // namespace station
