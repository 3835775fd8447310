#pragma once

#include "app/station/look.h"
#include "core/capture/device_state.h"
#include "core/store/outbox.h"
#include "core/sync/sync_status.h"

namespace station {

/// The icon of a state; its word stands beside it.
struct Sign {
    look::Glyph glyph = look::Glyph::Dot;
    look::Tone tone = look::Tone::Plain;
};

[[nodiscard]] Sign signOf(PacketState state);
[[nodiscard]] Sign signOf(Link link);
[[nodiscard]] Sign signOf(DeviceState state);

/// Painted once for each size and palette, then kept.
[[nodiscard]] QPixmap picture(const Sign& sign, const QPalette& palette, int side);

} // namespace station
