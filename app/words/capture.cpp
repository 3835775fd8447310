#include "app/words/tr.h"
#include "app/words/words.h"

#include <QHash>

namespace station::words {

QString forFinger(FingerPosition position)
{
    switch (position) {
    case FingerPosition::RightThumb: return Say::tr("right thumb");
    case FingerPosition::RightIndex: return Say::tr("right index finger");
    case FingerPosition::RightMiddle: return Say::tr("right middle finger");
    case FingerPosition::RightRing: return Say::tr("right ring finger");
    case FingerPosition::RightLittle: return Say::tr("right little finger");
    case FingerPosition::LeftThumb: return Say::tr("left thumb");
    case FingerPosition::LeftIndex: return Say::tr("left index finger");
    case FingerPosition::LeftMiddle: return Say::tr("left middle finger");
    case FingerPosition::LeftRing: return Say::tr("left ring finger");
    case FingerPosition::LeftLittle: return Say::tr("left little finger");
    }
    return {};
}

QString placeFinger(FingerPosition position)
{
    return Say::tr("Place the %1 flat on the reader.").arg(forFinger(position));
}

QString forExceptionReason(FingerExceptionReason reason)
{
    switch (reason) {
    case FingerExceptionReason::Amputated: return Say::tr("Amputated");
    case FingerExceptionReason::Bandaged: return Say::tr("Bandaged or injured");
    case FingerExceptionReason::Worn: return Say::tr("Ridges worn away");
    case FingerExceptionReason::Bent: return Say::tr("Bent, can't be laid flat");
    case FingerExceptionReason::Paralysed: return Say::tr("Paralysed");
    case FingerExceptionReason::Refused: return Say::tr("Refused");
    case FingerExceptionReason::Other: return Say::tr("Other reason");
    }
    return {};
}

QString forAdvice(FingerAdvice advice)
{
    switch (advice) {
    case FingerAdvice::Good: return Say::tr("Good print.");
    case FingerAdvice::PressMore: return Say::tr("Faint print. Press a little more.");
    case FingerAdvice::CoverMore:
        return Say::tr("Too little of the finger. Lay the whole fingertip flat in the middle.");
    case FingerAdvice::CleanOrMoisten:
        return Say::tr("Ridges not clear. Wipe the finger and the glass; moisten a dry finger a little.");
    case FingerAdvice::NoFinger: return Say::tr("No finger seen. Place the finger on the glass.");
    }
    return {};
}

QString forRetry(RetryHint hint)
{
    switch (hint) {
    case RetryHint::General: return Say::tr("Not clear. Lift the finger and place it again.");
    case RetryHint::TooShort: return Say::tr("Too quick. Leave the finger on the glass a moment longer.");
    case RetryHint::OffCentre:
        return Say::tr("Not in the middle. Place the finger in the middle of the glass.");
    case RetryHint::LiftFinger: return Say::tr("Lift the finger, then place it again.");
    }
    return {};
}

QString forAdvice(PortraitAdvice advice)
{
    switch (advice) {
    case PortraitAdvice::NoFace: return Say::tr("Look at the camera");
    case PortraitAdvice::SeveralFaces: return Say::tr("Only one person in the picture");
    case PortraitAdvice::MoveCloser: return Say::tr("Come a little closer");
    case PortraitAdvice::MoveBack: return Say::tr("Move back a little");
    case PortraitAdvice::MoveLeft: return Say::tr("Move a little to the left");
    case PortraitAdvice::MoveRight: return Say::tr("Move a little to the right");
    case PortraitAdvice::MoveUp: return Say::tr("Raise your head a little");
    case PortraitAdvice::MoveDown: return Say::tr("Lower your head a little");
    case PortraitAdvice::MoreLight: return Say::tr("Turn to the light");
    case PortraitAdvice::LessLight: return Say::tr("Too bright. Turn away from the light");
    case PortraitAdvice::HoldStill: return Say::tr("Hold still");
    case PortraitAdvice::Good: return Say::tr("Good. Hold still");
    }
    return {};
}

QString forCheck(const QString& name)
{
    static const QHash<QString, const char*> names {
        {QStringLiteral("face-count"), QT_TRANSLATE_NOOP("Say", "One face")},
        {QStringLiteral("head-size"), QT_TRANSLATE_NOOP("Say", "Distance")},
        {QStringLiteral("centred"), QT_TRANSLATE_NOOP("Say", "In the middle")},
        {QStringLiteral("sharpness"), QT_TRANSLATE_NOOP("Say", "Sharp")},
        {QStringLiteral("brightness"), QT_TRANSLATE_NOOP("Say", "Light")},
    };
    return Say::tr(names.value(name, QT_TRANSLATE_NOOP("Say", "Other check")));
}

QString forWaiver(const QString& reason)
{
    static const QHash<QString, const char*> reasons {
        {QStringLiteral("health"), QT_TRANSLATE_NOOP("Say", "State of health")},
        {QStringLiteral("religion"), QT_TRANSLATE_NOOP("Say", "Religious or ethnic headwear")},
        {QStringLiteral("cannot-sit"), QT_TRANSLATE_NOOP("Say", "Can't sit up")},
        {QStringLiteral("head-turned"), QT_TRANSLATE_NOOP("Say", "Can't hold the head straight")},
        {QStringLiteral("other"), QT_TRANSLATE_NOOP("Say", "Other reason")},
    };
    return Say::tr(reasons.value(reason, QT_TRANSLATE_NOOP("Say", "Other reason")));
}

QString forDevice(DeviceState state, DeviceKind kind)
{
    const bool reader = kind == DeviceKind::Reader;
    switch (state) {
    case DeviceState::Starting:
        return reader ? Say::tr("The fingerprint reader is starting.") : Say::tr("The camera is starting.");
    case DeviceState::Ready:
        return reader ? Say::tr("The fingerprint reader is ready.") : Say::tr("The camera is ready.");
    case DeviceState::Missing:
        return reader
            ? Say::tr("The fingerprint reader has been unplugged. Plug it in to go on; fingers taken so far "
                      "are kept.")
            : Say::tr("The camera has been unplugged. Plug it in to go on; what was taken is kept.");
    case DeviceState::Recovering:
        return reader
            ? Say::tr(
                "The fingerprint reader stopped and is being started again. Fingers taken so far are kept.")
            : Say::tr("The camera stopped and is being started again. What was taken is kept.");
    }
    return {};
}

QString nameOf(const ReaderInfo& reader)
{
    return reader.driver == QLatin1String("virtual_image") ? Say::tr("Practice reader") : reader.name;
}

QString nameOf(const CameraInfo& camera)
{
    return camera.id == QLatin1String("practice") ? Say::tr("Practice camera") : camera.name;
}

QString whyNot(const ReaderInfo& reader)
{
    if (reader.canCapture)
        return {};
    if (reader.whyNot.contains(QLatin1String("chip")))
        return Say::tr(
            "This reader matches on the chip and gives no pictures: it can't enroll. Use another reader.");
    return Say::tr("This reader gives no pictures: it can't enroll. Use another reader.");
}

} // namespace station::words
