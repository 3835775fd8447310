#include "tests/support/disk_replay.h"

#include <algorithm>

namespace station {
namespace {

using Kind = DiskTouch::Kind;

constexpr qsizetype sectorBytes = 512;

void putBytes(QByteArray& content, qint64 at, const char* bytes, qsizetype size)
{
    if (content.size() < at + size)
        content.append(QByteArray(at + size - content.size(), '\0'));
    std::copy_n(bytes, size, content.data() + at);
}

bool coin(std::mt19937& random) { return (random() & 1U) != 0; }

/// How many of the oldest changes are looked at.
std::size_t kept(std::size_t changes, Keeps keeps, std::mt19937& random)
{
    switch (keeps) {
    case Keeps::Nothing: return 0;
    case Keeps::Everything:
    case Keeps::Sectors: return changes;
    case Keeps::Beginning: return random() % (changes + 1);
    }
    return 0;
}

} // namespace

const char* nameOf(Keeps keeps)
{
    switch (keeps) {
    case Keeps::Nothing: return "nothing";
    case Keeps::Everything: return "everything";
    case Keeps::Beginning: return "the beginning";
    case Keeps::Sectors: return "any sectors";
    }
    return "";
}

QString folderOf(const QString& path)
{
    const qsizetype slash = path.lastIndexOf(QLatin1Char('/'));
    return slash < 0 ? QString() : path.left(slash);
}

std::optional<QString> movedWith(const QString& path, const QString& from, const QString& to)
{
    if (path == from)
        return to;
    if (!path.startsWith(from + QLatin1Char('/')))
        return std::nullopt;
    return to + path.mid(from.size());
}

DiskReplay::DiskReplay(const DiskImage& start, std::size_t files, const WeakDisk& weak)
    : m_weak(weak)
    , m_files(files)
{
    for (const QString& folder : start.folders)
        m_safe[folder] = folderMark;
    int number = 0;
    for (const auto& [name, bytes] : start.files) {
        m_files.at(static_cast<std::size_t>(number)).safe = bytes;
        m_safe[name] = number++;
    }
}

DiskReplay::File& DiskReplay::file(const RecordedTouch& touch)
{
    return m_files.at(static_cast<std::size_t>(touch.file));
}

void DiskReplay::add(const RecordedTouch& touch)
{
    const DiskTouch& what = touch.what;
    switch (what.kind) {
    case Kind::Create: m_loose.push_back({{what.path, touch.file}}); return;
    case Kind::Unlink: m_loose.push_back({{what.path, {}}}); return;
    case Kind::Rename: m_loose.push_back({{what.to, touch.file}, {what.path, {}}}); return;
    case Kind::Exchange: return addExchange(what);
    case Kind::Write: file(touch).loose.push_back({false, what.at, what.bytes}); return;
    case Kind::Truncate: file(touch).loose.push_back({true, what.at, {}}); return;
    case Kind::SyncFile: return syncFile(touch);
    case Kind::SyncFolder:
        if (what.byDatabase || !m_weak.folderSyncIsNothing)
            syncFolder(what.path);
    }
}

/// The folders change places with what the program has put into them so far.
void DiskReplay::addExchange(const DiskTouch& what)
{
    Names now = m_safe;
    for (const NameChanges& changes : m_loose)
        make(now, changes);
    NameChanges changes {{what.to, folderMark}};
    for (const auto& [from, to] : {std::pair(what.path, what.to), {what.to, what.path}})
        for (const auto& [name, number] : now)
            if (const auto moved = movedWith(name, from, to))
                changes.push_back({name, {}});
    for (const auto& [from, to] : {std::pair(what.path, what.to), {what.to, what.path}})
        for (const auto& [name, number] : now)
            if (const auto moved = movedWith(name, from, to))
                changes.push_back({*moved, number});
    m_loose.push_back(std::move(changes));
}

void DiskReplay::syncFile(const RecordedTouch& touch)
{
    if (touch.failed)
        return file(touch).loose.clear();
    if (touch.what.byDatabase ? m_weak.databaseSyncIsNothing : m_weak.fileSyncIsNothing)
        return;
    for (const Change& change : file(touch).loose)
        apply(file(touch).safe, change);
    file(touch).loose.clear();
}

void DiskReplay::syncFolder(const QString& folder)
{
    std::erase_if(m_loose, [&](const NameChanges& changes) {
        if (folderOf(changes.front().name) != folder)
            return false;
        make(m_safe, changes);
        return true;
    });
}

void DiskReplay::make(Names& names, const NameChanges& changes)
{
    for (const NameChange& change : changes) {
        if (change.file)
            names[change.name] = *change.file;
        else
            names.erase(change.name);
    }
}

DiskImage DiskReplay::cut(Keeps keeps, std::mt19937& random)
{
    keepSomeNames(keeps, random);
    DiskImage image;
    for (const auto& [name, number] : m_safe) {
        if (!isReached(name))
            continue;
        if (number == folderMark)
            image.folders.insert(name);
        else
            image.files[name] = content(m_files[static_cast<std::size_t>(number)], keeps, random);
    }
    return image;
}

void DiskReplay::keepSomeNames(Keeps keeps, std::mt19937& random)
{
    const std::size_t last = kept(m_loose.size(), keeps, random);
    for (std::size_t i = 0; i < last; ++i)
        if (keeps != Keeps::Sectors || coin(random))
            make(m_safe, m_loose[i]);
    m_loose.clear();
}

/// A name in a folder whose own name was lost is lost with it.
bool DiskReplay::isReached(const QString& name) const
{
    const QString folder = folderOf(name);
    return folder.isEmpty() || (m_safe.contains(folder) && isReached(folder));
}

void DiskReplay::apply(QByteArray& content, const Change& change)
{
    if (!change.truncates)
        return putBytes(content, change.at, change.bytes.constData(), change.bytes.size());
    if (change.at < content.size())
        content.truncate(change.at);
    else
        content.append(QByteArray(change.at - content.size(), '\0'));
}

void DiskReplay::applySomeSectors(QByteArray& content, const Change& change, std::mt19937& random)
{
    if (change.truncates) {
        if (coin(random))
            apply(content, change);
        return;
    }
    for (qsizetype done = 0; done < change.bytes.size();) {
        const qsizetype size
            = std::min(sectorBytes - (change.at + done) % sectorBytes, change.bytes.size() - done);
        if (coin(random))
            putBytes(content, change.at + done, change.bytes.constData() + done, size);
        done += size;
    }
}

QByteArray DiskReplay::content(const File& file, Keeps keeps, std::mt19937& random)
{
    QByteArray bytes = file.safe;
    const std::size_t last = kept(file.loose.size(), keeps, random);
    for (std::size_t i = 0; i < last; ++i) {
        if (keeps == Keeps::Sectors)
            applySomeSectors(bytes, file.loose[i], random);
        else
            apply(bytes, file.loose[i]);
    }
    return bytes;
}

} // namespace station
