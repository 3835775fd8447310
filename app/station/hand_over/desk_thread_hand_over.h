#pragma once

#include "app/station/desk_thread.h"
#include "app/station/hand_over/hand_over_desk.h"

namespace station {

/// The hand-over page's questions, asked on the desk's thread.
class DeskThreadHandOver final : public HandOverDesk {
public:
    explicit DeskThreadHandOver(DeskThread& desk)
        : m_desk(desk)
    {
    }

    void handOvers(QObject* context, Then<HandOverFacts> then) override;
    void give(QObject* context, const QString& to, const QString& stick, const std::vector<PacketId>& packets,
        HandOverTaskPtr task, Then<HandOverReport> then) override;
    void writeAgain(QObject* context, BundleId id, const QString& stick, HandOverTaskPtr task,
        Then<HandOverReport> then) override;
    void takeOver(QObject* context, const QString& stick, HandOverTaskPtr task,
        Then<std::vector<FolderOutcome>> then) override;
    void readWords(QObject* context, const QString& stick, Then<std::vector<FolderOutcome>> then) override;
    void takeBack(QObject* context, BundleId id, const QString& reason, Then<void> then) override;

private:
    [[nodiscard]] HandOverProgress telling(QObject* context, HandOverTaskPtr task);
    DeskThread& m_desk;
};

/// Mounted file systems that came with a plug: below /media, /run/media or /mnt.
[[nodiscard]] std::vector<StickPlace> pluggedIn();

} // namespace station
