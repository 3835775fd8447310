#pragma once

#include <QByteArray>
#include <QString>

#include <span>

namespace station {

/// Writes the fields of a message one after the other, little-endian.
class PayloadWriter {
public:
    PayloadWriter& u8(quint8 value);
    PayloadWriter& u32(quint32 value);
    PayloadWriter& u64(quint64 value);
    /// UTF-8 with its length; cut at PayloadReader::maxText bytes.
    PayloadWriter& text(const QString& value);
    PayloadWriter& bytes(std::span<const std::uint8_t> value);
    [[nodiscard]] QByteArray take() { return std::move(m_bytes); }

private:
    QByteArray m_bytes;
};

/// Reads the fields back. A field that is not there reads as zero or empty and makes the reader bad for ever:
/// read all, then ask complete(). Never reads or allocates beyond the payload.
class PayloadReader {
public:
    static constexpr qsizetype maxText = 1024;

    explicit PayloadReader(const QByteArray& payload)
        : m_payload(payload)
    {
    }
    [[nodiscard]] quint8 u8();
    [[nodiscard]] quint32 u32();
    [[nodiscard]] quint64 u64();
    [[nodiscard]] QString text();
    [[nodiscard]] QByteArray bytes(qsizetype count);
    /// True when every field was there and nothing is left over.
    [[nodiscard]] bool complete() const { return m_good && m_at == m_payload.size(); }

private:
    template<class T>
    T number();

    const QByteArray m_payload;
    qsizetype m_at = 0;
    bool m_good = true;
};

} // namespace station
