#include "devices/host/payload.h"

#include <QtEndian>

namespace station {
namespace {

template<class T>
void appendNumber(QByteArray& bytes, T value)
{
    char raw[sizeof(T)];
    qToLittleEndian(value, raw);
    bytes.append(raw, sizeof(T));
}

} // namespace

PayloadWriter& PayloadWriter::u8(quint8 value)
{
    appendNumber(m_bytes, value);
    return *this;
}

PayloadWriter& PayloadWriter::u32(quint32 value)
{
    appendNumber(m_bytes, value);
    return *this;
}

PayloadWriter& PayloadWriter::u64(quint64 value)
{
    appendNumber(m_bytes, value);
    return *this;
}

PayloadWriter& PayloadWriter::text(const QString& value)
{
    const QByteArray utf8 = value.toUtf8().left(PayloadReader::maxText);
    u32(static_cast<quint32>(utf8.size()));
    m_bytes.append(utf8);
    return *this;
}

PayloadWriter& PayloadWriter::bytes(std::span<const std::uint8_t> value)
{
    m_bytes.append(reinterpret_cast<const char*>(value.data()), static_cast<qsizetype>(value.size()));
    return *this;
}

template<class T>
T PayloadReader::number()
{
    const QByteArray raw = bytes(sizeof(T));
    return m_good ? qFromLittleEndian<T>(raw.constData()) : T {};
}

quint8 PayloadReader::u8() { return number<quint8>(); }

quint32 PayloadReader::u32() { return number<quint32>(); }

quint64 PayloadReader::u64() { return number<quint64>(); }

QString PayloadReader::text()
{
    const auto size = static_cast<qsizetype>(u32());
    m_good = m_good && size <= maxText;
    return QString::fromUtf8(bytes(size));
}

QByteArray PayloadReader::bytes(qsizetype count)
{
    m_good = m_good && count >= 0 && count <= m_payload.size() - m_at;
    if (!m_good)
        return {};
    m_at += count;
    return m_payload.mid(m_at - count, count);
}

} // namespace station
