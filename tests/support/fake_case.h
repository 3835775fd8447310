#pragma once

#include "app/station/case/case_keeper.h"
#include "app/station/case/case_tools.h"

#include <QApplication>
#include <QKeyEvent>
#include <QtTest>
#include <QWidget>

#include <deque>
#include <functional>

namespace station {

/// A picture of one colour. Tools of fakeTools() see a good face in it when it is light.
inline ColourImage plainPicture(std::uint8_t grey, int width = 160, int height = 120)
{
    return {width, height, std::vector<std::uint8_t>(static_cast<std::size_t>(3 * width * height), grey)};
}

/// A print whose quality, as fakeTools() measures it, is `score`.
inline GreyImage printOf(int score)
{
    return {16, 16, 500, std::vector<std::uint8_t>(256, static_cast<std::uint8_t>(score))};
}

inline PortraitReport reportOf(bool pass, double sharp = 0.5)
{
    PortraitReport report;
    report.face = FaceBox {40, 30, 50, 50};
    report.pass = pass;
    report.advice = pass ? PortraitAdvice::Good : PortraitAdvice::MoreLight;
    for (const char* name : {"face-count", "head-size", "centred", "sharpness", "brightness"})
        report.checks.push_back({QString::fromLatin1(name), pass, sharp, 0.4});
    return report;
}

inline CaseTools fakeTools()
{
    return {[] {
                return Result<PortraitExaminer>(
                    [](const ColourImage& picture) { return reportOf(picture.pixels().front() > 127); });
            },
        [](const GreyImage& print) {
            return Result<FingerQuality>(FingerQuality {print.pixels().front(), 0.8, 0.8});
        }};
}

/// Keys with any letters; QTest::keyClicks knows ASCII only.
inline void sendKeys(QWidget* widget, const QString& text)
{
    for (const QChar c : text) {
        QKeyEvent press(
            QEvent::KeyPress, c.unicode() < 0x80 ? c.toUpper().unicode() : 0, Qt::NoModifier, QString(c));
        QApplication::sendEvent(widget, &press);
    }
}

/// Waits for what other threads do, at most ten seconds.
template<class Condition>
bool until(Condition condition)
{
    return QTest::qWaitFor(condition, 10000);
}

/// Keeps every question until the test answers it.
class FakeKeeper final : public CaseKeeper {
public:
    std::deque<std::pair<QString, std::function<void(Status)>>> asked; ///< what was asked for, in order
    EnrollmentDraft disk; ///< what was answered with "saved"
    SealedCase sealedCase;

    void open(const QString& procedureId, Opened then) override
    {
        disk = {};
        disk.id = PacketId::create(fromMs(1795780800000));
        disk.caseNumber = QStringLiteral("000001");
        disk.procedureId = procedureId;
        ask("open", [this, then](const Status& s) { s ? then(disk) : then(tl::unexpected(s.error())); });
    }
    void resume(PacketId, Opened then) override
    {
        ask("resume", [this, then](const Status& s) { s ? then(disk) : then(tl::unexpected(s.error())); });
    }
    void saveProcedure(PacketId, const QString& procedureId, Saved then) override
    {
        save(
            "procedure", [this, procedureId] { disk.procedureId = procedureId; }, then);
    }
    void saveForm(PacketId, const FormValues& form, Saved then) override
    {
        save(
            "form", [this, form] { disk.form = form; }, then);
    }
    void savePortrait(PacketId, const Portrait& portrait, Saved then) override
    {
        save(
            "portrait", [this, portrait] { disk.portrait = portrait; }, then);
    }
    void saveFinger(PacketId, const FingerEntry& finger, Saved then) override
    {
        save(
            "finger", [this, finger] { disk.fingers.insert(static_cast<int>(finger.position), finger); },
            then);
    }
    void saveStep(PacketId, CaseStep step, Saved then) override
    {
        save(
            "step", [this, step] { disk.step = step; }, then);
    }
    void saveConfirmation(PacketId, const Confirmation& confirmation, Saved then) override
    {
        save(
            "confirmation", [this, confirmation] { disk.confirmation = confirmation; }, then);
    }
    std::vector<OfficerInfo> others; ///< who may sign
    QByteArray secondWords; ///< the passphrase last given
    void signOff(PacketId, OfficerId, QByteArray passphrase, Opened then) override
    {
        secondWords = passphrase;
        ask("sign-off", [this, then](const Status& s) { s ? then(disk) : then(tl::unexpected(s.error())); });
    }
    void putOffSignOff(PacketId, const QString&, Opened then) override
    {
        ask("put-off", [this, then](const Status& s) { s ? then(disk) : then(tl::unexpected(s.error())); });
    }
    void officers(Officers then) override { then(others); }
    void finish(PacketId, Sealed then) override
    {
        ask("finish",
            [this, then](const Status& s) { s ? then(sealedCase) : then(tl::unexpected(s.error())); });
    }
    void officer(Officer then) override { then(OfficerInfo {}); }

    /// Answers the oldest question; true when it was `what`.
    bool answer(const QString& what, const Status& with = {})
    {
        if (asked.empty() || asked.front().first != what)
            return false;
        const auto question = asked.front();
        asked.pop_front();
        question.second(with);
        return true;
    }

private:
    void ask(const char* what, std::function<void(Status)> answer)
    {
        asked.emplace_back(QString::fromLatin1(what), std::move(answer));
    }
    void save(const char* what, std::function<void()> apply, Saved then)
    {
        ask(what, [apply = std::move(apply), then = std::move(then)](const Status& s) {
            if (s)
                apply();
            then(s);
        });
    }
};

} // namespace station
