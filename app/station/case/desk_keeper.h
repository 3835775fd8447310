#pragma once

#include "app/station/case/case_keeper.h"
#include "app/station/desk_thread.h"

namespace station {

/// The keeper of the product: the desk thread.
class DeskKeeper final : public CaseKeeper {
public:
    /// @param owner  lives on the thread that made the desk thread; no answer comes after it has died
    DeskKeeper(DeskThread& desk, QObject& owner)
        : m_desk(desk)
        , m_owner(owner)
    {
    }

    void open(const QString& procedureId, Opened then) override;
    void resume(PacketId id, Opened then) override;
    void saveProcedure(PacketId id, const QString& procedureId, Saved then) override;
    void saveForm(PacketId id, const FormValues& form, Saved then) override;
    void savePortrait(PacketId id, const Portrait& portrait, Saved then) override;
    void saveFinger(PacketId id, const FingerEntry& finger, Saved then) override;
    void saveStep(PacketId id, CaseStep step, Saved then) override;
    void saveConfirmation(PacketId id, const Confirmation& confirmation, Saved then) override;
    void signOff(PacketId id, OfficerId second, QByteArray passphrase, Opened then) override;
    void putOffSignOff(PacketId id, const QString& reason, Opened then) override;
    void finish(PacketId id, Sealed then) override;
    void officer(Officer then) override;
    void officers(Officers then) override;

private:
    DeskThread& m_desk;
    QObject& m_owner;
};

} // namespace station
