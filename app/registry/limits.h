#pragma once

#include "core/base/result.h"
#include "core/enroll/packet.h"

#include <QByteArray>

#include <chrono>

namespace station {

/// How often somebody may ask: `burst` at once, refilled with `perSecond`.
struct Rate {
    double perSecond = 0;
    double burst = 0;
};

/// Everything that this registry limits, as data: `serve --limits FILE` changes it; stations read what
/// concerns them from /.well-known/enrollment-registry.
struct Limits {
    // What is sent
    /// An opener holds a packet in memory before it may release a byte. The envelope adds about 1.2 KiB.
    qint64 packetBytes = largestPacket + (64 << 10);
    qint64 chunkMin = 32 << 10; ///< advice; the last chunk is as small as it must be
    qint64 chunkMax = 1 << 20; ///< also the largest body of any other request
    qint64 headBytes = 64 << 10; ///< of one request besides its body, TLS and all
    int manifestPackets = 200;
    int eventsPage = 200;

    // What one station may have open. A station that exceeds it loses its half upload that has been still for
    // longest, and sends it again: nobody is locked out by what he has forgotten.
    std::chrono::milliseconds uploadLife = std::chrono::hours(24 * 14); ///< sliding
    int openUploads = 32;
    qint64 openBytes = qint64(256) << 20; ///< of half uploads, as announced
    /// Announced and not begun. More are answered like the others, and remembered only when their upload
    /// begins; then those that were announced first are forgotten.
    qint64 announcedPackets = 200'000;
    qint64 bundles = 20'000; ///< of one station, brought by others or taken back by itself
    /// Of one station, received within a day. More waits at the station: what is rejected is kept, too.
    qint64 dayBytes = qint64(16) << 30;
    /// With less left on the disk nothing more is taken, and stations wait. 0: as long as there is any.
    qint64 freeBytes = qint64(512) << 20;

    // How often. A station's day: about 5 requests for a packet, 100 packets in a pass.
    Rate perStation {50, 1000};
    Rate perAddress {200, 4000}; ///< many stations may stand behind one address

    // Slow clients
    std::chrono::milliseconds patience = std::chrono::seconds(120); ///< one request, first byte to last
    std::chrono::milliseconds grace = std::chrono::seconds(15); ///< after it a request moves, or is cut off
    qint64 slowestBytesPerSecond = 400; ///< a tenth of what 64 kbit/s with loss has moved (sync.md §2d)
    /// While more connections wait than threads are free, the slowest is cut off after this long.
    std::chrono::milliseconds graceUnderLoad = std::chrono::seconds(2);
    int handshakesPerAddress = 16; ///< unfinished; one more cuts the oldest off
    int connectionsPerStation = 4; ///< one more cuts the oldest off: mostly the one before a broken link
};

/// `json` changes some of the defaults. Errors: InvalidInput for an unknown name or a number that cannot be.
[[nodiscard]] Result<Limits> parseLimits(const QByteArray& json);

} // namespace station
