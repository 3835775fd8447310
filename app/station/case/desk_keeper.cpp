#include "app/station/case/desk_keeper.h"

namespace station {
namespace {

OfficerId signerOf(const Desk& desk)
{
    const auto officer = desk.signedIn();
    return officer ? officer->id : OfficerId {};
}

} // namespace

void DeskKeeper::open(const QString& procedureId, Opened then)
{
    m_desk.ask(
        &m_owner, [procedureId](Desk& desk) { return desk.openCase(procedureId); }, std::move(then));
}

void DeskKeeper::resume(PacketId id, Opened then)
{
    m_desk.ask(
        &m_owner, [id](Desk& desk) { return desk.resumeCase(id); }, std::move(then));
}

void DeskKeeper::saveProcedure(PacketId id, const QString& procedureId, Saved then)
{
    m_desk.ask(
        &m_owner, [id, procedureId](Desk& desk) { return desk.saveProcedure(id, procedureId); },
        std::move(then));
}

void DeskKeeper::saveForm(PacketId id, const FormValues& form, Saved then)
{
    m_desk.ask(
        &m_owner, [id, form](Desk& desk) { return desk.saveForm(id, form); }, std::move(then));
}

void DeskKeeper::savePortrait(PacketId id, const Portrait& portrait, Saved then)
{
    m_desk.ask(
        &m_owner,
        [id, portrait](Desk& desk) {
            Portrait signedPortrait = portrait;
            if (signedPortrait.waiver)
                signedPortrait.waiver->officer = signerOf(desk);
            return desk.savePortrait(id, signedPortrait);
        },
        std::move(then));
}

void DeskKeeper::saveFinger(PacketId id, const FingerEntry& finger, Saved then)
{
    m_desk.ask(
        &m_owner,
        [id, finger](Desk& desk) {
            FingerEntry signedFinger = finger;
            if (signedFinger.exception)
                signedFinger.exception->officer = signerOf(desk);
            return desk.saveFinger(id, signedFinger);
        },
        std::move(then));
}

void DeskKeeper::saveStep(PacketId id, CaseStep step, Saved then)
{
    m_desk.ask(
        &m_owner, [id, step](Desk& desk) { return desk.saveStep(id, step); }, std::move(then));
}

void DeskKeeper::saveConfirmation(PacketId id, const Confirmation& confirmation, Saved then)
{
    m_desk.ask(
        &m_owner,
        [id, confirmation](Desk& desk) {
            Confirmation signedConfirmation = confirmation;
            signedConfirmation.officer = signerOf(desk);
            return desk.saveConfirmation(id, signedConfirmation);
        },
        std::move(then));
}

void DeskKeeper::signOff(PacketId id, OfficerId second, QByteArray passphrase, Opened then)
{
    m_desk.ask(
        &m_owner,
        [id, second, secret = std::move(passphrase)](Desk& desk) mutable {
            const Status done = desk.signOff(id, second, secret);
            secret.fill('\0');
            return done.and_then([&] { return desk.resumeCase(id); });
        },
        std::move(then));
}

void DeskKeeper::putOffSignOff(PacketId id, const QString& reason, Opened then)
{
    m_desk.ask(
        &m_owner,
        [id, reason](Desk& desk) {
            return desk.putOffSignOff(id, reason, {}).and_then([&] { return desk.resumeCase(id); });
        },
        std::move(then));
}

void DeskKeeper::finish(PacketId id, Sealed then)
{
    m_desk.ask(
        &m_owner, [id](Desk& desk) { return desk.finish(id); }, std::move(then));
}

void DeskKeeper::officer(Officer then)
{
    m_desk.ask(
        &m_owner, [](Desk& desk) { return desk.signedIn(); }, std::move(then));
}

void DeskKeeper::officers(Officers then)
{
    m_desk.ask(
        &m_owner, [](Desk& desk) { return desk.officers(); }, std::move(then));
}

} // namespace station
