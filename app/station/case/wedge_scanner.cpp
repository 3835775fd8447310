#include "app/station/case/wedge_scanner.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>

namespace station {

WedgeScanner::WedgeScanner(QWidget& page)
    : QObject(&page)
    , m_page(page)
{
    m_silence.setSingleShot(true);
    m_silence.setInterval(KeyBurst::silence);
    connect(&m_silence, &QTimer::timeout, this, &WedgeScanner::onSilence);
    qApp->installEventFilter(this);
}

bool WedgeScanner::eventFilter(QObject* watched, QEvent* event)
{
    if (m_replaying)
        return false;
    switch (event->type()) {
    case QEvent::KeyPress: {
        // An event that a widget ignores comes again for its parent: only the first call, for the widget in
        // focus, counts.
        auto* widget = qobject_cast<QWidget*>(watched);
        if (!widget || widget != QApplication::focusWidget()
            || (widget != &m_page && !m_page.isAncestorOf(widget)))
            return false;
        return onKey(static_cast<QKeyEvent&>(*event));
    }
    case QEvent::ShortcutOverride: {
        const auto& key = static_cast<QKeyEvent&>(*event);
        const bool commands = key.modifiers() & (Qt::ControlModifier | Qt::AltModifier);
        if (commands || key.key() == Qt::Key_Escape)
            giveBack(); // what was typed must stand before the command is done
        return false;
    }
    case QEvent::FocusOut:
        if (watched == m_target)
            giveBack();
        return false;
    case QEvent::MouseButtonPress: giveBack(); return false;
    default: return false;
    }
}

bool WedgeScanner::onKey(QKeyEvent& event)
{
    const bool enter = event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
    const bool plain = !(event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    const bool types = !event.text().isEmpty() && event.text().at(0).isPrint();
    if (!plain || event.isAutoRepeat() || (!enter && !types)) {
        giveBack(); // Tab, arrows, Esc: a person's
        return false;
    }
    const auto* edit = qobject_cast<QLineEdit*>(QApplication::focusWidget());
    const QString before = edit ? edit->text() : QString();
    const QString held = m_burst.held();
    switch (m_burst.key(event.text(), enter, std::chrono::steady_clock::now())) {
    case KeyBurst::Key::Held: m_silence.start(); return true;
    case KeyBurst::Key::Card: finish(); return true;
    case KeyBurst::Key::Passed: break;
    }
    type(held);
    m_silence.stop();
    if (enter)
        (void)m_burst.take();
    m_target = QApplication::focusWidget();
    m_before = held.isEmpty() || !edit ? before : edit->text();
    return false;
}

void WedgeScanner::onSilence()
{
    if (m_burst.isCard())
        finish();
    else
        giveBack();
}

void WedgeScanner::finish()
{
    m_silence.stop();
    const QString text = m_burst.take();
    if (auto* edit = qobject_cast<QLineEdit*>(m_target.data()))
        edit->setText(m_before);
    emit scanned(text);
}

void WedgeScanner::giveBack()
{
    m_silence.stop();
    const QString held = m_burst.held();
    (void)m_burst.take();
    type(held);
}

void WedgeScanner::type(const QString& held)
{
    if (!m_target || held.isEmpty())
        return;
    m_replaying = true;
    for (const QChar c : held) {
        const int key = c.unicode() < 0x80 ? c.toUpper().unicode() : 0; // Qt's key codes are those letters
        QKeyEvent again(QEvent::KeyPress, key, Qt::NoModifier, QString(c));
        QApplication::sendEvent(m_target, &again);
    }
    m_replaying = false;
}

} // namespace station
