#include "tests/support/disk_journal.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <catch2/catch.hpp>

#include <algorithm>

namespace station {
namespace {

using Kind = DiskTouch::Kind;

constexpr qsizetype sectorBytes = 512;
constexpr int folderMark = -1;

bool goesWithTheProcess(const QString& path)
{
    return path.endsWith(QLatin1String("-shm")) || path == QLatin1String("sealing.lock");
}

QString folderOf(const QString& path)
{
    const qsizetype slash = path.lastIndexOf(QLatin1Char('/'));
    return slash < 0 ? QString() : path.left(slash);
}

const char* nameOf(Kind kind)
{
    switch (kind) {
    case Kind::Create: return "create";
    case Kind::Write: return "write";
    case Kind::Truncate: return "truncate";
    case Kind::SyncFile: return "fsync";
    case Kind::Rename: return "rename";
    case Kind::Exchange: return "exchange";
    case Kind::Unlink: return "unlink";
    case Kind::SyncFolder: return "fsync of folder";
    }
    return "";
}

/// One change of a file that no fsync has made safe.
struct Change {
    bool truncates = false;
    qint64 at = 0;
    QByteArray bytes;
};

void putBytes(QByteArray& content, qint64 at, const char* bytes, qsizetype size)
{
    if (content.size() < at + size)
        content.append(QByteArray(at + size - content.size(), '\0'));
    std::copy_n(bytes, size, content.data() + at);
}

void apply(QByteArray& content, const Change& change)
{
    if (!change.truncates)
        return putBytes(content, change.at, change.bytes.constData(), change.bytes.size());
    if (change.at < content.size())
        content.truncate(change.at);
    else
        content.append(QByteArray(change.at - content.size(), '\0'));
}

bool coin(std::mt19937& random) { return (random() & 1U) != 0; }

void applySomeSectors(QByteArray& content, const Change& change, std::mt19937& random)
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

/// One change of a folder: a name now stands for a file, or for nothing.
struct NameChange {
    QString name;
    std::optional<int> file;
};
/// What happens whole or not at all.
using NameChanges = std::vector<NameChange>;

template<class Item>
std::size_t kept(const std::vector<Item>& loose, Keeps keeps, std::mt19937& random)
{
    switch (keeps) {
    case Keeps::Nothing: return 0;
    case Keeps::Everything:
    case Keeps::Sectors: return loose.size();
    case Keeps::Beginning: return random() % (loose.size() + 1);
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

DiskImage DiskImage::of(const QDir& root)
{
    DiskImage image;
    QDirIterator entries(
        root.path(), QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const QString path = entries.next();
        const QString name = root.relativeFilePath(path);
        if (entries.fileInfo().isDir()) {
            image.folders.insert(name);
            continue;
        }
        if (goesWithTheProcess(name))
            continue;
        QFile file(path);
        REQUIRE(file.open(QFile::ReadOnly));
        image.files[name] = file.readAll();
    }
    return image;
}

void DiskImage::putInto(const QDir& root) const
{
    REQUIRE(QDir(root).removeRecursively());
    REQUIRE(QDir().mkpath(root.path()));
    for (const QString& folder : folders)
        REQUIRE(root.mkpath(folder));
    for (const auto& [name, bytes] : files) {
        QFile file(root.filePath(name));
        REQUIRE(file.open(QFile::WriteOnly));
        REQUIRE(file.write(bytes) == bytes.size());
    }
}

/// Walks a history and keeps what is safe apart from what is not.
class DiskJournal::Replay {
public:
    Replay(const DiskJournal& journal, const WeakDisk& weak)
        : m_weak(weak)
    {
        for (const QString& folder : journal.m_start.folders)
            m_safeNames[folder] = folderMark;
        int number = 0;
        for (const auto& [name, bytes] : journal.m_start.files)
            m_safeNames[name] = number++;
        for (const QByteArray& bytes : journal.m_safe)
            m_files.push_back({bytes, {}});
    }

    void add(const Touch& touch)
    {
        const DiskTouch& what = touch.what;
        switch (what.kind) {
        case Kind::Create: m_names.push_back({{what.path, touch.file}}); return;
        case Kind::Unlink: m_names.push_back({{what.path, {}}}); return;
        case Kind::Rename: return addRename(what, touch.file);
        case Kind::Exchange: FAIL("the exchange of two folders is not simulated"); return;
        case Kind::Write: file(touch).loose.push_back({false, what.at, what.bytes}); return;
        case Kind::Truncate: file(touch).loose.push_back({true, what.at, {}}); return;
        case Kind::SyncFile: return syncFile(touch);
        case Kind::SyncFolder:
            if (what.byDatabase || !m_weak.folderSyncIsNothing)
                syncFolder(what.path);
        }
    }

    DiskImage cut(Keeps keeps, std::mt19937& random)
    {
        keepSomeNames(keeps, random);
        DiskImage image;
        for (const auto& [name, number] : m_safeNames)
            if (number == folderMark && isReached(name))
                image.folders.insert(name);
        for (const auto& [name, number] : m_safeNames)
            if (number != folderMark && isReached(name))
                image.files[name] = content(m_files[static_cast<std::size_t>(number)], keeps, random);
        return image;
    }

private:
    struct File {
        QByteArray safe;
        std::vector<Change> loose;
    };

    File& file(const Touch& touch) { return m_files.at(static_cast<std::size_t>(touch.file)); }

    void addRename(const DiskTouch& what, int number)
    {
        const NameChange made {what.to, number};
        const NameChange gone {what.path, {}};
        if (folderOf(what.path) == folderOf(what.to)) {
            m_names.push_back({made, gone});
        } else {
            m_names.push_back({made});
            m_names.push_back({gone});
        }
    }

    void syncFile(const Touch& touch)
    {
        if (touch.what.byDatabase ? m_weak.databaseSyncIsNothing : m_weak.fileSyncIsNothing)
            return;
        for (const Change& change : file(touch).loose)
            apply(file(touch).safe, change);
        file(touch).loose.clear();
    }

    void syncFolder(const QString& folder)
    {
        std::erase_if(m_names, [&](const NameChanges& changes) {
            if (folderOf(changes.front().name) != folder)
                return false;
            makeSafe(changes);
            return true;
        });
    }

    void makeSafe(const NameChanges& changes)
    {
        for (const NameChange& change : changes) {
            if (change.file)
                m_safeNames[change.name] = *change.file;
            else
                m_safeNames.erase(change.name);
        }
    }

    void keepSomeNames(Keeps keeps, std::mt19937& random)
    {
        const std::size_t last = kept(m_names, keeps, random);
        for (std::size_t i = 0; i < last; ++i)
            if (keeps != Keeps::Sectors || coin(random))
                makeSafe(m_names[i]);
        m_names.clear();
    }

    /// A name in a folder whose own name was lost is lost with it.
    bool isReached(const QString& name) const
    {
        const QString folder = folderOf(name);
        return folder.isEmpty() || (m_safeNames.contains(folder) && isReached(folder));
    }

    static QByteArray content(const File& file, Keeps keeps, std::mt19937& random)
    {
        QByteArray bytes = file.safe;
        const std::size_t last = kept(file.loose, keeps, random);
        for (std::size_t i = 0; i < last; ++i) {
            if (keeps == Keeps::Sectors)
                applySomeSectors(bytes, file.loose[i], random);
            else
                apply(bytes, file.loose[i]);
        }
        return bytes;
    }

    WeakDisk m_weak;
    std::vector<File> m_files;
    std::map<QString, int> m_safeNames;
    std::vector<NameChanges> m_names; ///< not yet safe, oldest first
};

DiskJournal::DiskJournal(const QDir& root)
    : m_root(root)
    , m_start(DiskImage::of(root))
{
    for (const QString& folder : m_start.folders)
        m_names[folder] = folderMark;
    for (const auto& [name, bytes] : m_start.files) {
        m_names[name] = static_cast<int>(m_safe.size());
        m_safe.push_back(bytes);
    }
}

QString DiskJournal::relative(const QString& path) const
{
    if (path == m_root.path())
        return {};
    REQUIRE(path.startsWith(m_root.path() + QLatin1Char('/')));
    return path.mid(m_root.path().size() + 1);
}

void DiskJournal::put(DiskTouch touch, int file)
{
    touch.bytes = QByteArray(touch.bytes.constData(), touch.bytes.size());
    m_touches.push_back({std::move(touch), file});
}

/// Folders are made without a word to the watch: the first touch in or above one tells of it.
void DiskJournal::notice(const QString& folder)
{
    if (folder.isEmpty() || m_names.contains(folder))
        return;
    notice(folderOf(folder));
    m_names[folder] = folderMark;
    put({Kind::Create, folder}, folderMark);
}

DiskWatch::Answer DiskJournal::before(const DiskTouch& asked)
{
    DiskTouch touch = asked;
    touch.path = relative(asked.path);
    touch.to = asked.to.isEmpty() ? QString() : relative(asked.to);
    if (touch.kind == Kind::SyncFolder) {
        notice(touch.path);
        const QDir folder(asked.path);
        for (const QString& name : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            notice(relative(folder.filePath(name)));
        put(std::move(touch), folderMark);
        return Answer::Go;
    }
    notice(folderOf(touch.path));
    notice(folderOf(touch.to));
    if (touch.kind == Kind::Create) {
        m_names[touch.path] = static_cast<int>(m_safe.size());
        m_safe.emplace_back();
    }
    const int file = m_names.at(touch.path);
    if (touch.kind == Kind::Rename)
        m_names[touch.to] = file;
    if (touch.kind == Kind::Rename || touch.kind == Kind::Unlink)
        m_names.erase(touch.path);
    put(std::move(touch), file);
    return Answer::Go;
}

QString DiskJournal::describe(int n) const
{
    const DiskTouch& what = m_touches.at(static_cast<std::size_t>(n)).what;
    QString text = QLatin1String(nameOf(what.kind)) + QLatin1Char(' ') + what.path;
    if (what.kind == Kind::Write)
        text += QStringLiteral(" %1+%2").arg(what.at).arg(what.bytes.size());
    return text;
}

DiskImage DiskJournal::cut(int n, Keeps keeps, std::mt19937& random, const WeakDisk& weak) const
{
    Replay replay(*this, weak);
    for (int i = 0; i < n; ++i)
        replay.add(m_touches.at(static_cast<std::size_t>(i)));
    return replay.cut(keeps, random);
}

} // namespace station
