#include "core/roster/finding.h"

namespace station {

const char* nameOf(RosterFinding::Severity severity)
{
    switch (severity) {
    case RosterFinding::Severity::Note: return "note";
    case RosterFinding::Severity::Warning: return "warning";
    case RosterFinding::Severity::Bad: return "bad";
    }
    return "";
}

QString columnName(int column)
{
    constexpr int letters = 26;
    QString name;
    for (; column > 0; column = (column - 1) / letters)
        name.prepend(QChar(u'A' + (column - 1) % letters));
    return name;
}

void RosterFindings::add(RosterFinding finding)
{
    constexpr qsizetype longestShown = 80;
    int& count = m_counts[static_cast<std::size_t>(finding.severity)];
    ++count;
    ++m_byCode[finding.code];
    if (static_cast<std::size_t>(count) > mostKept)
        return;
    if (finding.text.size() > longestShown)
        finding.text = finding.text.left(longestShown) + QChar(u'…');
    m_kept.push_back(std::move(finding));
}

int RosterFindings::count(RosterFinding::Severity severity) const
{
    return m_counts[static_cast<std::size_t>(severity)];
}

} // namespace station
