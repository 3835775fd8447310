#pragma once

#include "app/station/case/echo.h"
#include "app/station/case/finger_scorer.h"
#include "app/station/case/open_case.h"
#include "core/capture/fingerprint_reader.h"

#include <QMap>
#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

namespace station {

enum class FingerState { Waiting, Asked, Good, Weak, Excepted };

enum class FingersStage {
    Asking, ///< the reader waits for the finger
    Reading, ///< the finger lies on the glass
    Scoring,
    Saving,
    Unsaved, ///< the save failed; retry() tries again with the same print
    Explaining, ///< "can't be taken": reason, note, for how long
    Finished, ///< every finger has a print or a reason
};

/// What came of the last print.
struct PrintView {
    FingerPosition position = FingerPosition::RightThumb;
    QImage picture;
    int quality = 0;
    FingerAdvice advice = FingerAdvice::Good;
    bool accepted = false; ///< good enough at once
    bool kept = false; ///< stands in the case: accepted, or the best of the attempts allowed
};

struct FingersView {
    FingersStage stage = FingersStage::Asking;
    DeviceState reader = DeviceState::Starting;
    QMap<int, FingerState> fingers; ///< by ISO position, those of the plan
    std::optional<FingerPosition> asked;
    int attempt = 1; ///< the one that comes next
    int maxAttempts = 3;
    int needed = 0; ///< quality asked for, 0..100
    std::optional<int> best; ///< of this finger's attempts
    std::optional<PrintView> last;
    std::optional<RetryHint> hint; ///< the reader asks to place the finger again
    bool readerFailed = false; ///< the driver gave up; tried again by itself
    QDate followUp; ///< proposed in Explaining
    int done = 0;
    int total = 0;
};

/// Which finger is asked for, when the reader is armed, which print is kept.
///
/// Promise: a finger is shown as taken only after its save has come back; the reader is armed for the next
/// finger only after the last one was lifted, so that one finger is never taken for two.
class FingersPresenter : public QObject {
    Q_OBJECT

public:
    using AskedFor = std::function<void(FingerPosition)>;

    static constexpr int followUpDays = 14; ///< proposed for a bandaged finger
    static constexpr std::chrono::milliseconds again {1000}; ///< until a driver that gave up is tried again
    static constexpr std::chrono::milliseconds longestLift {
        1500}; ///< for drivers that never say the finger was lifted

    FingersPresenter(OpenCase& file, FingerprintReader& reader, FingerScorer& scorer, AskedFor askedFor,
        QObject* parent = nullptr);
    ~FingersPresenter() override;

    [[nodiscard]] const FingersView& view() const { return m_view; }

    void enter();
    void leave();
    void choose(FingerPosition position);
    /// To the next finger that is open; this one is asked for again after the last, with the attempts it had
    /// and the best of its prints.
    void skip();
    [[nodiscard]] bool hasOtherOpen() const; ///< skip() has somewhere to go
    void explain();
    void cancelExplaining();
    /// @param followUp  only when temporary
    void giveReason(FingerExceptionReason reason, const QString& note, bool temporary, QDate followUp);
    void retry();

signals:
    void changed();
    void printKept(bool accepted); ///< for the sound

private:
    void onState(DeviceState state);
    void onCaptured(const GreyImage& print);
    void onScored(const ScoredPrint& print);
    void onFailed(const Error& error);
    void ask(FingerPosition position);
    void askNext();
    [[nodiscard]] std::optional<FingerPosition> nextOpen() const;
    void arm();
    void disarm();
    void lifted();
    void keep(const FingerEntry& entry);
    void refresh();
    [[nodiscard]] FingerCapture captureOf(const ScoredPrint& print) const;
    [[nodiscard]] std::optional<FingerEntry> savedEntry(FingerPosition position) const;
    [[nodiscard]] const FingerPlan& plan() const { return *m_file.procedure().fingers; }

    OpenCase& m_file;
    FingerprintReader& m_reader;
    FingerScorer& m_scorer;
    AskedFor m_askedFor;
    FingersView m_view;
    QString m_readerName;
    bool m_active = false;
    bool m_armed = false;
    bool m_fingerOn = false;
    int m_ticket = 0; ///< of the finger asked for: a print scored for an earlier one is not taken for it
    std::optional<FingerCapture> m_best;
    struct Tried {
        std::optional<FingerCapture> best;
        int attempt = 1;
    };
    QMap<FingerPosition, Tried> m_tried; ///< fingers that were left between two attempts
    std::optional<FingerEntry> m_unsaved;
    Echo* m_echo; ///< on the reader's thread
    int m_unanswered = 0; ///< prints of an earlier arm() may still be under way
    QTimer m_rearm;
    QTimer m_lift;
};

} // namespace station
