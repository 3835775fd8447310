#pragma once

#include "app/station/case/open_case.h"
#include "app/station/case/portrait_analyser.h"

#include <QObject>

#include <chrono>
#include <optional>

namespace station {

enum class PortraitStage {
    Live, ///< the camera's picture, checks running
    Taking, ///< the shutter went; the record is being made
    Judging, ///< source and crop side by side: use, or again
    Kept, ///< this portrait stands in the case
};

struct PortraitView {
    PortraitStage stage = PortraitStage::Live;
    DeviceState camera = DeviceState::Starting;
    bool checking = true; ///< false: no face detector is installed, the officer judges
    std::optional<PortraitReport> report; ///< of the newest analysed frame
    double held = 0; ///< 0..1: how long all checks have passed, of holdFor
    PortraitShot shot; ///< in Judging and Kept
    QString waiverReason; ///< code, see Waiver
    QString waiverNote;
    bool usable = false; ///< in Judging: every check passed, or the waiver is complete
};

/// When the shutter goes, and what becomes of the portrait.
///
/// Time is the frames' own: the shutter goes when every look of the last holdFor has passed.
class PortraitPresenter : public QObject {
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds holdFor {600};
    /// After "again" the shutter waits, so that the person can change something.
    static constexpr std::chrono::milliseconds pauseAfterAgain {1500};
    /// Looks further apart than this are not one hold: frames were lost between them.
    static constexpr std::chrono::milliseconds longestGap {400};

    PortraitPresenter(OpenCase& file, PortraitAnalyser& analyser, QObject* parent = nullptr);

    [[nodiscard]] const PortraitView& view() const { return m_view; }
    [[nodiscard]] static QStringList waiverReasons();

    void enter();
    void leave();
    void setCameraState(DeviceState state);
    void setCameraName(const QString& name) { m_camera = name; }
    void shutter(); ///< by hand
    void again();
    void lookAnew(); ///< frames come turned from now on: nothing seen before is taken
    void setWaiver(const QString& reason, const QString& note);
    /// Saves the portrait; told whether it stands. @pre view().usable
    void use(OpenCase::Then then);

signals:
    void changed();
    void shutterWent();
    void couldNotTake(const station::Error& error);

private:
    void onLooked(const PortraitLook& look);
    void onTaken(const PortraitShot& shot);
    void restart();
    [[nodiscard]] bool isUsable() const;

    OpenCase& m_file;
    PortraitAnalyser& m_analyser;
    PortraitView m_view;
    QString m_camera;
    bool m_active = false;
    bool m_byHand = false;
    int m_ticket
        = 0; ///< of the newest request: a picture made for an earlier visit never gets into this case
    std::optional<std::chrono::steady_clock::time_point> m_passingSince;
    std::chrono::steady_clock::time_point m_lastLook;
    std::optional<std::chrono::steady_clock::time_point> m_again; ///< first look after "again"
    bool m_waitingForAgain = false;
    std::optional<PortraitLook> m_best; ///< sharpest of the present hold
};

} // namespace station
