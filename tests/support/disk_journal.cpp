#include "tests/support/disk_journal.h"

#include <catch2/catch.hpp>

namespace station {
namespace {

using Kind = DiskTouch::Kind;

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

} // namespace

DiskJournal::DiskJournal(const QDir& root)
    : m_root(root)
    , m_start(DiskImage::of(root))
{
    for (const QString& folder : m_start.folders)
        m_names[folder] = folderMark;
    for (const auto& [name, bytes] : m_start.files)
        m_names[name] = static_cast<int>(m_files++);
}

DiskJournal::DiskJournal(const QDir& root, const DiskImage& safe)
    : DiskJournal(root)
{
    for (auto& [name, bytes] : m_start.files) {
        const auto found = safe.files.find(name);
        bytes = found == safe.files.end() ? QByteArray() : found->second;
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

void DiskJournal::followNames(const DiskTouch& touch)
{
    if (touch.kind == Kind::Rename)
        m_names[touch.to] = m_names.at(touch.path);
    if (touch.kind == Kind::Rename || touch.kind == Kind::Unlink)
        m_names.erase(touch.path);
    if (touch.kind != Kind::Exchange)
        return;
    std::map<QString, int> names;
    for (const auto& [name, number] : m_names) {
        const auto there = movedWith(name, touch.path, touch.to);
        const auto back = movedWith(name, touch.to, touch.path);
        names[there ? *there : back ? *back : name] = number;
    }
    m_names = std::move(names);
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
    if (touch.kind == Kind::Create)
        m_names[touch.path] = static_cast<int>(m_files++);
    const int file = m_names.at(touch.path);
    followNames(touch);
    const bool fails = m_failsNextSync && touch.kind == Kind::SyncFile && touch.byDatabase;
    put(std::move(touch), file);
    if (!fails)
        return Answer::Go;
    m_failsNextSync = false;
    m_touches.back().failed = true;
    return Answer::Broken;
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
    DiskReplay replay(m_start, m_files, weak);
    for (int i = 0; i < n; ++i)
        replay.add(m_touches.at(static_cast<std::size_t>(i)));
    return replay.cut(keeps, random);
}

} // namespace station
