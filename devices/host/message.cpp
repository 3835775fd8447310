#include "devices/host/message.h"

#include "core/capture/grey_image.h"

#include <QtEndian>

namespace station {
namespace {

constexpr qsizetype headerSize = 6;
constexpr qsizetype smallPayload = 4 * 1024; // commands, states, hints
constexpr qsizetype listPayload = 64 * 1024; // some hundred devices
constexpr qsizetype printPayload = qsizetype {maxImageSide} * maxImageSide + smallPayload;

} // namespace

QByteArray toFrame(const Message& message)
{
    QByteArray frame(headerSize, Qt::Uninitialized);
    qToLittleEndian(static_cast<quint32>(message.payload.size()), frame.data());
    qToLittleEndian(static_cast<quint16>(message.type), frame.data() + 4);
    return frame + message.payload;
}

std::optional<qsizetype> payloadLimit(quint16 type)
{
    switch (static_cast<MessageType>(type)) {
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
    case MessageType::State:
    case MessageType::FingerOn:
    case MessageType::FingerOff:
    case MessageType::Retry:
    case MessageType::ScanFailed:
    case MessageType::FrameReady: return smallPayload;
    case MessageType::Readers:
    case MessageType::Cameras: return listPayload;
    case MessageType::Print: return printPayload;
    }
    return std::nullopt;
}

void FrameReader::feed(const QByteArray& bytes)
{
    if (m_read == m_pending.size())
        m_pending.clear();
    else
        m_pending.remove(0, m_read);
    m_read = 0;
    m_pending.append(bytes);
}

Result<std::optional<Message>> FrameReader::next()
{
    if (m_pending.size() - m_read < headerSize)
        return std::nullopt;
    const char* header = m_pending.constData() + m_read;
    const auto size = static_cast<qsizetype>(qFromLittleEndian<quint32>(header));
    const auto type = qFromLittleEndian<quint16>(header + 4);
    const auto limit = payloadLimit(type);
    if (!limit)
        return fail(ErrorCode::Damaged, "unknown message " + std::to_string(type));
    if (size > *limit)
        return fail(
            ErrorCode::Damaged, "message " + std::to_string(type) + " of " + std::to_string(size) + " bytes");
    if (m_pending.size() - m_read < headerSize + size)
        return std::nullopt;
    Message message {static_cast<MessageType>(type), m_pending.mid(m_read + headerSize, size)};
    m_read += headerSize + size;
    return message;
}

} // namespace station
