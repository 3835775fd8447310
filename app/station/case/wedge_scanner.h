#pragma once

#include "app/station/case/key_burst.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

class QKeyEvent;
class QLineEdit;
class QWidget;

namespace station {

/// Watches the keys that go to a page and its parts, and picks out what a keyboard-wedge scanner types. What
/// a person types arrives unchanged and in order; of a card nothing is left in the field that had the focus.
class WedgeScanner : public QObject {
    Q_OBJECT

public:
    explicit WedgeScanner(QWidget& page);

signals:
    void scanned(const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] bool onKey(QKeyEvent& event);
    void onSilence();
    void finish();
    void giveBack();
    void type(const QString& held);

    QWidget& m_page;
    KeyBurst m_burst;
    QTimer m_silence;
    QPointer<QWidget> m_target; ///< had the focus when the burst began
    QString m_before; ///< its text then
    bool m_replaying = false;
};

} // namespace station
