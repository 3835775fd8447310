#pragma once

#include "app/station/recovery/recovery_presenter.h"
#include "core/base/worker_thread.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QPrintDialog;
class QPushButton;

namespace station {

/// The recovery code, once: read it, print it, put it away. When it is forgotten, by a lock, the choice of a
/// printer closes, and no sheet without a code is printed.
class CodePage : public QWidget {
    Q_OBJECT

public:
    CodePage(
        RecoveryPresenter& presenter, const StationInfo& info, const Clock& clock, QWidget* parent = nullptr);
    void takeFocus();

signals:
    void laterAsked();

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void render(const RecoveryView& view);
    void retranslate();
    void print();

    RecoveryPresenter& m_presenter;
    StationInfo m_info;
    const Clock& m_clock;
    QLabel* m_title = nullptr;
    QLabel* m_explain = nullptr;
    QLabel* m_first = nullptr; ///< four groups
    QLabel* m_second = nullptr; ///< the other four
    QLabel* m_note = nullptr;
    QLabel* m_error = nullptr;
    QPushButton* m_later = nullptr;
    QPushButton* m_print = nullptr;
    QPushButton* m_put = nullptr;
    QPointer<QPrintDialog> m_dialog; ///< while the printer is chosen
    WorkerThread m_paper {QStringLiteral("paper")};
    QObject& m_worker; ///< on m_paper: paints the page away from the window
};

} // namespace station
