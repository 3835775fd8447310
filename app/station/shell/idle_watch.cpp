#include "app/station/shell/idle_watch.h"

#include <QCoreApplication>
#include <QEvent>

namespace station {

IdleWatch::IdleWatch(QObject* parent)
    : QObject(parent)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &IdleWatch::idle);
    QCoreApplication::instance()->installEventFilter(this);
}

void IdleWatch::setPatience(std::chrono::milliseconds patience) { m_timer.start(patience); }

bool IdleWatch::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
    case QEvent::TabletPress: touched(); break;
    default: break; // QEvent::Type is Qt's and open-ended
    }
    return QObject::eventFilter(watched, event);
}

void IdleWatch::touched() { m_timer.start(); }

} // namespace station
