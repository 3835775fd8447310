#pragma once

#include "core/base/ids.h"

#include <QString>

namespace station {

/// One packet at the registry. An id is known to more than its station: it stands in the clear in a bundle's
/// order and on a slip. So a packet is (station, id), and what one station says of an id is never in the way
/// of another that says the same.
struct PacketKey {
    QString station; ///< the one that sealed it, whoever sends it
    PacketId id;

    friend bool operator==(const PacketKey&, const PacketKey&) = default;
};

} // namespace station
