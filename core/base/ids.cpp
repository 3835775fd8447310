#include "core/base/ids.h"

#include <QRandomGenerator>

#include <array>
#include <cstdint>

namespace station {

QUuid uuidV7(Instant at)
{
    std::array<quint32, 4> random {};
    QRandomGenerator::system()->fillRange(random.data(), static_cast<qsizetype>(random.size()));
    const auto ms = static_cast<std::uint64_t>(toMs(at));
    const auto low = random[1];
    const auto high = random[2];
    return QUuid(static_cast<uint>(ms >> 16), static_cast<ushort>(ms & 0xffff),
        static_cast<ushort>(0x7000 | (random[0] & 0x0fff)), static_cast<uchar>(0x80 | (random[3] & 0x3f)),
        static_cast<uchar>(random[3] >> 8), static_cast<uchar>(low), static_cast<uchar>(low >> 8),
        static_cast<uchar>(low >> 16), static_cast<uchar>(low >> 24), static_cast<uchar>(high),
        static_cast<uchar>(high >> 8));
}

} // namespace station
