#include "app/station/composition.h"

#include "app/station/context.h"
#include "app/station/hand_over/desk_thread_hand_over.h"
#include "app/station/languages.h"
#include "app/station/look.h"
#include "app/station/one_window.h"
#include "app/station/preferences.h"
#include "app/station/roster/desk_thread_roster.h"
#include "app/station/run_mark.h"
#include "app/station/shell/case_page_area.h"
#include "app/station/shell/desk_thread_shell.h"
#include "app/station/shell/idle_watch.h"
#include "app/station/shell/trouble_page.h"
#include "app/station/start_meter.h"
#include "core/sync/sync_worker.h"
#include "devices/host/hosted_camera.h"
#include "devices/host/hosted_reader.h"
#include "devices/practice/practice_hand.h"

#include <QApplication>
#include <QNetworkInformation>
#include <QRandomGenerator>
#include <QScreen>
#include <QTemporaryDir>
#include <QtEndian>

#include <cstdio>

namespace station {
namespace {

/// Readers and cameras on their thread; nothing is started before start().
class Devices {
public:
    Devices(bool practice, bool realCamera)
        : m_practice(practice)
        , m_folder(practice ? std::make_unique<QTemporaryDir>() : nullptr)
        , m_reader(m_thread.adopt(std::make_unique<HostedReader>(readerLaunch())))
        , m_camera(m_thread.adopt(std::make_unique<HostedCamera>(cameraLaunch(practice && !realCamera))))
    {
        if (!m_practice)
            return;
        auto hand = std::make_unique<PracticeHand>(glass());
        hand->follow(m_reader);
        m_hand = &m_thread.adopt(std::move(hand));
    }

    [[nodiscard]] FingerprintReader& reader() { return m_reader; }
    [[nodiscard]] Camera& camera() { return m_camera; }
    void start() { QMetaObject::invokeMethod(&m_reader, &FingerprintReader::start); }
    void offer(FingerPosition position)
    {
        if (m_hand)
            QMetaObject::invokeMethod(m_hand, [hand = m_hand, position] { hand->offer(position); });
    }
    /// The same case has the same hand, today and after a restart.
    void personOf(const PacketId& id)
    {
        const quint64 person
            = qFromBigEndian<quint64>(id.value.toRfc4122().constData() + 8); // its random half
        if (m_hand)
            QMetaObject::invokeMethod(m_hand, [hand = m_hand, person] { hand->setPerson(person); });
    }

private:
    [[nodiscard]] QString glass() const { return m_folder->filePath(QStringLiteral("glass")); }
    [[nodiscard]] HostLaunch readerLaunch() const
    {
        HostLaunch launch = HostLaunch::beside();
        if (m_practice)
            launch.environment.insert(QStringLiteral("FP_VIRTUAL_IMAGE"), glass());
        return launch;
    }
    [[nodiscard]] static HostLaunch cameraLaunch(bool madeUp)
    {
        HostLaunch launch = HostLaunch::beside();
        if (madeUp) {
            const QString person = QString::number(QRandomGenerator::system()->generate());
            launch.arguments = {QStringLiteral("--picture"), QStringLiteral("practice:") + person};
        }
        return launch;
    }

