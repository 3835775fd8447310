// The whole station, worked from outside: a line on stdin is what the officer does next, a JSON line on
// stdout is what came of it. Everything but the fingers on the keyboard is the product.
#include "app/station/arguments.h"
#include "app/station/case/case_page.h"
#include "app/station/composition.h"
#include "app/station/shell/main_window.h"
#include "core/base/process_guard.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QSocketNotifier>
#include <QTableWidget>
#include <QTest>
#include <QTimer>

#include <sys/prctl.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <functional>
#include <iostream>
#include <map>
#include <string>
#include <thread>

using namespace station;

namespace {

#ifdef STATION_SANITIZER
constexpr int patienceMs = 60000; // ten fingers took 20 s beside a build
#else
constexpr int patienceMs = 20000;
#endif

/// How late an idle thread wakes up: what this computer itself costs just now, whatever the window does.
class IdleThread {
public:
    IdleThread()
        : m_thread([this] { watch(); })
    {
    }
    ~IdleThread()
    {
        m_stop = true;
        m_thread.join();
    }
    std::atomic<qint64> latestMs {0};

private:
    void watch()
    {
        QElapsedTimer since;
        while (!m_stop) {
            since.restart();
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
            latestMs = std::max<qint64>(latestMs, since.elapsed() - 5);
        }
    }
    std::atomic<bool> m_stop {false};
    std::thread m_thread;
};

class Driver : public QObject {
public:
    explicit Driver(MainWindow& window)
        : m_window(window)
        , m_commands(0, QSocketNotifier::Read)
    {
        connect(&m_commands, &QSocketNotifier::activated, this, &Driver::obey);
        connect(&m_ticker, &QTimer::timeout, this,
            [this] { m_longest = std::max(m_longest, m_since.restart()); });
        m_since.start();
        m_ticker.start(5);
    }

private:
    using Act = std::function<bool(const QString&)>;

    void obey()
    {
        std::string line;
        if (!std::getline(std::cin, line))
            return QCoreApplication::exit(0);
        m_commands.setEnabled(false);
        const QString text = QString::fromStdString(line);
        const QString verb = text.section(' ', 0, 0);
        const auto act = m_acts.find(verb);
        const bool fine = act != m_acts.end() && act->second(text.section(' ', 1));
        QJsonObject answer = state();
        answer[QStringLiteral("command")] = verb;
        answer[QStringLiteral("fine")] = fine;
        std::printf("%s\n", QJsonDocument(answer).toJson(QJsonDocument::Compact).constData());
        std::fflush(stdout);
        m_commands.setEnabled(true);
    }

    [[nodiscard]] CasePage* page() const { return m_window.findChild<CasePage*>(); }
    template<class T>
    [[nodiscard]] T* part(const QString& name) const
    {
        QWidget* root = page() ? static_cast<QWidget*>(page()) : &m_window;
        return root->findChild<T*>(name);
    }
    [[nodiscard]] static bool until(const std::function<bool()>& holds, int patience = patienceMs)
    {
        return QTest::qWaitFor(holds, patience);
    }
    [[nodiscard]] bool isAt(CaseStep step) const
    {
        return until([&] {
            return page() && page()->view().stage == CaseStage::Working && page()->view().current == step
                && !page()->view().saving;
        });
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWidget* focus = QApplication::focusWidget();
        QTest::keyClick(focus ? focus : &m_window, key, modifiers);
    }
    bool primary()
    {
        key(Qt::Key_Return, Qt::ControlModifier);
        return true;
    }
    static void typeInto(QLineEdit* edit, const QString& text)
    {
        edit->setFocus();
        edit->selectAll();
        for (const QChar letter : text) { // QTest's own typing knows Latin letters only
            QKeyEvent press(QEvent::KeyPress, 0, Qt::NoModifier, QString(letter));
            QCoreApplication::sendEvent(edit, &press);
        }
    }
    bool type(const QString& field, const QString& text)
    {
        auto* edit = part<QLineEdit>(field);
        if (!edit)
            return false;
        typeInto(edit, text);
        QTest::keyClick(edit, Qt::Key_Tab);
        return true;
    }
    bool pick(const QString& field, const QString& code)
    {
        auto* combo = part<QComboBox>(field);
        if (!combo)
            return false;
        combo->setFocus();
        for (int i = 0; i < combo->count() && combo->currentData().toString() != code; ++i)
            QTest::keyClick(combo, Qt::Key_Down);
        return combo->currentData().toString() == code;
    }
    [[nodiscard]] int fingersDone() const
    {
        if (page())
            for (const StepView& step : page()->view().steps)
                if (step.step == CaseStep::Fingers)
                    return step.done;
        return 0;
    }

