#pragma once

#include <QByteArray>

#include <cstdint>

namespace station {

/// Reads numbers out of bytes that nobody has checked. A read past the end gives 0 and is remembered, so that
/// a parser may ask once, at its end, whether the file was torn.
class ByteReader {
public:
    enum class Order { BigEndian, LittleEndian };

    ByteReader(const QByteArray& bytes, Order order)
        : m_bytes(bytes)
        , m_order(order)
    {
    }

    [[nodiscard]] qint64 size() const { return m_bytes.size(); }
    [[nodiscard]] bool torn() const { return m_torn; }
    [[nodiscard]] bool holds(qint64 offset, qint64 count) const
    {
        return offset >= 0 && count >= 0 && offset <= size() && count <= size() - offset;
    }
    [[nodiscard]] std::uint8_t u8(qint64 offset) const
    {
        return static_cast<std::uint8_t>(number(offset, 1));
    }
    [[nodiscard]] std::uint16_t u16(qint64 offset) const
    {
        return static_cast<std::uint16_t>(number(offset, 2));
    }
    [[nodiscard]] std::uint32_t u32(qint64 offset) const { return number(offset, 4); }

private:
    [[nodiscard]] std::uint32_t number(qint64 offset, int count) const
    {
        if (!holds(offset, count)) {
            m_torn = true;
            return 0;
        }
        std::uint32_t value = 0;
        for (int i = 0; i < count; ++i) {
            const int at = m_order == Order::BigEndian ? i : count - 1 - i;
            value = value << 8 | static_cast<std::uint8_t>(m_bytes[offset + at]);
        }
        return value;
    }

    const QByteArray& m_bytes;
    Order m_order;
    mutable bool m_torn = false;
};

} // namespace station
