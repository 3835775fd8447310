#include "core/enroll/sign_off.h"

#include "core/enroll/packet_facts.h"
#include "core/enroll/packet_words.h"

#include <QCryptographicHash>
#include <QJsonDocument>

#include <algorithm>

namespace station {
namespace {

QString sha256Of(const QByteArray& bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

QByteArray digestOf(const QJsonObject& facts, const QJsonObject& files)
{
    const QJsonObject both {{"facts", facts}, {"files", files}};
    return QCryptographicHash::hash(
        QJsonDocument(both).toJson(QJsonDocument::Compact), QCryptographicHash::Sha256);
}

void addPortrait(const EnrollmentDraft& draft, const SignOffPolicy& policy, std::vector<WaivedCheck>& checks)
{
    const Portrait& portrait = *draft.portrait;
    const bool failed = std::any_of(portrait.checks.begin(), portrait.checks.end(),
        [](const PortraitCheck& check) { return !check.pass; });
    if (!portrait.waiver || !failed)
        return;
    const SignOffBy by = SignOffPolicy::byReason(policy.portraitCheck, portrait.waiver->reason);
    if (by == SignOffBy::Nobody)
        return;
    checks.push_back({QStringLiteral("portrait"), QStringLiteral("portrait-check"), portrait.waiver->reason,
        by, portrait.waiver->officer,
        digestOf(portraitFacts(portrait),
            {{"portrait/portrait.jpg", sha256Of(portrait.croppedJpeg)},
                {"portrait/source.jpg", sha256Of(portrait.sourceJpeg)}})});
}

/// By all the fingers together: so many without a print are an exception that one officer does not make
/// alone.
SignOffBy byCount(
    const EnrollmentDraft& draft, const std::vector<FingerStep>& steps, const SignOffPolicy& policy)
{
    const auto without = std::count_if(steps.begin(), steps.end(), [&](const FingerStep& step) {
        const auto finger = draft.fingers.constFind(static_cast<int>(step.position));
        return finger != draft.fingers.constEnd() && !finger->capture;
    });
    const bool many = policy.manyFrom > 0 && without > 0
        && (without >= policy.manyFrom || without == static_cast<std::ptrdiff_t>(steps.size()));
    return many ? policy.manyWithoutPrint : SignOffBy::Nobody;
}

/// @param together  what the number of fingers without a print asks for
void addFinger(const FingerEntry& finger, const SignOffPolicy& policy, SignOffBy together,
    std::vector<WaivedCheck>& checks)
{
    WaivedCheck check {
        QStringLiteral("finger-%1").arg(static_cast<int>(finger.position), 2, 10, QLatin1Char('0')), {}, {},
        SignOffBy::Nobody, {}, {}};
    if (finger.capture && finger.capture->quality < policy.weakBelow) {
        check.kind = QStringLiteral("weak-print");
        check.by = policy.weakPrint;
    }
    if (finger.exception) {
        check.reason = QLatin1String(wordOf(finger.exception->reason));
        check.officer = finger.exception->officer;
        const SignOffBy by = SignOffPolicy::byReason(policy.fingerReason, check.reason);
        if (check.kind.isEmpty() || by > check.by)
            check.kind = QStringLiteral("finger-reason");
        check.by = std::max(check.by, by);
    }
    if (!finger.capture && together > check.by) {
        check.kind = QStringLiteral("finger-reason");
        check.by = together;
    }
    if (check.by == SignOffBy::Nobody)
        return;
    QJsonObject files;
    if (finger.capture)
        files.insert(fingerFileName(finger), sha256Of(finger.capture->png));
    check.digest = digestOf(fingerFacts(finger), files);
    checks.push_back(std::move(check));
}

} // namespace

std::vector<WaivedCheck> waivedChecks(const EnrollmentDraft& draft, const Procedure& procedure)
{
    std::vector<WaivedCheck> checks;
    if (procedure.portrait && draft.portrait)
        addPortrait(draft, procedure.signOff, checks);
    if (!procedure.fingers)
        return checks;
    const SignOffBy together = byCount(draft, procedure.fingers->steps, procedure.signOff);
    for (const FingerStep& step : procedure.fingers->steps) {
        const auto finger = draft.fingers.constFind(static_cast<int>(step.position));
        if (finger != draft.fingers.constEnd())
            addFinger(*finger, procedure.signOff, together, checks);
    }
    return checks;
}

const SignOff* signOffFor(const WaivedCheck& check, const EnrollmentDraft& draft, const Procedure& procedure)
{
    const auto given = std::find_if(draft.signOffs.begin(), draft.signOffs.end(), [&](const SignOff& each) {
        return each.waiver == check.field && each.digest == check.digest && !each.officer.isNull()
            && (each.putOff.isEmpty() || procedure.signOff.putOff.contains(each.putOff));
    });
    return given == draft.signOffs.end() ? nullptr : &*given;
}

} // namespace station
