#include "app/enrollctl/device_capture.h"
#include "devices/fingerprint/libfprint_reader.h"

#include <QEventLoop>
#include <QTimer>

namespace station {
namespace {

QString wordsFor(RetryHint hint)
{
    switch (hint) {
    case RetryHint::General: return QStringLiteral("Not clear. Lift the finger and place it again.");
    case RetryHint::TooShort: return QStringLiteral("Too short. Place the finger again and leave it longer.");
    case RetryHint::OffCentre:
        return QStringLiteral("Off centre. Place the middle of the fingertip on the reader.");
    case RetryHint::LiftFinger: return QStringLiteral("Lift the finger, then place it again.");
    }
    return {};
}

QString nameOf(FingerPosition position)
{
    switch (position) {
    case FingerPosition::RightThumb: return QStringLiteral("right thumb");
    case FingerPosition::RightIndex: return QStringLiteral("right index finger");
    case FingerPosition::RightMiddle: return QStringLiteral("right middle finger");
    case FingerPosition::RightRing: return QStringLiteral("right ring finger");
    case FingerPosition::RightLittle: return QStringLiteral("right little finger");
    case FingerPosition::LeftThumb: return QStringLiteral("left thumb");
    case FingerPosition::LeftIndex: return QStringLiteral("left index finger");
    case FingerPosition::LeftMiddle: return QStringLiteral("left middle finger");
    case FingerPosition::LeftRing: return QStringLiteral("left ring finger");
    case FingerPosition::LeftLittle: return QStringLiteral("left little finger");
    }
    return {};
}

} // namespace

Result<GreyImage> captureFinger(const QString& readerId, FingerPosition position, const CaptureLimits& limits)
{
    const auto say = [&](const QString& text) {
        if (limits.say)
            limits.say(text);
    };
    Result<GreyImage> outcome = fail(ErrorCode::Cancelled, "no finger came in time");
    QEventLoop loop;
    LibfprintReader reader;
    QObject::connect(&reader, &FingerprintReader::captured, &loop, [&](const GreyImage& print) {
        outcome = print;
        loop.quit();
    });
    QObject::connect(&reader, &FingerprintReader::failed, &loop, [&](const Error& error) {
        outcome = tl::unexpected(error);
        loop.quit();
    });
    QObject::connect(&reader, &FingerprintReader::retry, &loop, [&](RetryHint hint) { say(wordsFor(hint)); });
    QTimer::singleShot(limits.patience, &loop, &QEventLoop::quit);

    if (!readerId.isEmpty())
        reader.select(readerId);
    say(QStringLiteral("Place the %1 on the reader.").arg(nameOf(position)));
    reader.arm();
    // Queued, so that a failure inside start() finds the loop running.
    QMetaObject::invokeMethod(&reader, &FingerprintReader::start, Qt::QueuedConnection);
    loop.exec();
    return outcome;
}

} // namespace station
