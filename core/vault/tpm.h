#pragma once

#include "core/base/result.h"
#include "core/vault/secret.h"

#include <QByteArray>

namespace station {

/// The security chip of a computer (TPM 2.0), as far as the vault needs one: it keeps a secret that opens on
/// this board and nowhere else, so that a disk without its laptop gives not even a guess at a passphrase.
///
/// Errors: DeviceMissing when there is none or it does not answer; Damaged when the chip was cleared since,
/// or is another one. Times: some 100 ms a call. Threads: one at a time.
class Tpm {
public:
    virtual ~Tpm() = default;
    [[nodiscard]] virtual bool isThere() = 0;
    /// @pre secret.size() <= 128
    /// @return what unseal() wants; not secret
    [[nodiscard]] virtual Result<QByteArray> seal(const Secret& secret) = 0;
    [[nodiscard]] virtual Result<Secret> unseal(const QByteArray& sealed) = 0;
};

/// The chip of this computer: /dev/tpmrm0, or what STATION_TPM names as tpm2-tools do ("device:/dev/tpm0",
/// "swtpm:path=/run/tpm.sock"). Opened for each call, so that nothing waits while it is not needed.
[[nodiscard]] Tpm& systemTpm();

} // namespace station
