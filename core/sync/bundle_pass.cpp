#include "core/sync/bundle_pass.h"

#include "core/base/log.h"

namespace station {
namespace {

Refusal ownTrouble(const Error& error) { return {error, Refusal::Scope::Connection, 0, {}, {}}; }

Reply<BundleAnswer> ask(RegistryClient& client, const BundleTask& task)
{
    switch (task.kind) {
    case BundleTask::Kind::Present: return client.presentBundle(task.id, task.document);
    case BundleTask::Kind::AskBack: return client.takeBundleBack(task.id);
    }
    return BundleAnswer::TakenBack;
}

BundleWord wordOf(BundleTask::Kind kind, BundleAnswer answer)
{
    if (answer == BundleAnswer::TakenBack)
        return BundleWord::TakenBack;
    return kind == BundleTask::Kind::Present ? BundleWord::Accepted : BundleWord::Kept;
}

} // namespace

Reply<void> settleBundles(PacketQueue& queue, RegistryClient& client)
{
    const auto tasks = queue.bundleTasks();
    if (!tasks)
        return tl::unexpected(ownTrouble(tasks.error()));
    for (const BundleTask& task : *tasks) {
        const auto answer = ask(client, task);
        if (answer && *answer == BundleAnswer::NotOffered) {
            LogLine("bundles-not-offered")
                .with("waiting", static_cast<int>(tasks->size()))
                .warning(logSync());
            return {};
        }
        if (!answer && answer.error().scope != Refusal::Scope::Packet)
            return tl::unexpected(answer.error());
        if (!answer)
            LogLine("bundle-refused").with("bundle", task.id).with(answer.error().error).warning(logSync());
        if (!answer && task.kind == BundleTask::Kind::AskBack)
            continue;
        const BundleWord word = answer ? wordOf(task.kind, *answer) : BundleWord::Refused;
        if (const Status kept = queue.bundleAnswered(task.id, word); !kept)
            return tl::unexpected(ownTrouble(kept.error()));
    }
    return {};
}

} // namespace station
