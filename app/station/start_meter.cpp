#include "app/station/start_meter.h"

#include <QByteArray>
#include <QFile>
#include <QList>

#include <ctime>
#include <unistd.h>

namespace station {
namespace {

constexpr int startTimeField = 19; // of /proc/self/stat after the command, see proc(5): field 22

QByteArray read(const char* path)
{
    QFile file(QString::fromLatin1(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

std::optional<StartCost> startCost()
{
    // The command may hold spaces: count fields after its closing bracket.
    const QByteArray stat = read("/proc/self/stat");
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    const QList<QByteArray> pages = read("/proc/self/statm").split(' ');
    timespec now {};
    if (fields.size() <= startTimeField || pages.size() < 2 || ::clock_gettime(CLOCK_BOOTTIME, &now) != 0)
        return std::nullopt;
    const long long started = fields.at(startTimeField).toLongLong() * 1000 / ::sysconf(_SC_CLK_TCK);
    const long long sinceBoot = static_cast<long long>(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000;
    return StartCost {sinceBoot - started, pages.at(1).toLongLong() * (::sysconf(_SC_PAGESIZE) / 1024)};
}

} // namespace station
