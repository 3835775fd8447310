#include "core/store/bundle_stick.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace station::stick {
namespace {

constexpr int mostFolders = 64;

class Descriptor {
public:
    explicit Descriptor(int file)
        : m_file(file)
    {
    }
    ~Descriptor()
    {
        if (m_file >= 0)
            ::close(m_file);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return m_file; }

private:
    int m_file;
};

tl::unexpected<Error> trouble(const QString& name, int number)
{
    const ErrorCode code = number == ENOENT || number == ENOTDIR ? ErrorCode::NotFound : ErrorCode::Damaged;
    return fail(code, name.toStdString() + ": " + std::strerror(number));
}

Result<QByteArray> contentOf(int file, const QString& name, qint64 limit)
{
    QByteArray bytes;
    char part[64 << 10];
    while (true) {
        const ssize_t got = ::read(file, part, sizeof part);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return trouble(name, errno);
        if (got == 0)
            return bytes;
        bytes.append(part, got);
        if (bytes.size() > limit) // it grows while it is read
            return fail(ErrorCode::Damaged, name.toStdString() + ": larger than it may be");
    }
}

} // namespace

QString folderName(BundleId id)
{
    return QLatin1Char('B') + id.value.toString(QUuid::Id128).right(7).toUpper();
}

QString packetName(std::size_t index)
{
    return QStringLiteral("%1.P7M").arg(index + 1, 8, 10, QLatin1Char('0'));
}

QStringList bundleFolders(const QString& stick)
{
    static const QRegularExpression named(QStringLiteral("\\AB[0-9A-Fa-f]{7}\\z"));
    const QDir root(stick);
    if (root.exists(QLatin1String(orderName)))
        return {root.path()};
    QStringList found;
    for (const QString& name :
        root.entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name)) {
        if (found.size() < mostFolders && named.match(name).hasMatch())
            found.append(root.filePath(name));
    }
    return found;
}

Result<QByteArray> read(const QString& folder, const QString& name, qint64 limit)
{
    const Descriptor place(
        ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (place.get() < 0)
        return trouble(folder.section(QLatin1Char('/'), -1), errno);
    const Descriptor file(::openat(place.get(), QFile::encodeName(name).constData(),
        O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    if (file.get() < 0)
        return trouble(name, errno);
    struct stat facts { };
    if (::fstat(file.get(), &facts) != 0)
        return trouble(name, errno);
    if (!S_ISREG(facts.st_mode))
        return fail(ErrorCode::Damaged, name.toStdString() + ": not a plain file");
    if (facts.st_size > limit)
        return fail(ErrorCode::Damaged, name.toStdString() + ": larger than it may be");
    return contentOf(file.get(), name, limit);
}

Status write(FileLayer& files, const QString& folder, const QString& name, const QByteArray& bytes)
{
    if (QFileInfo(folder).isSymLink())
        return fail(ErrorCode::Damaged, folder.section(QLatin1Char('/'), -1).toStdString() + ": is a link");
    return writeDurably(files, QDir(folder).filePath(name), bytes);
}

} // namespace station::stick
