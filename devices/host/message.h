#pragma once

#include "core/base/result.h"

#include <QByteArray>

#include <optional>

namespace station {

/// What a device process holds. One process for each kind (DECISIONS 5).
enum class HostKind : quint8 { Reader = 1, Camera = 2 };

/// Raised whenever a message changes. Window and host of different releases refuse each other at Hello.
inline constexpr quint16 hostProtocolVersion = 1;

/// One number for each message, for ever. Window → host below 0x100, host → window from 0x100.
enum class MessageType : quint16 {
    Ping = 0x01, ///< empty; the host answers Pong from its main loop

    StartReaders = 0x10,
    SelectReader = 0x11,
    Arm = 0x12,
    Disarm = 0x13,

    SelectCamera = 0x20,
    StartCamera = 0x21,
    StopCamera = 0x22,

    Hello = 0x100, ///< first message of a host: protocol version, kind
    Pong = 0x101,
    State = 0x102,

    Readers = 0x110,
    FingerOn = 0x111,
    FingerOff = 0x112,
    Print = 0x113,
    Retry = 0x114,
    ScanFailed = 0x115,

    Cameras = 0x120,
    FrameReady = 0x121,
};

struct Message {
    MessageType type = MessageType::Ping;
    QByteArray payload;

    friend bool operator==(const Message&, const Message&) = default;
};

/// On the wire: payload size (32 bits), type (16 bits), both little-endian, payload.
[[nodiscard]] QByteArray toFrame(const Message& message);

/// The largest payload a message of this type may have. Empty for a number that is no MessageType.
[[nodiscard]] std::optional<qsizetype> payloadLimit(quint16 type);

/// Cuts a stream of bytes into messages. Size and type are judged as soon as the six bytes of the header are
/// there, before anything is kept for the payload.
class FrameReader {
public:
    void feed(const QByteArray& bytes);
    /// The next whole message, or nothing yet. Errors: Damaged (unknown type, too large); the stream is then
    /// of no use.
    [[nodiscard]] Result<std::optional<Message>> next();

private:
    QByteArray m_pending;
    qsizetype m_read = 0; // bytes of m_pending that have been handed out
};

} // namespace station
