#include "app/station/shell/idle_watch.h"

#include <QCoreApplication>
#include <QEvent>

namespace station {
namespace {

constexpr std::chrono::milliseconds beat {1000};

} // namespace

IdleWatch::IdleWatch(const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &IdleWatch::say);
    connect(&m_beat, &QTimer::timeout, this, &IdleWatch::look);
    m_beat.start(beat);
    QCoreApplication::instance()->installEventFilter(this);
}

void IdleWatch::setPatience(std::chrono::milliseconds patience)
{
    m_patience = patience;
    touched();
}

bool IdleWatch::sleptTooLong() const
{
    return m_patience.count() > 0 && !m_said && m_clock.boot().since - m_touched >= m_patience;
}

void IdleWatch::look()
{
    if (sleptTooLong())
        say();
}

void IdleWatch::say()
{
    if (m_said)
        return;
    m_said = true;
    m_timer.stop();
    emit idle();
}

bool IdleWatch::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
    case QEvent::TabletPress:
        if (sleptTooLong()) {
            say();
            return true;
        }
        touched();
        break;
    default: break; // QEvent::Type is Qt's and open-ended
    }
    return QObject::eventFilter(watched, event);
}

void IdleWatch::touched()
{
    m_said = false;
    m_touched = m_clock.boot().since;
    m_timer.start(m_patience);
}

} // namespace station
