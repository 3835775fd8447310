#include "app/words/tr.h"
#include "app/words/words.h"
#include "core/biometrics/image_codec.h"
#include "core/store/drafts.h"
#include "core/store/settings.h"
#include "core/vault/lockout.h"
#include "core/vault/vouched.h"

#include <QLocale>

namespace station::words {

QString language()
{
    return QLocale().language() == QLocale::English ? QStringLiteral("en") : QStringLiteral("vi");
}

QString forError(const Error& error)
{
    switch (error.code) {
    case ErrorCode::DeviceMissing:
        return Say::tr("The device is not connected. Plug it in to go on; nothing is lost.");
    case ErrorCode::DeviceFailed:
        return Say::tr("The device stopped working. It is being started again; if this stays, unplug it and "
                       "plug it in again.");
    case ErrorCode::InvalidInput: return Say::tr("Something entered is not right. Correct it and try again.");
    case ErrorCode::NotFound:
        if (error.detail == changedElsewhere)
            return Say::tr(
                "Another program on this computer has changed this case, so this was not saved. Close "
                "the case and open it again.");
        return Say::tr("This is no longer here. Go back and choose again.");
    case ErrorCode::WrongPassphrase:
        if (const auto wait = waitIn(error).count(); wait > 0)
            return Say::tr("The passphrase is not right. The next try is possible in %n second(s).", nullptr,
                static_cast<int>(wait));
        return Say::tr("The passphrase is not right. Type it again.");
    case ErrorCode::LockedOut: return Say::tr("Too many wrong passphrases. Wait a little, then try again.");
    case ErrorCode::NotSignedIn: return Say::tr("Nobody is signed in. Sign in to go on; the case is kept.");
    case ErrorCode::NotAllowed: return Say::tr("Your role does not allow this. Ask a supervisor.");
    case ErrorCode::SealingFailed:
        return Say::tr(
            "The case could not be sealed: the station's certificate or key is missing or not valid. "
            "The case is kept as a draft; tell your supervisor.");
    case ErrorCode::Damaged:
        if (error.detail == officerContradicted)
            return Say::tr(
                "This officer's entry was changed on the disk from outside, so nobody signs in with "
                "it. A supervisor must remove the officer and add them again; for the only "
                "supervisor use the recovery code.");
        if (error.detail == officersUnknown)
            return Say::tr(
                "What says who works here was removed or exchanged on the disk, so nobody can sign "
                "in. Open cases are kept; a supervisor begins anew with the recovery code.");
        return Say::tr("Stored data is damaged and was not used. Nothing was deleted; tell your supervisor.");
    case ErrorCode::StorageFailed:
        if (std::string_view(error.detail).starts_with(picturesNotLoaded))
            return Say::tr("A part of the program that reads and writes pictures is missing or of another "
                           "version. Nothing saved is lost; close the program and open it again, and tell "
                           "your supervisor if it happens again.");
        return Say::tr(
            "The disk could not be read or written. What was saved before is kept; try again, and tell "
            "your supervisor "
            "if it happens again.");
    case ErrorCode::StorageFull:
        return Say::tr(
            "The disk is full. Nothing saved is lost; free some room on this computer, then try again.");
    case ErrorCode::StorageTooNew:
        return Say::tr("This station's data was made by a newer version of the program. Install that version "
                       "to open it.");
    case ErrorCode::RegistryUnreached:
        return Say::tr(
            "The registry does not answer. Work goes on; packets are sent when there is a connection.");
    case ErrorCode::RegistryUntrusted:
        if (error.detail == identityExchanged)
            return Say::tr("The registry's certificates on this computer were exchanged, so nothing is sent. "
                           "Work goes on; a supervisor must install them again.");
        return Say::tr("Something other than the registry answered, so nothing was sent. Check the network: "
                       "it may ask for "
                       "a login.");
    case ErrorCode::RegistryRefused:
        return Say::tr(
            "The registry did not accept this. Sending it again will not help; tell your supervisor.");
    case ErrorCode::ClockWrong:
        return Say::tr(
            "By this computer's clock the registry's certificate is not valid. Check date and time; "
            "packets wait until then, and work goes on.");
    case ErrorCode::CertificateExpired:
        return Say::tr("This station's certificate has expired, so nothing is sent. Work goes on and packets "
                       "stay here; tell your supervisor that it needs a new certificate.");
    case ErrorCode::CertificateRevoked:
        return Say::tr(
            "The registry has withdrawn this station's certificate, so nothing is sent. Work goes on "
            "and packets stay here; tell your supervisor at once.");
    case ErrorCode::Cancelled: return Say::tr("Stopped. Nothing was changed.");
    }
    return {};
}

QString forRole(Role role)
{
    switch (role) {
    case Role::Officer: return Say::tr("Officer");
    case Role::Supervisor: return Say::tr("Supervisor");
    }
    return {};
}

QString forStep(CaseStep step)
{
    switch (step) {
    case CaseStep::Person: return Say::tr("Person");
    case CaseStep::Portrait: return Say::tr("Portrait");
    case CaseStep::Fingers: return Say::tr("Fingers");
    case CaseStep::Review: return Say::tr("Review");
    }
    return {};
}

QString forCaseNumber(const QString& number)
{
    return number.isEmpty() ? Say::tr("number not known") : number;
}

QString forProvenance(Provenance provenance)
{
    switch (provenance) {
    case Provenance::Declared: return Say::tr("Declared");
    case Provenance::CardQr: return Say::tr("From the card's QR");
    case Provenance::CardMrz: return Say::tr("From the card's code lines");
    case Provenance::Roster: return Say::tr("From the roster");
    }
    return {};
}

} // namespace station::words
