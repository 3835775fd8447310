#include "devices/practice/practice_hand.h"

#include <array>
#include <cstring>
#include <utility>

namespace station {
namespace {

using namespace std::chrono_literals;

constexpr auto tryAgainAfter = 50ms; // the driver listens only while its device is open
constexpr auto patience = 2s; // a finger that met a scan just given up is lost: nobody says so

// The driver's commands: a negative number in place of the width.
constexpr qint32 commandRetry = -1;
constexpr qint32 commandError = -2;
constexpr qint32 commandRemoved = -5;
constexpr qint32 errorProtocol = 4; // FP_DEVICE_ERROR_PROTO

/// Two numbers in the machine's own byte order: width and height, or command and argument.
QByteArray header(qint32 first, qint32 second)
{
    const std::array numbers {first, second};
    QByteArray bytes(sizeof numbers, Qt::Uninitialized);
    std::memcpy(bytes.data(), numbers.data(), sizeof numbers);
    return bytes;
}

/// FpDeviceRetry's number.
qint32 codeOf(RetryHint hint)
{
    switch (hint) {
    case RetryHint::General: return 0;
    case RetryHint::TooShort: return 1;
    case RetryHint::OffCentre: return 2;
    case RetryHint::LiftFinger: return 3;
    }
    return 0;
}

} // namespace

PracticeHand::PracticeHand(QString socketPath, QObject* parent)
    : QObject(parent)
    , m_socketPath(std::move(socketPath))
{
    m_reachTimer.setSingleShot(true);
    m_again.setSingleShot(true);
    connect(&m_reachTimer, &QTimer::timeout, this, &PracticeHand::place);
    connect(&m_again, &QTimer::timeout, this, &PracticeHand::connectNow);
    connect(&m_socket, &QLocalSocket::connected, this, [this] {
        m_socket.write(m_bytes);
        if (std::exchange(m_once, false))
            return m_bytes.clear();
        if (m_following)
            m_reachTimer.start(patience);
        emit pressed();
    });
    const auto lost = [this] {
        if (!m_bytes.isEmpty())
            m_again.start(tryAgainAfter);
    };
    connect(&m_socket, &QLocalSocket::disconnected, this, lost);
    connect(&m_socket, &QLocalSocket::errorOccurred, this, lost);
}

void PracticeHand::follow(FingerprintReader& reader)
{
    m_following = true;
    connect(&reader, &FingerprintReader::captured, this, &PracticeHand::withdraw);
    const auto placeAgain = [this] {
        if (m_offering)
            m_reachTimer.start(m_reach);
    };
    connect(&reader, &FingerprintReader::failed, this, placeAgain);
    connect(&reader, &FingerprintReader::retry, this, placeAgain);
}

void PracticeHand::setPerson(quint64 person)
{
    withdraw();
    m_finger.person = person;
    m_impressions.clear();
}

void PracticeHand::offer(FingerPosition position)
{
    withdraw();
    m_finger.position = position;
    m_offering = true;
    m_reachTimer.start(m_reach);
}

void PracticeHand::withdraw()
{
    m_offering = false;
    m_reachTimer.stop();
    m_again.stop();
    m_bytes.clear();
    m_socket.abort();
}

void PracticeHand::askAgain(RetryHint hint) { play(header(commandRetry, codeOf(hint)), true); }

void PracticeHand::failReader() { play(header(commandError, errorProtocol), true); }

void PracticeHand::unplugReader() { play(header(commandRemoved, 0), true); }

void PracticeHand::place()
{
    const GreyImage print = practicePrint(m_finger, m_impressions[m_finger.position]++);
    const auto pixels = print.pixels();
    play(header(print.width(), print.height())
            + QByteArray(reinterpret_cast<const char*>(pixels.data()), static_cast<qsizetype>(pixels.size())),
        false);
}

void PracticeHand::play(const QByteArray& bytes, bool once)
{
    m_bytes.clear(); // so that ending the old connection does not ask for it again
    m_again.stop();
    m_socket.abort();
    m_bytes = bytes;
    m_once = once;
    connectNow();
}

void PracticeHand::connectNow()
{
    // A connection for each press: the driver drops what an earlier one had still to say.
    if (!m_bytes.isEmpty() && m_socket.state() == QLocalSocket::UnconnectedState)
        m_socket.connectToServer(m_socketPath);
}

} // namespace station