    bool signIn(const QString& words)
    {
        auto* passphrase = m_window.findChild<QLineEdit*>(QStringLiteral("passphrase"));
        auto* officers = m_window.findChild<QListWidget*>(QStringLiteral("officers"));
        if (!until([&] {
                return m_window.shell().view().page == Page::SignIn && officers && officers->count() > 0;
            }))
            return false;
        officers->setCurrentRow(0);
        typeInto(passphrase, words);
        QTest::keyClick(passphrase, Qt::Key_Return);
        return until([&] { return m_window.shell().view().page == Page::Home; });
    }
    /// Up to and including the check of a wrong one.
    bool wrongWords(const QString& words)
    {
        auto* passphrase = m_window.findChild<QLineEdit*>(QStringLiteral("passphrase"));
        auto* error = m_window.findChild<QLabel*>(QStringLiteral("error"));
        typeInto(passphrase, words);
        QTest::keyClick(passphrase, Qt::Key_Return);
        return until([&] { return error->isVisible(); });
    }
    bool lock(const QString&)
    {
        key(Qt::Key_L, Qt::ControlModifier);
        return until([&] { return m_window.shell().view().page == Page::Lock; });
    }
    bool unlock(const QString& words)
    {
        auto* passphrase = m_window.findChild<QLineEdit*>(QStringLiteral("passphrase"));
        typeInto(passphrase, words);
        QTest::keyClick(passphrase, Qt::Key_Return);
        return until([&] {
            const Page at = m_window.shell().view().page;
            return at == Page::Home || at == Page::Case;
        });
    }
    bool home(const QString&)
    {
        return until([&] {
            if (m_window.shell().view().page == Page::Case)
                key(Qt::Key_Escape);
            return m_window.shell().view().page == Page::Home;
        });
    }
    bool newCase(const QString&)
    {
        key(Qt::Key_N, Qt::ControlModifier);
        if (!until([&] { return page() && page()->view().stage == CaseStage::Choosing; }))
            return false;
        key(Qt::Key_1);
        return isAt(CaseStep::Person);
    }
    bool person(const QString&)
    {
        auto* male = part<QRadioButton>(QStringLiteral("sex.1"));
        if (!male || !type(QStringLiteral("name_full"), QStringLiteral("Lò Văn Thử Nghiệm")))
            return false;
        male->setFocus();
        QTest::keyClick(male, Qt::Key_Space);
        return type(QStringLiteral("pin"), QStringLiteral("012094999001"))
            && type(QStringLiteral("dob"), QStringLiteral("15031994"))
            && pick(QStringLiteral("ethnicity"), QStringLiteral("01"))
            && pick(QStringLiteral("nationality"), QStringLiteral("VN"))
            && type(QStringLiteral("permanent_residence"),
                QStringLiteral("Bản Mẫu 1, xã Phong Thổ, tỉnh Lai Châu"))
            && until([&] { return !page()->view().saving; });
    }
    bool shutter()
    {
        return until([&] {
            auto* again = part<QPushButton>(QStringLiteral("portrait.again"));
            return again && again->isVisible();
        });
    }
    bool usePortrait(const QString&)
    {
        if (!shutter())
            return false;
        key(Qt::Key_Return);
        return isAt(CaseStep::Fingers);
    }
    bool resume(const QString&)
    {
        auto* drafts = m_window.findChild<QTableWidget*>(QStringLiteral("drafts"));
        if (!drafts || !until([&] { return drafts->rowCount() > 0; }))
            return false;
        drafts->setFocus();
        drafts->selectRow(0);
        drafts->setCurrentCell(0, 0);
        QTest::keyClick(drafts, Qt::Key_Return);
        return until([&] { return page() && page()->view().stage == CaseStage::Working; });
    }
    bool confirm(const QString&)
    {
        const auto* box = part<QCheckBox>(QStringLiteral("review.confirmed"));
        if (!box || !box->isChecked()) // not before the window was killed
            key(Qt::Key_Space);
        return until([&] {
            auto* button = part<QPushButton>(QStringLiteral("case.primary"));
            return button && button->isEnabled() && !page()->view().saving;
        });
    }
    bool seal(const QString&)
    {
        primary();
        return until([&] { return page()->view().stage == CaseStage::Sealed; });
    }
    /// The live view is gone, and the page says so in its place.
    bool cameraLost()
    {
        return until([&] {
            auto* button = part<QPushButton>(QStringLiteral("portrait.shutter"));
            auto* view = part<QWidget>(QStringLiteral("portrait.camera"));
            return button && view && view->isVisible() && !button->isEnabled()
                && !view->accessibleDescription().isEmpty();
        });
    }

