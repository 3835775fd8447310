#pragma once

#include "app/station/preferences.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace station {

/// Text size, sound, and how long the window stays open without input. Kept as soon as it is chosen.
class SettingsPage : public QWidget {
    Q_OBJECT

public:
    explicit SettingsPage(Preferences& preferences, QWidget* parent = nullptr);
    /// Only a supervisor renews the recovery code, and is asked first: the one in the envelope is void then.
    void showRecovery(bool supervisor);

signals:
    void recoveryCodeAsked();

protected:
    void changeEvent(QEvent* event) override;

private:
    void render();
    void retranslate();
    void askRenew(bool asking);

    Preferences& m_preferences;
    QLabel* m_heading;
    QCheckBox* m_largeText;
    QLabel* m_largeTextHint;
    QCheckBox* m_sound;
    QLabel* m_idleLabel;
    QSpinBox* m_idle;
    QLabel* m_idleHint;
    QLabel* m_recoveryHint;
    QPushButton* m_recovery;
    QWidget* m_renewPanel;
    QLabel* m_renewQuestion;
    QPushButton* m_renewYes;
    QPushButton* m_renewNo;
};

} // namespace station
