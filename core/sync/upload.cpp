#include "core/sync/upload.h"

#include "core/sync/pass_context.h"

namespace station {

Reply<void> Upload::run(qint64 offset, qint64& chunk)
{
    if (offset == 0) { // 201 also when it is there already, with the offset it has reached
        const auto created = client.create(row);
        if (!created)
            return tl::unexpected(created.error());
        offset = *created;
    }
    int detours = 0;
    while (true) {
        if (auto kept = acknowledged(offset); !kept)
            return tl::unexpected(ownTrouble(kept.error()));
        if (offset == row.size)
            return {};
        const QByteArray piece = bytes.mid(offset, evenPiece(row.size - offset, chunk, chunkMax));
        const auto started = std::chrono::steady_clock::now();
        auto reached = client.append(row, offset, piece);
        if (reached && *reached != offset + piece.size())
            reached
                = tl::unexpected(ownTrouble({ErrorCode::RegistryUntrusted, "an offset nobody asked for"}));
        if (reached) {
            chunk = chunkAfter(chunk, piece.size(),
                std::chrono::duration_cast<std::chrono::milliseconds>(
                    std::chrono::steady_clock::now() - started));
            detours = 0;
            offset = *reached;
            continue;
        }
        if (++detours > maxDetours)
            return tl::unexpected(reached.error());
        const auto resumed = detour(reached.error(), chunk);
        if (!resumed)
            return tl::unexpected(resumed.error());
        if (*resumed > offset)
            detours = 0;
        offset = *resumed;
    }
}

Reply<qint64> Upload::detour(const Refusal& refusal, qint64& chunk)
{
    if (refusal.status == 409 && refusal.problem == QLatin1String("wrong-offset"))
        return client.offset(row);
    if (refusal.status == 404 || refusal.status == 410)
        return client.create(row);
    if (refusal.status == 460 || refusal.error.code == ErrorCode::RegistryUnreached) {
        chunk = chunkAfterFailure(chunk);
        if (refusal.status >= 500 || refusal.status == 429) // it answers, and wants to be left alone
            return tl::unexpected(refusal);
        auto known = client.offset(row);
        if (!known && (known.error().status == 404 || known.error().status == 410))
            return client.create(row);
        return known;
    }
    return tl::unexpected(refusal);
}

} // namespace station
