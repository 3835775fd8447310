#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/biometrics/finger_quality.h"
#include "core/biometrics/portrait_checks.h"
#include "core/capture/camera.h"
#include "core/capture/device_state.h"
#include "core/capture/finger_position.h"
#include "core/capture/fingerprint_reader.h"
#include "core/enroll/draft.h"
#include "core/procedure/form.h"
#include "core/procedure/validation.h"
#include "core/store/outbox.h"
#include "core/sync/sync_status.h"
#include "core/vault/officer.h"

#include <QString>

/// What codes are called before people. English in the source, Vietnamese in translations/shell_vi.ts; the
/// language is that of the moment, so call again at QEvent::LanguageChange. Sentences say the cause, then the
/// cure. No codes, no `detail` of an Error: that belongs into a fold.
///
/// Threads: the window's.
namespace station::words {

/// "vi" or "en": for Words::in() of procedures.
[[nodiscard]] QString language();

// Trouble
[[nodiscard]] QString forError(const Error& error);
/// One sentence about the field; `label` is the field's own, e.g. "Ngày sinh". Unknown codes get a true
/// general sentence.
[[nodiscard]] QString forFinding(const Finding& finding, const QString& label);

// People and cases
[[nodiscard]] QString forRole(Role role);
[[nodiscard]] QString forStep(CaseStep step);
[[nodiscard]] QString forCaseNumber(const QString& number); ///< a word for one that is not known any more
[[nodiscard]] QString forProvenance(Provenance provenance); ///< badge beside a value

// Fingers
[[nodiscard]] QString forFinger(FingerPosition position); ///< "right index finger"
[[nodiscard]] QString placeFinger(
    FingerPosition position); ///< "Place the right index finger flat on the reader."
[[nodiscard]] QString forExceptionReason(FingerExceptionReason reason);
[[nodiscard]] QString forAdvice(FingerAdvice advice);
[[nodiscard]] QString forRetry(RetryHint hint);

// Portrait
[[nodiscard]] QString forAdvice(PortraitAdvice advice);
[[nodiscard]] QString forCheck(const QString& name); ///< PortraitCheck::name
[[nodiscard]] QString forWaiver(const QString& reason); ///< Waiver::reason

// Devices
enum class DeviceKind { Reader, Camera };
[[nodiscard]] QString forDevice(DeviceState state, DeviceKind kind); ///< a whole sentence
[[nodiscard]] QString nameOf(
    const ReaderInfo& reader); ///< as the maker names it; our own words for the made-up one
[[nodiscard]] QString nameOf(const CameraInfo& camera);
[[nodiscard]] QString whyNot(const ReaderInfo& reader); ///< why a reader without pictures can't enroll

// The queue
[[nodiscard]] QString forState(PacketState state); ///< one or two words
[[nodiscard]] QString forState(const QueueRow& row); ///< also where it is, when it is not here to be sent
[[nodiscard]] QString forProblem(const QString& problem); ///< QueueRow::problem; cause, then cure. "" for ""
/// One sentence; never empty. `link` says why a packet that waits is not sent.
[[nodiscard]] QString whatToDo(const QueueRow& row, Instant now, Link link = Link::Unknown);
[[nodiscard]] QString forHistory(const HistoryEntry& entry);

// The connection
[[nodiscard]] QString forLink(Link link); ///< one or two words
[[nodiscard]] QString connection(
    const SyncStatus& status, Instant now); ///< "No network since 14:05. Work goes on."
/// "Today's data budget (20 MB) is used up. …"; empty while nothing is held back.
[[nodiscard]] QString budget(const SyncStatus& status);

// Figures as the locale writes them
[[nodiscard]] QString size(qint64 bytes); ///< "8.4 MB"
[[nodiscard]] QString count(qint64 number);
[[nodiscard]] QString timeOfDay(Instant at); ///< "14:05", local time
[[nodiscard]] QString moment(Instant at, Instant now); ///< "14:05" today, "26/11 14:05" before
[[nodiscard]] QString age(Instant from, Instant now); ///< "just now", "12 min", "3 h", "2 days"

} // namespace station::words
