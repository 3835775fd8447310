#include "core/desk/machine_facts.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace station {
namespace {

QByteArray read(const QString& path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll().trimmed() : QByteArray();
}

bool isOpenToOthers(const QString& path)
{
    constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
        | QFile::WriteOther | QFile::ExeOther;
    return (QFile::permissions(path) & others) != 0;
}

} // namespace

std::optional<qint64> memoryFree(const QString& root)
{
    for (const QByteArray& line : read(root + QStringLiteral("proc/meminfo")).split('\n'))
        if (line.startsWith("MemAvailable:"))
            return line.mid(line.indexOf(':') + 1).simplified().split(' ').first().toLongLong() * 1024;
    return std::nullopt;
}

std::optional<Battery> battery(const QString& root)
{
    const QDir supplies(root + QStringLiteral("sys/class/power_supply"));
    std::optional<Battery> found;
    bool mains = false;
    for (const QString& name : supplies.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        const QString at = supplies.filePath(name) + QLatin1Char('/');
        const QByteArray type = read(at + QStringLiteral("type"));
        if (type == "Mains" || type == "USB")
            mains = mains || read(at + QStringLiteral("online")) == "1";
        bool known = false;
        const int percent = read(at + QStringLiteral("capacity")).toInt(&known);
        if (type == "Battery" && known && !found && read(at + QStringLiteral("scope")) != "Device")
            found = Battery {percent, read(at + QStringLiteral("status")) != "Discharging"};
    }
    if (found)
        found->onMains = found->onMains || mains;
    return found;
}

int openFiles(const QString& station)
{
    const QString key = QDir(station).filePath(QStringLiteral("identity/station.key"));
    return (isOpenToOthers(station) ? 1 : 0) + (QFileInfo::exists(key) && isOpenToOthers(key) ? 1 : 0);
}

} // namespace station
