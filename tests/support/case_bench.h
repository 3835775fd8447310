#pragma once

#include "app/station/case/case_page.h"
#include "app/station/case/form_field.h"
#include "tests/support/desk_bench.h"
#include "tests/support/fake_case.h"
#include "tests/support/fake_devices.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>

namespace station {

/// The case page over a real desk in a temporary directory, worked by keys.
struct CaseBench {
    DeskBench desk;
    FakeReader reader;
    FakeCamera camera;
    std::unique_ptr<DeskThread> thread;
    std::unique_ptr<StationContext> context;
    std::unique_ptr<CasePage> page;
    std::chrono::steady_clock::time_point now {std::chrono::seconds(100)};

    CaseBench() { open(); }
    /// A window over the desk as it is on the disk.
    void open(CaseTools tools = fakeTools())
    {
        const StationInfo info = desk.desk->info();
        const std::vector<Procedure> procedures = desk.desk->procedures();
        thread = std::make_unique<DeskThread>(std::move(desk.desk));
        context = std::make_unique<StationContext>(
            StationContext {*thread, info, procedures, reader, camera, desk.clock, {}});
        page = std::make_unique<CasePage>(*context, std::move(tools), nullptr);
        page->resize(1280, 672);
        page->show();
        QApplication::setActiveWindow(page.get());
    }
    /// As a process that was killed, and its successor.
    void kill(CaseTools tools = fakeTools())
    {
        page.reset();
        context.reset();
        thread.reset();
        desk.restart();
        open(std::move(tools));
    }

    template<class T>
    T* part(const QString& name)
    {
        auto* found = page->findChild<T*>(name);
        if (!found)
            FAIL("no part " << name.toStdString());
        return found;
    }
    void key(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWidget* focus = QApplication::focusWidget();
        QTest::keyClick(focus ? focus : page.get(), static_cast<Qt::Key>(key), modifiers);
    }
    void primary() { key(Qt::Key_Return, Qt::ControlModifier); }
    [[nodiscard]] bool isAt(CaseStep step)
    {
        return until([&] {
            return page->view().stage == CaseStage::Working && page->view().current == step
                && !page->view().saving;
        });
    }

    void choose(int wish = 1)
    {
        page->openNew();
        key(Qt::Key_0 + wish);
        REQUIRE(isAt(CaseStep::Person));
    }
    void type(const QString& field, const QString& text)
    {
        auto* edit = part<QLineEdit>(field);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClick(edit, Qt::Key_Delete);
        sendKeys(edit, text);
        QTest::keyClick(edit, Qt::Key_Tab);
    }
    /// With the arrow keys.
    void pick(const QString& field, const QString& code)
    {
        auto* combo = part<QComboBox>(field);
        combo->setFocus();
        while (combo->currentData().toString() != code) {
            const int before = combo->currentIndex();
            QTest::keyClick(combo, Qt::Key_Down);
            if (combo->currentIndex() == before)
                FAIL("no choice " << code.toStdString());
        }
    }
    void fillPerson()
    {
        type(QStringLiteral("name_full"), QStringLiteral("Lò Văn Thử Nghiệm"));
        type(QStringLiteral("pin"), QStringLiteral("012094999001"));
        type(QStringLiteral("dob"), QStringLiteral("15031994"));
        auto* male = part<QRadioButton>(QStringLiteral("sex.1"));
        male->setFocus();
        QTest::keyClick(male, Qt::Key_Space);
        pick(QStringLiteral("ethnicity"), QStringLiteral("01"));
        pick(QStringLiteral("nationality"), QStringLiteral("VN"));
        type(QStringLiteral("permanent_residence"), QStringLiteral("Bản Mẫu 1, xã Phong Thổ, tỉnh Lai Châu"));
    }
    /// Good frames until the shutter has gone by itself.
    void holdStill()
    {
        const auto picture = std::make_shared<const ColourImage>(plainPicture(200));
        auto* again = part<QPushButton>(QStringLiteral("portrait.again"));
        REQUIRE(until([&] {
            camera.show(picture, now += std::chrono::milliseconds(60));
            return again->isVisible();
        }));
    }
    /// By the officer who is offered first.
    void signOff(const char* words)
    {
        auto* passphrase = part<QLineEdit>(QStringLiteral("signOff.passphrase"));
        passphrase->setFocus();
        sendKeys(passphrase, QString::fromUtf8(words));
        QTest::keyClick(passphrase, Qt::Key_Return);
    }
    void touch(int score = 90)
    {
        REQUIRE(until([&] { return reader.isArmed; }));
        reader.touch(printOf(score));
    }
    void takeFingers(int count = 10)
    {
        for (int i = 0; i < count; ++i)
            touch();
        REQUIRE(until([&] { return fingersDone() == count || fingersDone() == 10; }));
    }
    [[nodiscard]] int fingersDone() const
    {
        for (const StepView& step : page->view().steps)
            if (step.step == CaseStep::Fingers)
                return step.done;
        return -1;
    }
    void goToPortrait()
    {
        choose();
        fillPerson();
        primary();
        REQUIRE(isAt(CaseStep::Portrait));
    }
    void goToFingers()
    {
        goToPortrait();
        holdStill();
        key(Qt::Key_Return);
        REQUIRE(isAt(CaseStep::Fingers));
    }
    void goToReview()
    {
        goToFingers();
        takeFingers();
        primary();
        REQUIRE(isAt(CaseStep::Review));
    }
    /// What the disk holds, asked of the desk behind the window's back.
    template<class Work>
    auto ask(Work work)
    {
        std::optional<std::invoke_result_t<Work, Desk&>> answer;
        thread->ask(page.get(), work, [&](auto given) { answer.emplace(std::move(given)); });
        REQUIRE(until([&] { return answer.has_value(); }));
        return std::move(*answer);
    }
    EnrollmentDraft onDisk()
    {
        const auto drafts = ask([](Desk& d) { return d.drafts(); });
        REQUIRE(drafts);
        REQUIRE(drafts->size() == 1);
        const auto draft = ask([id = drafts->front().id](Desk& d) { return d.resumeCase(id); });
        REQUIRE(draft);
        return *draft;
    }
};

} // namespace station