    [[nodiscard]] QJsonObject state() const
    {
        QJsonObject all {{QStringLiteral("longestStallMs"), m_longest},
            {QStringLiteral("idleThreadLateMs"), m_idle.latestMs.load()}};
        if (!page())
            return all;
        const CaseView& view = page()->view();
        all[QStringLiteral("stage")] = static_cast<int>(view.stage);
        all[QStringLiteral("step")] = static_cast<int>(view.current);
        all[QStringLiteral("case")] = view.caseNumber;
        all[QStringLiteral("fingers")] = fingersDone();
        if (auto* name = part<QLineEdit>(QStringLiteral("name_full")))
            all[QStringLiteral("name")] = name->text();
        if (auto* live = part<QWidget>(QStringLiteral("portrait.camera")))
            all[QStringLiteral("cameraSays")] = live->accessibleDescription();
        return all;
    }

    MainWindow& m_window;
    QSocketNotifier m_commands;
    QTimer m_ticker;
    QElapsedTimer m_since;
    qint64 m_longest = 0;
    IdleThread m_idle;
    const std::map<QString, Act> m_acts {
        {QStringLiteral("sign-in"), [this](const QString& words) { return signIn(words); }},
        {QStringLiteral("wrong"), [this](const QString& words) { return wrongWords(words); }},
        {QStringLiteral("lock"), [this](const QString& rest) { return lock(rest); }},
        {QStringLiteral("unlock"), [this](const QString& words) { return unlock(words); }},
        {QStringLiteral("home"), [this](const QString& rest) { return home(rest); }},
        // As a debugger of the same user would need it: the product itself forbids this.
        {QStringLiteral("let-look"), [](const QString&) { return ::prctl(PR_SET_DUMPABLE, 1) == 0; }},
        {QStringLiteral("new"), [this](const QString& rest) { return newCase(rest); }},
        {QStringLiteral("person"), [this](const QString& rest) { return person(rest); }},
        {QStringLiteral("to-portrait"),
            [this](const QString&) { return primary() && isAt(CaseStep::Portrait); }},
        {QStringLiteral("shutter"), [this](const QString&) { return shutter(); }},
        {QStringLiteral("use-portrait"), [this](const QString& rest) { return usePortrait(rest); }},
        {QStringLiteral("again"),
            [this](const QString&) {
                key(Qt::Key_R);
                return true;
            }},
        {QStringLiteral("fingers"),
            [this](const QString& count) { return until([&] { return fingersDone() >= count.toInt(); }); }},
        {QStringLiteral("to-review"), [this](const QString&) { return primary() && isAt(CaseStep::Review); }},
        {QStringLiteral("confirm"), [this](const QString& rest) { return confirm(rest); }},
        {QStringLiteral("seal"), [this](const QString& rest) { return seal(rest); }},
        {QStringLiteral("resume"), [this](const QString& rest) { return resume(rest); }},
        {QStringLiteral("camera-lost"), [this](const QString&) { return cameraLost(); }},
        {QStringLiteral("grab"), [this](const QString& path) { return m_window.grab().save(path); }},
        {QStringLiteral("reset-stall"),
            [this](const QString&) {
                m_longest = m_idle.latestMs = 0;
                return true;
            }},
        {QStringLiteral("wait"),
            [](const QString& ms) {
                QTest::qWait(ms.toInt());
                return true;
            }},
    };
};

} // namespace

int main(int argc, char** argv)
{
    protectProcess();
    keepFilesPrivate();
    std::setvbuf(
        stdin, nullptr, _IONBF, 0); // what the officer types does not stay in a buffer of the test's own
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("enrollment-station"));
    const Arguments arguments = parseArguments(application);
    std::unique_ptr<Driver> driver;
    return runStation(
        arguments, false, [&driver](MainWindow& window) { driver = std::make_unique<Driver>(window); });
}
