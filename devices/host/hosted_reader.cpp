#include "devices/host/hosted_reader.h"

#include <utility>

namespace station {

HostedReader::HostedReader(HostLaunch launch, QObject* parent)
    : FingerprintReader(parent)
    , m_host(HostKind::Reader, std::move(launch), this)
{
    connect(&m_host, &HostProcess::up, this, &HostedReader::introduce);
    connect(&m_host, &HostProcess::received, this, &HostedReader::handle);
    connect(&m_host, &HostProcess::down, this, [this] {
        m_up = false;
        setFinger(false);
        publish(DeviceState::Recovering);
    });
}

void HostedReader::start()
{
    emit stateChanged(m_state);
    m_host.start();
}

void HostedReader::select(const QString& readerId)
{
    m_selected = readerId;
    m_host.send(selectReaderMessage(readerId));
}

void HostedReader::arm()
{
    ++m_scan;
    m_armed = true;
    m_host.send(scanMessage(MessageType::Arm, m_scan));
}

void HostedReader::disarm()
{
    m_armed = false;
    m_fingerOn = false;
    m_host.send({MessageType::Disarm, {}});
}

void HostedReader::introduce()
{
    m_up = true;
    m_host.send({MessageType::StartReaders, {}});
    if (!m_selected.isEmpty())
        m_host.send(selectReaderMessage(m_selected));
    if (m_armed)
        m_host.send(scanMessage(MessageType::Arm, m_scan));
}

template<class T, class Use>
void HostedReader::use(const Result<T>& decoded, Use&& then)
{
    if (decoded)
        then(*decoded);
    else
        m_host.restart(decoded.error());
}

void HostedReader::handle(const Message& message)
{
    // What belongs to a scan that has ended or was given up comes too late and is dropped.
    const auto current = [this](ScanNumber scan) { return m_armed && scan == m_scan; };
    switch (message.type) {
    case MessageType::State:
        return use(decodeState(message.payload), [this](DeviceState state) {
            if (m_up)
                publish(state);
        });
    case MessageType::Readers:
        return use(decodeReaders(message.payload), [this](const auto& readers) { emit listed(readers); });
    case MessageType::FingerOn:
        return use(decodeScan(message.payload), [&](ScanNumber scan) {
            if (current(scan))
                setFinger(true);
        });
    case MessageType::FingerOff:
        return use(decodeScan(message.payload), [this](ScanNumber) { setFinger(false); });
    case MessageType::Print:
        return use(decodePrint(message.payload), [&](const ScanPrint& scan) {
            if (!current(scan.scan))
                return;
            m_armed = false;
            emit captured(scan.print);
        });
    case MessageType::Retry:
        return use(decodeRetry(message.payload), [&](const ScanRetry& scan) {
            if (current(scan.scan))
                emit retry(scan.hint);
        });
    case MessageType::ScanFailed:
        return use(decodeFailure(message.payload), [&](const ScanFailure& failure) {
            if (!current(failure.scan))
                return;
            m_armed = false;
            setFinger(false);
            emit failed(failure.error);
        });
    case MessageType::Ping:
    case MessageType::StartReaders:
    case MessageType::SelectReader:
    case MessageType::Arm:
    case MessageType::Disarm:
    case MessageType::SelectCamera:
    case MessageType::StartCamera:
    case MessageType::StopCamera:
    case MessageType::Hello:
    case MessageType::Pong:
    case MessageType::Cameras:
    case MessageType::FrameReady: m_host.restart({ErrorCode::Damaged, "a message that no reader sends"});
    }
}

void HostedReader::publish(DeviceState state)
{
    if (std::exchange(m_state, state) != state)
        emit stateChanged(state);
}

void HostedReader::setFinger(bool on)
{
    if (std::exchange(m_fingerOn, on) == on)
        return;
    if (on)
        emit fingerOn();
    else
        emit fingerOff();
}

} // namespace station
