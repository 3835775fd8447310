#pragma once

#include "tests/support/disk_image.h"
#include "tests/support/disk_watch.h"

#include <optional>
#include <random>
#include <vector>

namespace station {

/// What the disk keeps of that which no fsync has promised.
enum class Keeps {
    Nothing,
    Everything, ///< as after kill -9
    Beginning, ///< of each file and folder the first few changes
    Sectors, ///< any 512-byte sectors of the writes, any changes of names
};
[[nodiscard]] const char* nameOf(Keeps keeps);

/// A disk that breaks its promises: for tests that must fail.
struct WeakDisk {
    bool folderSyncIsNothing = false; ///< of the file layer; SQLite's own folders stay safe
    bool fileSyncIsNothing = false; ///< of the file layer
    bool databaseSyncIsNothing = false;
};

/// A touch as it is kept: paths relative to the directory, bytes copied.
struct RecordedTouch {
    DiskTouch what;
    int file = -1; ///< number of the file; -1 for a folder
    bool failed = false; ///< SyncFile: what was loose is lost, though the program goes on reading it
};

/// Walks a history and keeps what is safe apart from what is not.
///
/// A write, a truncation is safe once its file was synced after it; a name that was made, moved or removed
/// once its folder was. Anything else is kept or lost as `Keeps` says. A rename and an exchange happen whole
/// or not at all, also between folders, as on every file system with a journal; they are safe once the folder
/// of the new name was synced.
class DiskReplay {
public:
    /// @param files  how many there are in the whole history; those of `start` have the first numbers
    DiskReplay(const DiskImage& start, std::size_t files, const WeakDisk& weak);

    void add(const RecordedTouch& touch);
    /// The disk when the power goes now. Ends the replay.
    [[nodiscard]] DiskImage cut(Keeps keeps, std::mt19937& random);

private:
    /// One change of a file that no fsync has made safe.
    struct Change {
        bool truncates = false;
        qint64 at = 0;
        QByteArray bytes;
    };
    struct File {
        QByteArray safe;
        std::vector<Change> loose;
    };
    /// A name now stands for a file, or for nothing.
    struct NameChange {
        QString name;
        std::optional<int> file;
    };
    /// What happens whole or not at all, with the folder of the first.
    using NameChanges = std::vector<NameChange>;
    using Names = std::map<QString, int>;

    [[nodiscard]] File& file(const RecordedTouch& touch);
    void addExchange(const DiskTouch& what);
    void syncFile(const RecordedTouch& touch);
    void syncFolder(const QString& folder);
    void keepSomeNames(Keeps keeps, std::mt19937& random);
    [[nodiscard]] bool isReached(const QString& name) const;
    static void make(Names& names, const NameChanges& changes);
    static void apply(QByteArray& content, const Change& change);
    static void applySomeSectors(QByteArray& content, const Change& change, std::mt19937& random);
    static QByteArray content(const File& file, Keeps keeps, std::mt19937& random);

    WeakDisk m_weak;
    std::vector<File> m_files;
    Names m_safe;
    std::vector<NameChanges> m_loose; ///< oldest first
};

/// "a/b" of "a/b/c"; empty at the top.
[[nodiscard]] QString folderOf(const QString& path);
/// What `path` is called after the folder `from` was moved to `to`; nothing when it is elsewhere.
[[nodiscard]] std::optional<QString> movedWith(const QString& path, const QString& from, const QString& to);

inline constexpr int folderMark = -1;

} // namespace station
