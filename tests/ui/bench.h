#pragma once

#include "app/station/languages.h"
#include "app/station/look.h"
#include "app/station/preferences.h"
#include "app/station/shell/main_window.h"
#include "app/station/state_label.h"
#include "tests/ui/fake_desk.h"
#include "tests/ui/fake_hand_over.h"
#include "tests/ui/fake_roster.h"

#include <QApplication>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTemporaryDir>
#include <QtTest>
#include <QVBoxLayout>

namespace station {

/// A case that only counts what the frame asks of it.
class FakeCase final : public CaseArea {
public:
    explicit FakeCase(QWidget* parent)
        : CaseArea(parent)
        , field(new QLineEdit(this))
    {
        field->setObjectName(QStringLiteral("caseField"));
        ++alive;
    }
    ~FakeCase() override { --alive; }
    void openNew() override { ++opened; }
    void resume(PacketId id) override { resumed = id; }
    void setBedside(bool on) override { bedside = on; }

    QLineEdit* field;
    int opened = 0;
    PacketId resumed;
    bool bedside = false;
    inline static int alive = 0;
};

class FakeReader final : public FingerprintReader {
public:
    using FingerprintReader::FingerprintReader;
    void start() override { }
    void select(const QString& id) override { selected = id; }
    void arm() override { armed = true; }
    void disarm() override { armed = false; }
    QString selected;
    bool armed = false;
};

class FakeCamera final : public Camera {
public:
    using Camera::Camera;
    void select(const QString& id) override { selected = id; }
    void start() override { running = true; }
    void stop() override { running = false; }
    QString selected;
    bool running = false;
};

/// The real window over a desk in memory: a supervisor and an officer, nothing captured yet.
struct Bench {
    QTemporaryDir folder;
    FakeDesk desk;
    FakeHandOver handOver;
    FakeRoster roster;
    FixedClock clock {
        Instant {std::chrono::sys_days {std::chrono::year {2026} / 11 / 27}} + std::chrono::hours {5}};
    Preferences preferences {folder.filePath(QStringLiteral("window.ini"))};
    Languages languages;
    FakeReader reader;
    FakeCamera camera;
    FakeCase* openCase = nullptr;
    OfficerId supervisor;
    OfficerId officer;
    std::unique_ptr<MainWindow> window;

    explicit Bench(
        bool practice = false, const QString& language = QStringLiteral("vi"), bool endedSuddenly = false)
    {
        look::apply(*qApp, {});
        languages.use(language);
        supervisor = desk.add(QStringLiteral("Trung tá Lê Văn Bình"), Role::Supervisor, "bon tu ngau nhien");
        officer = desk.add(QStringLiteral("Thượng sĩ Trần Thị Hạnh"), Role::Officer, "mot hai ba bon");
        StationInfo info;
        info.id = QStringLiteral("TRAM-01");
        info.name = QStringLiteral("Trạm thu nhận xã Kim Sơn");
        info.communeCode = QStringLiteral("14620");
        info.practice = practice;
        window = std::make_unique<MainWindow>(WindowParts {.desk = desk,
            .handOver = handOver,
            .roster = roster,
            .info = info,
            .procedures = {},
            .reader = reader,
            .camera = camera,
            .judge =
                [](const GreyImage&) {
                    return Result<FingerQuality>(FingerQuality {80, 0.6, 0.5});
                },
            .clock = clock,
            .preferences = preferences,
            .languages = languages,
            .makeCase = [this](QWidget* parent) { return openCase = new FakeCase(parent); },
            .endedSuddenly = endedSuddenly});
    }
    void show()
    {
        window->show();
        window->shell().begin();
        QApplication::setActiveWindow(window.get());
        waitUntilActive();
    }
    template<class T>
    T* part(const char* name)
    {
        T* found = window->findChild<T*>(QString::fromLatin1(name));
        if (!found)
            throw std::runtime_error(std::string("no part named ") + name);
        return found;
    }
    void press(const char* button) { QTest::mouseClick(part<QPushButton>(button), Qt::LeftButton); }
    void signIn(const char* passphrase = "bon tu ngau nhien")
    {
        QTest::keyClicks(part<QLineEdit>("passphrase"), QString::fromUtf8(passphrase));
        QTest::keyClick(part<QLineEdit>("passphrase"), Qt::Key_Return);
    }
    void key(Qt::Key which, Qt::KeyboardModifiers with = Qt::NoModifier)
    {
        QWidget* focus = QApplication::focusWidget();
        QTest::keyClick(focus ? focus : window.get(), which, with);
    }
    [[nodiscard]] Page page() { return window->shell().view().page; }

private:
    void waitUntilActive()
    {
        if (!QTest::qWaitForWindowActive(window.get()))
            throw std::runtime_error("the window did not become active");
    }
};

inline DraftSummary draft(int number, const QString& name, CaseStep step, Instant changed)
{
    DraftSummary made;
    made.id = PacketId::create(Instant {std::chrono::milliseconds {number}});
    made.caseNumber = QStringLiteral("HS-%1").arg(number, 5, 10, QLatin1Char('0'));
    made.procedureId = QStringLiteral("cc-new-14");
    made.step = step;
    made.changedAt = changed;
    made.fingersDone = 7;
    made.personName = name;
    return made;
}

inline QueueRow packet(int number, PacketState state, Instant now)
{
    QueueRow made;
    made.id = PacketId::create(Instant {std::chrono::milliseconds {1000 + number}});
    made.caseNumber = QStringLiteral("HS-%1").arg(number, 5, 10, QLatin1Char('0'));
    made.state = state;
    made.seq = number;
    made.size = 700'000 + number;
    made.sealedAt = now - std::chrono::minutes {number};
    made.stateSince = made.sealedAt;
    made.dueAt = made.sealedAt;
    made.receiptSeq = state == PacketState::Received || state == PacketState::Processed ? 100 + number : 0;
    return made;
}

} // namespace station
