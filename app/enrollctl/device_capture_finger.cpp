#include "app/enrollctl/device_capture.h"
#include "devices/fingerprint/libfprint_reader.h"
#include "devices/practice/practice_hand.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTimer>

#include <memory>

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

/// The made-up hand before libfprint's virtual driver: one person for each run of the program.
struct PracticeGlass {
    QTemporaryDir dir;
    PracticeHand hand;

    explicit PracticeGlass(FingerprintReader& reader)
        : hand(dir.filePath(QStringLiteral("glass")))
    {
        qputenv("FP_VIRTUAL_IMAGE", dir.filePath(QStringLiteral("glass")).toUtf8());
        hand.setReach(std::chrono::milliseconds(0));
        hand.setPerson(QRandomGenerator::system()->generate64());
        hand.follow(reader);
    }
};

/// Kept from one capture to the next, so that ten fingers open the reader once. Closed with the application.
struct HeldReader {
    LibfprintReader reader;
    std::unique_ptr<PracticeGlass> practice;
};

std::unique_ptr<HeldReader>& held()
{
    static std::unique_ptr<HeldReader> reader;
    return reader;
}

HeldReader& readerFor(bool practice)
{
    auto& reader = held();
    if (reader && practice && !reader->practice)
        reader.reset(); // libfprint looks for its virtual driver when it starts
    if (!reader) {
        reader = std::make_unique<HeldReader>();
        if (practice)
            reader->practice = std::make_unique<PracticeGlass>(reader->reader);
        qAddPostRoutine([] { held().reset(); });
    }
    return *reader;
}

} // namespace

Result<GreyImage> captureFinger(const QString& readerId, FingerPosition position, const CaptureLimits& limits)
{
    const auto say = [&](const QString& text) {
        if (limits.say)
            limits.say(text);
    };
    const bool practice = readerId == QStringLiteral("practice");
    HeldReader& desk = readerFor(practice);
    Result<GreyImage> outcome = fail(ErrorCode::Cancelled, "no finger came in time");
    QEventLoop loop;
    QObject::connect(&desk.reader, &FingerprintReader::captured, &loop, [&](const GreyImage& print) {
        outcome = print;
        loop.quit();
    });
    QObject::connect(&desk.reader, &FingerprintReader::failed, &loop, [&](const Error& error) {
        outcome = tl::unexpected(error);
        loop.quit();
    });
    QObject::connect(
        &desk.reader, &FingerprintReader::retry, &loop, [&](RetryHint hint) { say(wordsFor(hint)); });
    QTimer::singleShot(limits.patience, &loop, &QEventLoop::quit);

    // Queued, so that a failure at once finds the loop running.
    QTimer::singleShot(0, &loop, [&] {
        desk.reader.select(practice ? QStringLiteral("virtual_image/0") : readerId);
        say(QStringLiteral("Place the %1 on the reader.").arg(nameOf(position)));
        desk.reader.arm();
        desk.reader.start(); // once; later calls change nothing
        if (practice)
            desk.practice->hand.offer(position);
    });
    loop.exec();
    desk.reader.disarm();
    if (desk.practice)
        desk.practice->hand.withdraw();
    return outcome;
}

} // namespace station
