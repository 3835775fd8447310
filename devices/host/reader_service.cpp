#include "devices/host/reader_service.h"

namespace station {

ReaderService::ReaderService(FingerprintReader& reader, HostLink& link, QObject* parent)
    : QObject(parent)
    , m_reader(reader)
    , m_link(link)
{
    connect(&link, &HostLink::received, this, &ReaderService::handle);
    connect(&reader, &FingerprintReader::listed, this,
        [this](const auto& readers) { m_link.send(readersMessage(readers)); });
    connect(&reader, &FingerprintReader::stateChanged, this,
        [this](DeviceState state) { m_link.send(stateMessage(state)); });
    connect(&reader, &FingerprintReader::fingerOn, this,
        [this] { m_link.send(scanMessage(MessageType::FingerOn, m_scan)); });
    connect(&reader, &FingerprintReader::fingerOff, this,
        [this] { m_link.send(scanMessage(MessageType::FingerOff, m_scan)); });
    connect(&reader, &FingerprintReader::captured, this, [this](const GreyImage& print) {
        m_link.send(printMessage({m_scan, print}));
    });
    connect(&reader, &FingerprintReader::retry, this, [this](RetryHint hint) {
        m_link.send(retryMessage({m_scan, hint}));
    });
    connect(&reader, &FingerprintReader::failed, this, [this](const Error& error) {
        m_link.send(failureMessage({m_scan, error}));
    });
}

void ReaderService::handle(const Message& message)
{
    if (message.type == MessageType::StartReaders)
        return m_reader.start();
    if (message.type == MessageType::Disarm)
        return m_reader.disarm();
    if (message.type == MessageType::SelectReader) {
        if (const auto readerId = decodeSelectReader(message.payload))
            m_reader.select(*readerId);
    } else if (message.type == MessageType::Arm) {
        if (const auto scan = decodeScan(message.payload)) {
            m_scan = *scan;
            m_reader.arm();
        }
    }
}

} // namespace station
