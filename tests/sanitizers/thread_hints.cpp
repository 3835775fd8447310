// Preset tsan only. ThreadSanitizer sees what was compiled for it; Debian's Qt was not, and guards its queues
// of events by futexes of its own, so that whatever crosses threads as a call or a signal looks like a race.
// Rather than to suppress every report below an event loop, this stands before seven functions of Qt
// and says what Qt promises (https://doc.qt.io/qt-6/threads-qobject.html):
//
// - what was done before a call was queued or a signal emitted is done before the slot runs;
// - what a slot did is done before a caller that blocked for it goes on;
// - what was done before deleteLater() is done before the destructor;
// - what was done before quit() is done before the thread's objects are deleted at its end;
// - what a thread's slots and the destructors at its end did is done before wait() for that thread returns.
//
// Nothing else is said, so that two threads which share data beside these ways are still reported.
//
// And one function of libc: QProcess starts programs by clone(CLONE_VM | CLONE_VFORK), which ThreadSanitizer
// of clang 14 takes for a fork and stops at ("CHECK failed", SlotAttachAndLock). Until it is another program,
// such a child is the same thread in the same memory, and needs no word.
#include <QCoreApplication>
#include <QEvent>
#include <QMetaObject>
#include <QObject>
#include <QThread>

#include <cstdarg>
#include <dlfcn.h>
#include <sched.h>
#include <utility>

extern "C" {
// NOLINTBEGIN(bugprone-reserved-identifier): the sanitizer's names
void __tsan_acquire(void* address);
void __tsan_release(void* address);
void AnnotateIgnoreWritesBegin(const char* file, int line);
void AnnotateIgnoreWritesEnd(const char* file, int line);
int __clone(int (*function)(void*), void* stack, int flags, void* argument, ...);
// NOLINTEND(bugprone-reserved-identifier)
}

namespace {

using Slot = QtPrivate::QSlotObjectBase;

void* mark(const void* object) { return const_cast<void*>(object); }

template<class Function>
Function real(const char* name)
{
    return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

/// How many signals this thread is inside of, outside the slots that run directly. There Qt copies the
/// arguments for the queue, after our release and before its own: such writes are left out.
thread_local int emitting = 0;

void look(int depth)
{
    for (; emitting > depth; --emitting)
        AnnotateIgnoreWritesEnd(__FILE__, __LINE__);
    for (; emitting < depth; ++emitting)
        AnnotateIgnoreWritesBegin(__FILE__, __LINE__);
}

/// Stands around the slot that Qt is given.
class SeenSlot final : public Slot {
public:
    /// `sender` is null for a call: its mark is this object.
    SeenSlot(Slot* slot, const QObject* sender)
        : Slot(&run)
        , m_slot(slot)
        , m_sender(sender)
    {
    }

private:
    static void run(int which, Slot* self, QObject* receiver, void** arguments, bool* result)
    {
        auto* const seen = static_cast<SeenSlot*>(self);
        switch (which) {
        case Destroy:
            __tsan_acquire(seen);
            seen->m_slot->destroyIfLastRef();
            delete seen;
            break;
        case Call: {
            const int before = emitting;
            look(0);
            __tsan_acquire(seen->m_sender ? mark(seen->m_sender) : seen);
            seen->m_slot->call(receiver, arguments);
            __tsan_release(seen);
            __tsan_release(QThread::currentThread());
            look(before);
            break;
        }
        case Compare: *result = seen->m_slot->compare(arguments); break;
        default: break;
        }
    }

    Slot* m_slot;
    const QObject* m_sender;
};

bool beforeEvent(void** data)
{
    auto* const receiver = static_cast<QObject*>(data[0]);
    if (static_cast<QEvent*>(data[1])->type() == QEvent::DeferredDelete)
        for (void* mark : {static_cast<void*>(receiver), static_cast<void*>(QThread::currentThread())})
            __tsan_acquire(mark);
    return false;
}

const bool watching = QInternal::registerCallback(QInternal::EventNotifyCallback, beforeEvent);

} // namespace

bool QMetaObject::invokeMethodImpl(QObject* object, Slot* slot, Qt::ConnectionType type, void* result)
{
    static const auto below = real<bool (*)(QObject*, Slot*, Qt::ConnectionType, void*)>(
        "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv");
    auto* const seen = new SeenSlot(slot, nullptr);
    __tsan_release(seen);
    if (type != Qt::BlockingQueuedConnection)
        return below(object, seen, type, result);
    seen->ref();
    const bool done = below(object, seen, type, result);
    __tsan_acquire(seen);
    seen->destroyIfLastRef();
    return done;
}

QMetaObject::Connection QObject::connectImpl(const QObject* sender, void** signal, const QObject* receiver,
    void** slotPtr, Slot* slot, Qt::ConnectionType type, const int* types,
    const QMetaObject* senderMetaObject)
{
    static const auto below = real<QMetaObject::Connection (*)(const QObject*, void**, const QObject*, void**,
        Slot*, Qt::ConnectionType, const int*, const QMetaObject*)>(
        "_ZN7QObject11connectImplEPKS_PPvS1_S3_"
        "PN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPKiPK11QMetaObject");
    return below(
        sender, signal, receiver, slotPtr, new SeenSlot(slot, sender), type, types, senderMetaObject);
}

void QMetaObject::activate(QObject* sender, const QMetaObject* type, int signal, void** arguments)
{
    static const auto below = real<void (*)(QObject*, const QMetaObject*, int, void**)>(
        "_ZN11QMetaObject8activateEP7QObjectPKS_iPPv");
    __tsan_release(sender);
    const int before = emitting;
    look(before + 1);
    below(sender, type, signal, arguments);
    look(before);
}

void QObject::deleteLater()
{
    static const auto below = real<void (*)(QObject*)>("_ZN7QObject11deleteLaterEv");
    __tsan_release(this);
    below(this);
}

bool QObject::event(QEvent* event)
{
    static const auto below = real<bool (*)(QObject*, QEvent*)>("_ZN7QObject5eventEP6QEvent");
    const bool deletes = event->type() == QEvent::DeferredDelete;
    const bool done = below(this, event); // there may be no `this` any more
    if (deletes)
        __tsan_release(QThread::currentThread());
    return done;
}

void QThread::quit()
{
    static const auto below = real<void (*)(QThread*)>("_ZN7QThread4quitEv");
    __tsan_release(this);
    below(this);
}

bool QThread::wait(QDeadlineTimer deadline)
{
    static const auto below = real<bool (*)(QThread*, QDeadlineTimer)>("_ZN7QThread4waitE14QDeadlineTimer");
    const bool ended = below(this, deadline);
    if (ended)
        __tsan_acquire(this);
    return ended;
}

extern "C" int clone(int (*function)(void*), void* stack, int flags, void* argument, ...) noexcept
{
    std::va_list more;
    va_start(more, argument);
    auto* const parentId = va_arg(more, pid_t*);
    auto* const threadStorage = va_arg(more, void*);
    auto* const childId = va_arg(more, pid_t*);
    va_end(more);
    return __clone(function, stack, flags, argument, parentId, threadStorage, childId);
}
