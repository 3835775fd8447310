#pragma once

#include "core/roster/roster.h"

#include <QWidget>

#include <map>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace station {

/// What an officer records of one person: the class, what it asks for, the day to come back, and why.
/// What is left as it was is not said again.
class ClassForm : public QWidget {
    Q_OBJECT

public:
    explicit ClassForm(QWidget* parent = nullptr);

    /// Begins anew with what is recorded of this person. `mayTakeOut`: classes that leave the target are
    /// offered.
    void begin(const RosterPerson& person, const RosterClasses& classes, bool mayTakeOut);
    void setBusy(bool busy);
    void retranslate();
    void takeFocus();

signals:
    void given(const station::RosterSetting& setting);
    void cancelled();

private:
    void fillClasses();
    void buildQuestions();
    [[nodiscard]] QWidget* editorFor(const RosterQuestion& question);
    [[nodiscard]] QString answer(const QString& key) const;
    [[nodiscard]] QString whyNot() const;
    [[nodiscard]] bool saysClass() const; ///< the class is the officer's word, not only the extract's
    void renderSave();
    void give();

    RosterPerson m_person;
    RosterClasses m_classes;
    QString m_begunWith; ///< class
    bool m_mayTakeOut = false;
    bool m_busy = false;
    QLabel* m_classLabel;
    QComboBox* m_class;
    QFormLayout* m_questions;
    std::map<QString, QWidget*> m_editors; ///< by key: QLineEdit or QComboBox
    QLabel* m_followUpLabel;
    QLineEdit* m_followUp;
    QLabel* m_reasonLabel;
    QLineEdit* m_reason;
    QLabel* m_whyNot;
    QPushButton* m_save;
    QPushButton* m_cancel;
};

} // namespace station
