#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/biometrics/portrait_checks.h"
#include "core/capture/finger_position.h"
#include "core/enroll/circumstances.h"
#include "core/procedure/form.h"

#include <QByteArray>
#include <QDate>
#include <QMap>
#include <QString>

#include <optional>
#include <vector>

namespace station {

/// The page on which a case stands.
enum class CaseStep { Person, Portrait, Fingers, Review };

/// Why a failed check was waived, or a finger has no print, and who answers for it.
struct Waiver {
    QString reason; ///< a code: "health", "religion", "cannot-sit", "head-turned", "other", …
    QString note;
    OfficerId officer;
    Instant at;

    friend bool operator==(const Waiver&, const Waiver&) = default;
};

struct Portrait {
    QByteArray sourceJpeg; ///< the whole frame as captured
    QByteArray croppedJpeg; ///< 3:4, as it will be printed
    std::vector<PortraitCheck> checks;
    std::optional<Waiver> waiver; ///< set when a check failed and the officer took it all the same
    bool byHand = false; ///< the officer pressed the shutter
    QString camera;
    Instant at;

    friend bool operator==(const Portrait&, const Portrait&) = default;
};

struct FingerCapture {
    QByteArray png; ///< lossless, 8-bit grey, resolution in pHYs
    int quality = 0; ///< 0..100, see core/biometrics/finger_quality.h
    int attempts = 1;
    QString reader;
    Instant at;

    friend bool operator==(const FingerCapture&, const FingerCapture&) = default;
};

struct FingerException {
    FingerExceptionReason reason = FingerExceptionReason::Other;
    bool temporary = false; ///< e.g. bandaged: a follow-up date is proposed
    QDate followUp; ///< invalid when not temporary
    QString note;
    OfficerId officer;
    Instant at;

    friend bool operator==(const FingerException&, const FingerException&) = default;
};

/// One finger ends as a print or as a reason. Both may stand: a poor print and why it is poor.
struct FingerEntry {
    FingerPosition position = FingerPosition::RightThumb;
    Impression impression = Impression::Plain;
    std::optional<FingerCapture> capture;
    std::optional<FingerException> exception;

    friend bool operator==(const FingerEntry&, const FingerEntry&) = default;
};

/// "The citizen has checked this": who confirmed, and the officer who saw it.
struct Confirmation {
    bool byRepresentative = false;
    QString signerName;
    OfficerId officer;
    Instant at;

    friend bool operator==(const Confirmation&, const Confirmation&) = default;
};

/// A second officer's word for one waived check, bound to the very values that were waived; or the reason why
/// it comes later.
struct SignOff {
    QString waiver; ///< the waived check's field: "portrait", "finger-03"
    QByteArray digest; ///< WaivedCheck::digest of what was signed
    OfficerId officer; ///< who signed; while it is put off, who put it off
    bool supervisor = false; ///< the officer's role at that moment
    bool standIn = false; ///< a supervisor was asked for, and the station had none but those concerned
    QString putOff; ///< "no-second-officer"; empty: signed
    QString note;
    Instant at;

    friend bool operator==(const SignOff&, const SignOff&) = default;
};

/// What was typed and captured so far. Anything may be missing.
struct EnrollmentDraft {
    PacketId id; ///< fixed when the draft opens; names the packet for ever
    QString caseNumber; ///< on the slip; no personal data in it
    QString procedureId;
    int procedureVersion = 1;
    CaseStep step = CaseStep::Person;
    Instant openedAt;
    OfficerId openedBy;
    Circumstances circumstances;
    FormValues form;
    std::optional<Portrait> portrait;
    QMap<int, FingerEntry> fingers; ///< by ISO position
    std::vector<SignOff> signOffs; ///< at most one for each waived check
    std::optional<Confirmation> confirmation;
    std::optional<PacketId> replaces; ///< set when the registry asked for a new capture
};

} // namespace station
