#pragma once

#include "app/station/case/case_keeper.h"
#include "app/station/case/open_case.h"

#include <QFrame>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace station {

/// "A second officer signs off": for what was waived, an officer other than the one at work signs with his
/// own passphrase; or the officer says that none is here. Hidden while the policy asks for nobody.
class SignOffCard final : public QFrame {
    Q_OBJECT

public:
    SignOffCard(OpenCase& file, CaseKeeper& keeper, QWidget* parent);

    void enter(); ///< asks who could sign
    void leave(); ///< forgets what was typed
    void render();
    /// Something waits for a signature. @pre file is open
    [[nodiscard]] bool isOpen() const;

signals:
    void changed();

private:
    void sign();
    void putOff(bool really);
    void answered(const Status& done);
    [[nodiscard]] QString whatIsSigned() const;
    [[nodiscard]] QString nameOf(OfficerId id) const;

    OpenCase& m_file;
    CaseKeeper& m_keeper;
    QLabel* m_heading;
    QLabel* m_what;
    QWidget* m_form;
    QComboBox* m_officer;
    QLineEdit* m_passphrase;
    QPushButton* m_sign;
    QPushButton* m_nobody;
    QWidget* m_question;
    QLabel* m_asked;
    QPushButton* m_yes;
    QPushButton* m_no;
    QLabel* m_error;
    std::vector<OfficerInfo> m_officers;
    OfficerId m_atWork;
    bool m_busy = false;
    bool m_asking = false;
};

} // namespace station
