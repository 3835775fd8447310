#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"

#include <QLoggingCategory>

namespace station {

Q_DECLARE_LOGGING_CATEGORY(logStation)
Q_DECLARE_LOGGING_CATEGORY(logDevices)
Q_DECLARE_LOGGING_CATEGORY(logStore)
Q_DECLARE_LOGGING_CATEGORY(logSync)
Q_DECLARE_LOGGING_CATEGORY(logRegistry)

/// Lines are built from fixed words, numbers, ids and Errors. There is no overload for QString:
/// a name or an address cannot be logged by accident.
class LogLine {
public:
    explicit LogLine(const char* event)
        : m_text(event)
    {
    }
    LogLine& with(const char* key, long long number);
    LogLine& with(const char* key, const char* word);
    LogLine& with(const Error& error);
    template<class Tag>
    LogLine& with(const char* key, const Id<Tag>& id)
    {
        return with(key, id.text().toUtf8().constData());
    }
    void info(const QLoggingCategory& category) const;
    void warning(const QLoggingCategory& category) const;

private:
    std::string m_text;
};

/// The name of the code, as in the enum.
[[nodiscard]] const char* nameOf(ErrorCode code);

} // namespace station
