#include "app/station/run_mark.h"

#include <QFile>

namespace station {

RunMark::RunMark(const QDir& station)
    : m_file(station.filePath(QStringLiteral("window.open")))
    , m_endedSuddenly(QFile::exists(m_file))
{
    QFile file(m_file);
    if (!m_endedSuddenly && file.open(QFile::WriteOnly))
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

RunMark::~RunMark() { QFile::remove(m_file); }

} // namespace station
