#pragma once

#include "core/base/clock.h"

#include <QString>
#include <QUuid>

namespace station {

/// UUID version 7 (RFC 9562): 48 bits of milliseconds, then random bits; sorts by time of creation.
[[nodiscard]] QUuid uuidV7(Instant at);

/// A name for one kind of thing. A PacketId cannot be passed where an OfficerId is meant.
template<class Tag>
struct Id {
    QUuid value;

    [[nodiscard]] static Id create(Instant at) { return {uuidV7(at)}; }
    /// Null id when the text is no UUID.
    [[nodiscard]] static Id parse(const QString& text) { return {QUuid::fromString(text)}; }
    [[nodiscard]] QString text() const { return value.toString(QUuid::WithoutBraces); }
    [[nodiscard]] bool isNull() const { return value.isNull(); }

    friend bool operator==(const Id&, const Id&) = default;
    friend bool operator<(const Id& a, const Id& b) { return a.value < b.value; }
};

using PacketId = Id<struct PacketTag>;
using OfficerId = Id<struct OfficerTag>;

} // namespace station