    const bool m_practice;
    // 0700: nobody else offers fingers. A killed window leaves its own behind, so only where it is needed.
    const std::unique_ptr<QTemporaryDir> m_folder;
    WorkerThread m_thread {QStringLiteral("devices")};
    HostedReader& m_reader;
    HostedCamera& m_camera;
    PracticeHand* m_hand = nullptr; // lives on the thread
};

int showTrouble(const QString& folder, const Error& error)
{
    TroublePage page(folder, error);
    page.resize(1280, 720);
    QObject::connect(&page, &TroublePage::closeAsked, &page, &QWidget::close);
    page.show();
    QApplication::exec();
    return 1; // the program could not do its work
}

int showOpenElsewhere(const QString& folder)
{
    std::fprintf(stderr, "enrollment-station: the station is open in another window already\n");
    TroublePage page(folder);
    page.resize(1280, 720);
    QObject::connect(&page, &TroublePage::closeAsked, &page, &QWidget::close);
    page.show();
    QApplication::exec();
    return 1;
}

void keepLook(const Preferences& preferences, bool dark)
{
    look::Theme theme {dark, preferences.largeText()};
    look::apply(*qApp, theme);
    QObject::connect(&preferences, &Preferences::changed, qApp, [&preferences, theme]() mutable {
        if (preferences.largeText() == theme.large)
            return;
        theme.large = preferences.largeText();
        look::apply(*qApp, theme);
    });
}

void keepIdleLock(
    IdleWatch& watch, const Preferences& preferences, MainWindow& window, const FingerprintReader& reader)
{
    watch.setPatience(preferences.idleMinutes());
    QObject::connect(&preferences, &Preferences::changed, &watch,
        [&watch, &preferences] { watch.setPatience(preferences.idleMinutes()); });
    QObject::connect(&watch, &IdleWatch::idle, &window.shell(), &ShellPresenter::lock);
    QObject::connect(&reader, &FingerprintReader::fingerOn, &watch, &IdleWatch::touched);
}

std::unique_ptr<SyncThread> startSync(
    const Arguments& arguments, const StationInfo& info, const Clock& clock, MainWindow& window)
{
    auto sync = std::make_unique<SyncThread>(arguments.station, info.registry, clock);
    SyncWorker& worker = sync->worker();
    QObject::connect(&worker, &SyncWorker::statusChanged, &window, &MainWindow::setStatus);
    QObject::connect(&window, &MainWindow::syncWanted, &worker, &SyncWorker::syncNow);
    QObject::connect(&window, &MainWindow::sendNowWanted, &worker, &SyncWorker::sendNow);
    if (QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability)) {
        // A back end that does not know says "not metered"; the station's own setting has the last word.
        QMetaObject::invokeMethod(&worker, [&worker, metered = QNetworkInformation::instance()->isMetered()] {
            worker.setMetered(metered);
        });
        QObject::connect(QNetworkInformation::instance(), &QNetworkInformation::isMeteredChanged, &worker,
            &SyncWorker::setMetered);
        QObject::connect(QNetworkInformation::instance(), &QNetworkInformation::reachabilityChanged, &worker,
            [&worker](QNetworkInformation::Reachability reachability) {
                if (reachability == QNetworkInformation::Reachability::Online)
                    worker.networkBack();
            });
    }
    sync->syncNow(); // the first status was said before anybody listened
    return sync;
}

void printStartCost()
{
    const auto cost = startCost();
    std::printf("{\"coldStartMs\":%lld,\"residentKiB\":%lld}\n", cost ? cost->milliseconds : -1,
        cost ? cost->residentKiB : -1);
    std::fflush(stdout);
    QCoreApplication::exit(cost ? 0 : 1);
}

} // namespace

int runStation(const Arguments& arguments, bool dark, const std::function<void(MainWindow&)>& ready)
{
    const SystemClock clock;
    Preferences preferences(arguments.station.filePath(QStringLiteral("window.ini")));
    Languages languages;
    languages.use(arguments.language.isEmpty() ? preferences.language() : arguments.language);
    keepLook(preferences, dark);

    const auto alone = takeWindow(arguments.station);
    if (!alone)
        return showOpenElsewhere(arguments.station.absolutePath());
    auto opened = Desk::open(arguments.station, clock);
    if (!opened)
        return showTrouble(arguments.station.absolutePath(), opened.error());
    StationInfo info = (*opened)->info();
    const auto communes = AdminUnits::load(arguments.station.filePath(QStringLiteral("codes/communes.csv")));
    if (communes)
        if (const auto own = communes->byCode(info.communeCode))
            info.communeName = AdminUnits::placeText(*own);
    const std::vector<Procedure> procedures = (*opened)->procedures();
    const RunMark mark(arguments.station);
    DeskThread desk(std::move(*opened));
    DeskThreadShell shellDesk(desk);
    Devices devices(info.practice, arguments.realCamera);
    const StationContext context {desk, info, procedures, devices.reader(), devices.camera(), clock,
        info.practice ? [&devices](FingerPosition position) { devices.offer(position); }
                      : std::function<void(FingerPosition)>(),
        [&devices](const PacketId& id) { devices.personOf(id); },
        [&preferences] {
            if (preferences.sound())
                QApplication::beep();
        },
        communes ? &*communes : nullptr};
    DeskThreadHandOver handOverDesk(desk);
    DeskThreadRoster rosterDesk(desk);
    MainWindow window(
        {shellDesk, handOverDesk, rosterDesk, info, procedures, devices.reader(), devices.camera(),
            fingerQuality, clock, preferences, languages, casePages(context), mark.endedSuddenly()});
    IdleWatch idle(clock);
    keepIdleLock(idle, preferences, window, devices.reader());
    QObject::connect(&window.devices(), &DevicesPresenter::askedForFinger, &window,
        [&devices] { devices.offer(FingerPosition::RightIndex); });

    std::unique_ptr<SyncThread> sync;
    QObject::connect(&window, &MainWindow::signInDrawn, &window, [&] {
        if (arguments.measureStart)
            return printStartCost();
        devices.start(); // nothing of this before the first paint
        sync = startSync(arguments, info, clock, window);
    });
    window.setGeometry(QGuiApplication::primaryScreen()->availableGeometry());
    window.showMaximized();
    window.shell().begin();
    if (ready)
        ready(window);
    return QApplication::exec();
}

} // namespace station
