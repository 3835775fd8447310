#pragma once

#include "app/station/health/health_presenter.h"
#include "app/station/sign_in/sign_in_presenter.h"
#include "core/sync/sync_status.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;

namespace station {

class PassphraseEdit;
class StateLabel;

/// Sign-in, and the lock page: the officer, the passphrase, Enter.
class SignInPage : public QWidget {
    Q_OBJECT

public:
    SignInPage(
        SignInPresenter& presenter, const StationInfo& info, const Clock& clock, QWidget* parent = nullptr);
    void setStatus(const SyncStatus& status);
    void setHealth(const HealthView& health); ///< said only when something is not fine
    void takeFocus(); ///< the passphrase, empty and hidden again
    void forget(); ///< what was typed

signals:
    void forgottenAsked(); ///< the passphrase is forgotten
    void checkAsked(); ///< the station check
    void drawn(); ///< once, when the officers have been painted for the first time

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void build();
    QWidget* buildStation();
    QWidget* buildForm();
    void render(const SignInView& view);
    void renderOfficers(const SignInView& view);
    void renderCertificate(const SignInView& view);
    void retranslate();
    void submit();

    SignInPresenter& m_presenter;
    StationInfo m_info;
    const Clock& m_clock;
    SyncStatus m_status;
    bool m_drawn = false;

    QLabel* m_station = nullptr;
    QLabel* m_commune = nullptr;
    QLabel* m_purpose = nullptr;
    StateLabel* m_waiting = nullptr;
    StateLabel* m_link = nullptr;
    StateLabel* m_health = nullptr;
    QPushButton* m_check = nullptr;
    StateLabel* m_certificate = nullptr;
    QLabel* m_heading = nullptr;
    QLabel* m_explain = nullptr;
    QLabel* m_officerLabel = nullptr;
    QListWidget* m_officers = nullptr;
    QLabel* m_passphraseLabel = nullptr;
    PassphraseEdit* m_passphrase = nullptr;
    QPushButton* m_reveal = nullptr;
    QLabel* m_error = nullptr;
    QLabel* m_notice = nullptr;
    QPushButton* m_forgotten = nullptr;
    QPushButton* m_enter = nullptr;
};

} // namespace station
