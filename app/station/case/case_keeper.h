#pragma once

#include "core/base/result.h"
#include "core/desk/desk.h"

#include <functional>
#include <optional>

namespace station {

/// The desk, as far as an open case needs it. Each call is done in the order asked and answered exactly once,
/// later, in the caller's event loop; no answer comes after the keeper's owner has died. The officer who is
/// signed in when a call is done signs for it: waivers, exceptions and the confirmation get that officer's
/// id.
class CaseKeeper {
public:
    using Saved = std::function<void(Status)>;
    using Opened = std::function<void(Result<EnrollmentDraft>)>;
    using Sealed = std::function<void(Result<SealedCase>)>;
    using Officer = std::function<void(std::optional<OfficerInfo>)>;
    using Officers = std::function<void(Result<std::vector<OfficerInfo>>)>;

    virtual ~CaseKeeper() = default;

    virtual void open(const QString& procedureId, Opened then) = 0;
    virtual void resume(PacketId id, Opened then) = 0;
    virtual void saveProcedure(PacketId id, const QString& procedureId, Saved then) = 0;
    virtual void saveForm(PacketId id, const FormValues& form, Saved then) = 0;
    virtual void savePortrait(PacketId id, const Portrait& portrait, Saved then) = 0;
    virtual void saveFinger(PacketId id, const FingerEntry& finger, Saved then) = 0;
    virtual void saveStep(PacketId id, CaseStep step, Saved then) = 0;
    virtual void saveConfirmation(PacketId id, const Confirmation& confirmation, Saved then) = 0;
    /// A second officer signs what was waived; the draft as it then lies on the disk. The bytes are wiped
    /// when they have been used.
    virtual void signOff(PacketId id, OfficerId second, QByteArray passphrase, Opened then) = 0;
    virtual void putOffSignOff(PacketId id, const QString& reason, Opened then) = 0;
    virtual void finish(PacketId id, Sealed then) = 0;
    virtual void officer(Officer then) = 0;
    virtual void officers(Officers then) = 0;
};

} // namespace station
