#include "devices/host/reader_messages.h"

#include "devices/host/payload.h"

#include <optional>

namespace station {
namespace {

constexpr quint32 maxReaders = 16;

tl::unexpected<Error> damaged(const char* message) { return fail(ErrorCode::Damaged, message); }

quint8 codeOf(DeviceState state)
{
    switch (state) {
    case DeviceState::Starting: return 1;
    case DeviceState::Ready: return 2;
    case DeviceState::Missing: return 3;
    case DeviceState::Recovering: return 4;
    }
    return 0;
}

quint8 codeOf(RetryHint hint)
{
    switch (hint) {
    case RetryHint::General: return 1;
    case RetryHint::TooShort: return 2;
    case RetryHint::OffCentre: return 3;
    case RetryHint::LiftFinger: return 4;
    }
    return 0;
}

std::optional<RetryHint> hintOf(quint8 code)
{
    for (const auto hint :
        {RetryHint::General, RetryHint::TooShort, RetryHint::OffCentre, RetryHint::LiftFinger})
        if (codeOf(hint) == code)
            return hint;
    return std::nullopt;
}

} // namespace

Message stateMessage(DeviceState state)
{
    return {MessageType::State, PayloadWriter().u8(codeOf(state)).take()};
}

Result<DeviceState> decodeState(const QByteArray& payload)
{
    PayloadReader in(payload);
    const quint8 code = in.u8();
    if (!in.complete())
        return damaged("torn state");
    for (const auto state :
        {DeviceState::Starting, DeviceState::Ready, DeviceState::Missing, DeviceState::Recovering})
        if (codeOf(state) == code)
            return state;
    return damaged("unknown state");
}

Message readersMessage(const std::vector<ReaderInfo>& readers)
{
    const auto count = std::min<quint32>(static_cast<quint32>(readers.size()), maxReaders);
    PayloadWriter out;
    out.u32(count);
    for (const ReaderInfo& reader : std::span(readers).first(count))
        out.text(reader.id)
            .text(reader.name)
            .text(reader.driver)
            .u8(reader.scanType == ScanType::Swipe)
            .u32(static_cast<quint32>(reader.pixelsPerInch))
            .u8(reader.canCapture)
            .text(reader.whyNot)
            .u8(reader.resolutionKnown);
    return {MessageType::Readers, out.take()};
}

Result<std::vector<ReaderInfo>> decodeReaders(const QByteArray& payload)
{
    PayloadReader in(payload);
    const quint32 count = in.u32();
    if (count > maxReaders)
        return damaged("too many readers");
    std::vector<ReaderInfo> readers(count);
    for (ReaderInfo& reader : readers) {
        reader.id = in.text();
        reader.name = in.text();
        reader.driver = in.text();
        reader.scanType = in.u8() != 0 ? ScanType::Swipe : ScanType::Press;
        reader.pixelsPerInch = static_cast<int>(in.u32() & 0xffff);
        reader.canCapture = in.u8() != 0;
        reader.whyNot = in.text();
        reader.resolutionKnown = in.u8() != 0;
    }
    if (!in.complete())
        return damaged("torn list of readers");
    return readers;
}

Message selectReaderMessage(const QString& readerId)
{
    return {MessageType::SelectReader, PayloadWriter().text(readerId).take()};
}

Result<QString> decodeSelectReader(const QByteArray& payload)
{
    PayloadReader in(payload);
    QString readerId = in.text();
    if (!in.complete())
        return damaged("torn choice of reader");
    return readerId;
}

Message scanMessage(MessageType type, ScanNumber scan) { return {type, PayloadWriter().u32(scan).take()}; }

Result<ScanNumber> decodeScan(const QByteArray& payload)
{
    PayloadReader in(payload);
    const ScanNumber scan = in.u32();
    if (!in.complete())
        return damaged("torn scan number");
    return scan;
}

Message printMessage(const ScanPrint& print)
{
    return {MessageType::Print,
        PayloadWriter()
            .u32(print.scan)
            .u32(static_cast<quint32>(print.print.width()))
            .u32(static_cast<quint32>(print.print.height()))
            .u32(static_cast<quint32>(print.print.pixelsPerInch()))
            .bytes(print.print.pixels())
            .take()};
}

Result<ScanPrint> decodePrint(const QByteArray& payload)
{
    PayloadReader in(payload);
    const ScanNumber scan = in.u32();
    const quint32 width = in.u32();
    const quint32 height = in.u32();
    const quint32 pixelsPerInch = in.u32();
    constexpr auto maxSide = static_cast<quint32>(maxImageSide);
    if (width == 0 || height == 0 || width > maxSide || height > maxSide || pixelsPerInch > 0xffff)
        return damaged("impossible size of a print");
    const QByteArray pixels = in.bytes(qsizetype {width} * height);
    if (!in.complete())
        return damaged("torn print");
    return ScanPrint {scan,
        GreyImage(static_cast<int>(width), static_cast<int>(height), static_cast<int>(pixelsPerInch),
            std::vector<std::uint8_t>(pixels.begin(), pixels.end()))};
}

Message retryMessage(const ScanRetry& retry)
{
    return {MessageType::Retry, PayloadWriter().u32(retry.scan).u8(codeOf(retry.hint)).take()};
}

Result<ScanRetry> decodeRetry(const QByteArray& payload)
{
    PayloadReader in(payload);
    const ScanNumber scan = in.u32();
    const auto hint = hintOf(in.u8());
    if (!in.complete() || !hint)
        return damaged("unknown retry hint");
    return ScanRetry {scan, *hint};
}

Message failureMessage(const ScanFailure& failure)
{
    const bool missing = failure.error.code == ErrorCode::DeviceMissing;
    return {MessageType::ScanFailed,
        PayloadWriter()
            .u32(failure.scan)
            .u8(missing)
            .text(QString::fromStdString(failure.error.detail))
            .take()};
}

Result<ScanFailure> decodeFailure(const QByteArray& payload)
{
    PayloadReader in(payload);
    const ScanNumber scan = in.u32();
    const bool missing = in.u8() != 0;
    const QString detail = in.text();
    if (!in.complete())
        return damaged("torn failure");
    return ScanFailure {
        scan, {missing ? ErrorCode::DeviceMissing : ErrorCode::DeviceFailed, detail.toStdString()}};
}

} // namespace station
