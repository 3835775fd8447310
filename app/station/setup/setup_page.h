#pragma once

#include "app/station/setup/setup_presenter.h"

#include <QWidget>

#include <array>

class QComboBox;
class QFrame;
class QLabel;
class QLineEdit;
class QPushButton;

namespace station {

class PassphraseEdit;

/// First run: makes the first supervisor and the second officer.
class SetupPage : public QWidget {
    Q_OBJECT

public:
    explicit SetupPage(SetupPresenter& presenter, QWidget* parent = nullptr);
    void takeFocus();
    void forget(); ///< what was typed

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Form {
        QFrame* frame = nullptr;
        QLabel* heading = nullptr;
        QLabel* done = nullptr;
        QLabel* nameLabel = nullptr;
        QLineEdit* name = nullptr;
        QLabel* roleLabel = nullptr;
        QComboBox* role = nullptr; ///< second officer only
        QLabel* passphraseLabel = nullptr;
        PassphraseEdit* passphrase = nullptr;
        QLabel* againLabel = nullptr;
        PassphraseEdit* again = nullptr;
        QLabel* error = nullptr;
    };

    Form buildForm(const QString& prefix, bool withRole);
    [[nodiscard]] static OfficerEntry entryOf(const Form& form);
    [[nodiscard]] QString sentence(const SetupView& view, int at) const;
    void render(const SetupView& view);
    void retranslate();
    void submit();

    SetupPresenter& m_presenter;
    QLabel* m_title = nullptr;
    QLabel* m_explain = nullptr;
    std::array<Form, 2> m_forms;
    QLabel* m_trouble = nullptr;
    QPushButton* m_make = nullptr;
};

} // namespace station
