#include "core/base/log.h"

namespace station {

Q_LOGGING_CATEGORY(logStation, "station")
Q_LOGGING_CATEGORY(logDevices, "station.devices")
Q_LOGGING_CATEGORY(logStore, "station.store")
Q_LOGGING_CATEGORY(logSync, "station.sync")
Q_LOGGING_CATEGORY(logRegistry, "station.registry")

LogLine& LogLine::with(const char* key, long long number)
{
    return with(key, std::to_string(number).c_str());
}

LogLine& LogLine::with(const char* key, const char* word)
{
    m_text.append(" ").append(key).append("=").append(word);
    return *this;
}

LogLine& LogLine::with(const Error& error) { return with(nameOf(error.code), error.detail.c_str()); }

void LogLine::info(const QLoggingCategory& category) const { qCInfo(category, "%s", m_text.c_str()); }

void LogLine::warning(const QLoggingCategory& category) const { qCWarning(category, "%s", m_text.c_str()); }

const char* nameOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::DeviceMissing: return "DeviceMissing";
    case ErrorCode::DeviceFailed: return "DeviceFailed";
    case ErrorCode::InvalidInput: return "InvalidInput";
    case ErrorCode::NotFound: return "NotFound";
    case ErrorCode::WrongPassphrase: return "WrongPassphrase";
    case ErrorCode::LockedOut: return "LockedOut";
    case ErrorCode::NotSignedIn: return "NotSignedIn";
    case ErrorCode::NotAllowed: return "NotAllowed";
    case ErrorCode::SealingFailed: return "SealingFailed";
    case ErrorCode::Damaged: return "Damaged";
    case ErrorCode::StorageFailed: return "StorageFailed";
    case ErrorCode::StorageFull: return "StorageFull";
    case ErrorCode::StorageTooNew: return "StorageTooNew";
    case ErrorCode::RegistryUnreached: return "RegistryUnreached";
    case ErrorCode::RegistryUntrusted: return "RegistryUntrusted";
    case ErrorCode::RegistryRefused: return "RegistryRefused";
    case ErrorCode::ClockWrong: return "ClockWrong";
    case ErrorCode::CertificateExpired: return "CertificateExpired";
    case ErrorCode::CertificateRevoked: return "CertificateRevoked";
    case ErrorCode::Cancelled: return "Cancelled";
    }
    return "unknown";
}

} // namespace station
