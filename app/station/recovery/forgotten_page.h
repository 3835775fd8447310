#pragma once

#include "app/station/recovery/recovery_presenter.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace station {

class PassphraseEdit;

/// "Forgotten passphrase": a supervisor, the code from the envelope, a new passphrase twice.
class ForgottenPage : public QWidget {
    Q_OBJECT

public:
    explicit ForgottenPage(RecoveryPresenter& presenter, QWidget* parent = nullptr);
    void takeFocus();
    void forget(); ///< what was typed

signals:
    void backAsked();

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void render(const RecoveryView& view);
    void retranslate();
    void submit();
    [[nodiscard]] QString sentence(const RecoveryView& view) const;

    RecoveryPresenter& m_presenter;
    QLabel* m_title = nullptr;
    QLabel* m_explain = nullptr;
    QLabel* m_supervisorLabel = nullptr;
    QComboBox* m_supervisor = nullptr;
    QLabel* m_codeLabel = nullptr;
    PassphraseEdit* m_code = nullptr;
    QLabel* m_codeHint = nullptr;
    QLabel* m_passphraseLabel = nullptr;
    PassphraseEdit* m_passphrase = nullptr;
    QLabel* m_againLabel = nullptr;
    PassphraseEdit* m_again = nullptr;
    QLabel* m_error = nullptr;
    QPushButton* m_enter = nullptr;
    QPushButton* m_back = nullptr;
};

} // namespace station
