#include "app/station/sign.h"

#include <QGuiApplication>
#include <QPixmapCache>

namespace station {

using look::Glyph;
using look::Tone;

Sign signOf(PacketState state)
{
    switch (state) {
    case PacketState::Sealed: return {Glyph::Clock, Tone::Plain};
    case PacketState::Announced: return {Glyph::Clock, Tone::Accent};
    case PacketState::Uploading: return {Glyph::Pointer, Tone::Accent};
    case PacketState::Received: return {Glyph::Tick, Tone::Accent};
    case PacketState::Processing: return {Glyph::Ring, Tone::Accent};
    case PacketState::Processed:
    case PacketState::Purged: return {Glyph::Tick, Tone::Good};
    case PacketState::Rejected:
    case PacketState::Conflict: return {Glyph::Cross, Tone::Stop};
    case PacketState::Resubmit: return {Glyph::Mark, Tone::Attention};
    case PacketState::Held: return {Glyph::Dash, Tone::Attention};
    }
    return {};
}

Sign signOf(Link link)
{
    switch (link) {
    case Link::Unknown: return {Glyph::Ring, Tone::Plain};
    case Link::Online: return {Glyph::Dot, Tone::Good};
    case Link::Offline: return {Glyph::Ring, Tone::Attention};
    case Link::LoginNeeded: return {Glyph::Mark, Tone::Attention};
    case Link::Refused: return {Glyph::Cross, Tone::Stop};
    case Link::IdentityExchanged: return {Glyph::Cross, Tone::Stop};
    case Link::ClockWrong: return {Glyph::Clock, Tone::Attention};
    case Link::NotSetUp: return {Glyph::Dash, Tone::Attention};
    }
    return {};
}

Sign signOf(DeviceState state)
{
    switch (state) {
    case DeviceState::Starting: return {Glyph::Clock, Tone::Accent};
    case DeviceState::Ready: return {Glyph::Tick, Tone::Good};
    case DeviceState::Missing: return {Glyph::Cross, Tone::Stop};
    case DeviceState::Recovering: return {Glyph::Clock, Tone::Attention};
    }
    return {};
}

QPixmap picture(const Sign& sign, const QPalette& palette, int side)
{
    const QString key = QStringLiteral("sign-%1-%2-%3-%4")
                            .arg(static_cast<int>(sign.glyph))
                            .arg(look::ink(sign.tone, palette).name())
                            .arg(side)
                            .arg(qGuiApp->devicePixelRatio());
    QPixmap kept;
    if (!QPixmapCache::find(key, &kept)) {
        kept = look::glyph(sign.glyph, sign.tone, palette, side, qGuiApp->devicePixelRatio());
        QPixmapCache::insert(key, kept);
    }
    return kept;
}

} // namespace station
