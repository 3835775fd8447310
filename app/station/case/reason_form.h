#pragma once

#include "core/capture/finger_position.h"

#include <QDate>
#include <QWidget>

class QButtonGroup;
class QCheckBox;
class QDateEdit;
class QLabel;
class QLineEdit;
class QPushButton;

namespace station {

/// Why a finger can't be taken: reason, note, and until when.
class ReasonForm : public QWidget {
    Q_OBJECT

public:
    explicit ReasonForm(QWidget* parent);

    /// Empties the form and takes the focus.
    void begin(QDate proposedFollowUp);
    void retranslate();

signals:
    void given(station::FingerExceptionReason reason, const QString& note, bool temporary, QDate followUp);
    void cancelled();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void chosen(FingerExceptionReason reason);
    void judge();
    void give();

    QButtonGroup* m_reasons;
    QLabel* m_noteLabel;
    QLineEdit* m_note;
    QCheckBox* m_temporary;
    QLabel* m_untilLabel;
    QDateEdit* m_until;
    QLabel* m_whyNot;
    QPushButton* m_save;
    QPushButton* m_cancel;
};

} // namespace station
