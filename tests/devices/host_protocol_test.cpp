#include "devices/host/message.h"
#include "devices/host/payload.h"
#include "devices/host/reader_messages.h"

#include <catch2/catch.hpp>

#include <random>

using namespace station;

namespace {

Message print() { return printMessage({7, GreyImage(3, 2, 500, {1, 2, 3, 4, 5, 6})}); }

std::vector<Message> everyReaderMessage()
{
    ReaderInfo reader {QStringLiteral("uru4000/0"), QStringLiteral("Đầu đọc"), QStringLiteral("uru4000"),
        ScanType::Swipe, 512, true, {}, false};
    return {stateMessage(DeviceState::Recovering), readersMessage({reader, {}}),
        selectReaderMessage(reader.id), scanMessage(MessageType::Arm, 9), print(),
        retryMessage({3, RetryHint::OffCentre}), failureMessage({4, {ErrorCode::DeviceMissing, "gone"}})};
}

/// True when some decoder takes the payload.
bool decodes(MessageType type, const QByteArray& payload)
{
    switch (type) {
    case MessageType::State: return decodeState(payload).has_value();
    case MessageType::Readers: return decodeReaders(payload).has_value();
    case MessageType::SelectReader: return decodeSelectReader(payload).has_value();
    case MessageType::Arm: return decodeScan(payload).has_value();
    case MessageType::Print: return decodePrint(payload).has_value();
    case MessageType::Retry: return decodeRetry(payload).has_value();
    case MessageType::ScanFailed: return decodeFailure(payload).has_value();
    case MessageType::Ping:
    case MessageType::StartReaders:
    case MessageType::Disarm:
    case MessageType::SelectCamera:
    case MessageType::StartCamera:
    case MessageType::StopCamera:
    case MessageType::Hello:
    case MessageType::Pong:
    case MessageType::FingerOn:
    case MessageType::FingerOff:
    case MessageType::Cameras:
    case MessageType::FrameReady: return false;
    }
    return false;
}

} // namespace

TEST_CASE("messages come out as they went in, however the stream is cut", "[host]")
{
    QByteArray stream;
    for (const Message& message : everyReaderMessage())
        stream += toFrame(message);
    std::mt19937 random(1);
    for (int round = 0; round < 50; ++round) {
        FrameReader frames;
        std::vector<Message> seen;
        for (qsizetype at = 0; at < stream.size();) {
            const auto size = static_cast<qsizetype>(1 + random() % 20);
            frames.feed(stream.mid(at, size));
            at += size;
            for (;;) {
                const auto next = frames.next();
                REQUIRE(next);
                if (!*next)
                    break;
                seen.push_back(**next);
            }
        }
        REQUIRE(seen == everyReaderMessage());
    }
}

TEST_CASE("fields come out as they went in", "[host]")
{
    CHECK(decodeState(stateMessage(DeviceState::Missing).payload) == DeviceState::Missing);
    CHECK(decodeScan(scanMessage(MessageType::Arm, 77).payload) == ScanNumber {77});
    CHECK(decodeRetry(retryMessage({5, RetryHint::LiftFinger}).payload)->hint == RetryHint::LiftFinger);
    const auto failure = decodeFailure(failureMessage({5, {ErrorCode::DeviceFailed, "no"}}).payload);
    CHECK(failure->error == Error {ErrorCode::DeviceFailed, "no"});
    CHECK(decodePrint(print().payload)->print == GreyImage(3, 2, 500, {1, 2, 3, 4, 5, 6}));
    const ReaderInfo reader {QStringLiteral("a/0"), QStringLiteral("Đọc"), QStringLiteral("a"),
        ScanType::Swipe, 385, false, QStringLiteral("chip"), false};
    CHECK(decodeReaders(readersMessage({reader, {}}).payload).value() == std::vector {reader, ReaderInfo {}});
}

TEST_CASE("a torn message is refused at every length, and so is one byte too many", "[host]")
{
    for (const Message& message : everyReaderMessage()) {
        for (qsizetype size = 0; size < message.payload.size(); ++size) {
            CAPTURE(static_cast<int>(message.type), size);
            REQUIRE_FALSE(decodes(message.type, message.payload.left(size)));
        }
        REQUIRE_FALSE(decodes(message.type, message.payload + 'x'));
        REQUIRE(decodes(message.type, message.payload));
    }
}

TEST_CASE("an oversized or unknown message is refused by its header alone", "[host]")
{
    const auto refuses = [](const char* headerHex) {
        FrameReader frames;
        frames.feed(QByteArray::fromHex(headerHex));
        return !frames.next();
    };
    CHECK(refuses("ffffffff1301")); // a print of 4 GiB
    CHECK(refuses("0100000c1301")); // a print of 192 MiB
    CHECK(refuses("011000000101")); // a pong of 4097 bytes
    CHECK(refuses("000000000000")); // no such type
    CHECK(refuses("00000000ffff"));
    CHECK_FALSE(refuses("0000040201")); // half a header says nothing yet
}

TEST_CASE("noise never does more than being refused", "[host]")
{
    std::mt19937 random(2);
    for (int round = 0; round < 2000; ++round) {
        QByteArray noise(static_cast<qsizetype>(random() % 200), Qt::Uninitialized);
        for (char& byte : noise)
            byte = static_cast<char>(random() % (round % 2 == 0 ? 256 : 4));
        for (const Message& message : everyReaderMessage())
            (void)decodes(message.type, noise);
        FrameReader frames;
        frames.feed(noise);
        for (auto next = frames.next(); next && *next; next = frames.next())
            CHECK((*next)->payload.size() <= noise.size());
    }
}

TEST_CASE("impossible prints are refused before a pixel is kept", "[host]")
{
    const auto refuses = [](quint32 width, quint32 height, qsizetype pixels) {
        const std::vector<std::uint8_t> bytes(static_cast<std::size_t>(pixels));
        return !decodePrint(PayloadWriter().u32(1).u32(width).u32(height).u32(500).bytes(bytes).take());
    };
    CHECK(refuses(0, 0, 0));
    CHECK(refuses(0xffffffff, 0xffffffff, 1));
    CHECK(refuses(65536, 65536, 0)); // the product of the sides is 2^32
    CHECK(refuses(20000, 20000, 100));
    CHECK(refuses(10, 10, 99));
    CHECK_FALSE(refuses(10, 10, 100));
}
