#pragma once

#include <string>

namespace station {

/// Every way the station can fail that a caller may want to act on.
/// Add a code only when somebody will branch on it; otherwise say more in `detail`.
enum class ErrorCode {
    DeviceMissing, ///< unplugged or never found: ask the operator to plug it in
    DeviceFailed, ///< the driver gave up: reopen the device
    InvalidInput, ///< a form, file, picture or argument that a person must correct
    NotFound, ///< no such draft, packet, officer, file
    WrongPassphrase, ///< counted and delayed
    LockedOut, ///< too many wrong passphrases: wait
    NotSignedIn, ///< the data key is not in memory
    NotAllowed, ///< the officer's role does not permit it
    SealingFailed, ///< no key, or the key was refused
    Damaged, ///< bytes that do not verify: wrong hash, wrong tag, torn file
    StorageFailed, ///< I/O error, locked file
    StorageFull, ///< no room on the disk
    StorageTooNew, ///< the file was written by a newer release
    RegistryUnreached, ///< no network, timeout, 5xx: try again later
    RegistryUntrusted, ///< another CA, a captive portal, a redirect, nonsense: nothing was sent
    RegistryRefused, ///< 4xx: sending the same bytes again will not help
    ClockWrong, ///< by this computer's clock a certificate is not valid yet or no longer: nothing was sent
    CertificateExpired, ///< the station's certificate has ended: a new one is needed; capture goes on
    CertificateRevoked, ///< the registry has taken the station's certificate back; capture goes on
    Cancelled, ///< somebody asked to stop
};

struct Error {
    ErrorCode code = ErrorCode::StorageFailed;
    std::string detail; ///< English, for the log and the details fold. Never personal data.

    friend bool operator==(const Error&, const Error&) = default;
};

} // namespace station
