#pragma once

#include "app/station/preferences.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QSpinBox;

namespace station {

/// Text size, sound, and how long the window stays open without input. Kept as soon as it is chosen.
class SettingsPage : public QWidget {
    Q_OBJECT

public:
    explicit SettingsPage(Preferences& preferences, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void render();
    void retranslate();

    Preferences& m_preferences;
    QLabel* m_heading;
    QCheckBox* m_largeText;
    QLabel* m_largeTextHint;
    QCheckBox* m_sound;
    QLabel* m_idleLabel;
    QSpinBox* m_idle;
    QLabel* m_idleHint;
};

} // namespace station
