#include "app/station/hand_over/desk_thread_hand_over.h"

#include "core/store/bundle_stick.h"

#include <QStorageInfo>

namespace station {
namespace {

Result<HandOverFacts> handOverFacts(Desk& desk)
{
    HandOverFacts facts;
    auto bundles = desk.handOver().list();
    if (!bundles)
        return failed(bundles);
    auto waiting = desk.handOver().candidates();
    if (!waiting)
        return failed(waiting);
    facts.bundles = std::move(*bundles);
    facts.waiting = std::move(*waiting);
    facts.sticks = pluggedIn();
    return facts;
}

using OneFolder = std::function<Result<HandOverReport>(const QString&)>;

Result<std::vector<FolderOutcome>> eachFolder(const QString& stick, const OneFolder& work)
{
    const QStringList folders = stick::bundleFolders(stick);
    if (folders.isEmpty())
        return fail(ErrorCode::NotFound, "no bundle lies on the stick");
    std::vector<FolderOutcome> outcomes;
    for (const QString& folder : folders)
        outcomes.push_back({folder, work(folder)});
    return outcomes;
}

} // namespace

std::vector<StickPlace> pluggedIn()
{
    std::vector<StickPlace> places;
    for (const QStorageInfo& volume : QStorageInfo::mountedVolumes()) {
        const QString path = volume.rootPath();
        const bool plugged = path.startsWith(QLatin1String("/media/"))
            || path.startsWith(QLatin1String("/run/media/")) || path.startsWith(QLatin1String("/mnt/"));
        if (plugged && volume.isReady())
            places.push_back({path, volume.name(), volume.bytesAvailable(), volume.isReadOnly()});
    }
    return places;
}

HandOverProgress DeskThreadHandOver::telling(QObject* context, HandOverTaskPtr task)
{
    return [this, alive = QPointer<QObject>(context), task = std::move(task)](int done, int all) {
        m_desk.tell(alive, [task, done, all] { task->progress(done, all); });
        return !task->stop;
    };
}

void DeskThreadHandOver::handOvers(QObject* context, Then<HandOverFacts> then)
{
    m_desk.ask(context, handOverFacts, std::move(then));
}

void DeskThreadHandOver::give(QObject* context, const QString& to, const QString& stick,
    const std::vector<PacketId>& packets, HandOverTaskPtr task, Then<HandOverReport> then)
{
    m_desk.ask(
        context,
        [to, stick, packets, tell = telling(context, std::move(task))](
            Desk& desk) { return desk.handOver().exportTo(to, QDir(stick), packets, tell); },
        std::move(then));
}

void DeskThreadHandOver::writeAgain(
    QObject* context, BundleId id, const QString& stick, HandOverTaskPtr task, Then<HandOverReport> then)
{
    m_desk.ask(
        context,
        [id, stick, tell = telling(context, std::move(task))](
            Desk& desk) { return desk.handOver().exportAgain(id, QDir(stick), tell); },
        std::move(then));
}

void DeskThreadHandOver::takeOver(
    QObject* context, const QString& stick, HandOverTaskPtr task, Then<std::vector<FolderOutcome>> then)
{
    m_desk.ask(
        context,
        [stick, tell = telling(context, std::move(task))](Desk& desk) {
            return eachFolder(
                stick, [&](const QString& folder) { return desk.handOver().importFrom(folder, tell); });
        },
        std::move(then));
}

void DeskThreadHandOver::readWords(
    QObject* context, const QString& stick, Then<std::vector<FolderOutcome>> then)
{
    m_desk.ask(
        context,
        [stick](Desk& desk) {
            return eachFolder(
                stick, [&](const QString& folder) { return desk.handOver().acknowledge(folder); });
        },
        std::move(then));
}

void DeskThreadHandOver::takeBack(QObject* context, BundleId id, const QString& reason, Then<void> then)
{
    m_desk.ask(
        context, [id, reason](Desk& desk) { return desk.handOver().takeBack(id, reason); }, std::move(then));
}

} // namespace station
