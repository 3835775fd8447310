#include "app/station/self_test.h"

#include "app/station/context.h"
#include "app/station/hand_over/desk_thread_hand_over.h"
#include "app/station/languages.h"
#include "app/station/look.h"
#include "app/station/preferences.h"
#include "app/station/roster/desk_thread_roster.h"
#include "app/station/shell/case_page_area.h"
#include "app/station/shell/desk_thread_shell.h"
#include "app/station/shell/main_window.h"
#include "core/biometrics/image_codec.h"

#include <QApplication>
#include <QPixmap>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTimer>

#include <cstdio>

namespace station {
namespace {

constexpr std::chrono::seconds patience {20};
constexpr KeyCost quick {1, 8U << 20U}; // the passphrases guard nothing

struct NoReader final : FingerprintReader {
    void start() override { }
    void select(const QString&) override { }
    void arm() override { }
    void disarm() override { }
};

struct NoCamera final : Camera {
    void select(const QString&) override { }
    void start() override { }
    void stop() override { }
};

Result<std::unique_ptr<Desk>> temporaryDesk(const QDir& folder, const Clock& clock)
{
    StationInfo info;
    info.name = QStringLiteral("Self-test");
    info.communeCode = QStringLiteral("00001");
    info.practice = true;
    if (const Status made = Desk::create(folder, info, clock, quick); !made)
        return failed(made);
    auto desk = Desk::open(folder, clock);
    if (!desk)
        return desk;
    for (const auto& [name, role] :
        {std::pair("first", Role::Supervisor), std::pair("second", Role::Officer)})
        if (const auto added = (*desk)->addOfficer(
                QString::fromLatin1(name), role, QByteArray("self test ") + name, "self test first");
            !added)
            return failed(added);
    return desk;
}

int paintEveryPage(MainWindow& window, Languages& languages)
{
    int painted = 0;
    window.buildAll();
    for (const QString& language : Languages::codes()) {
        languages.use(language);
        for (QWidget* page : window.findChildren<QWidget*>(QRegularExpression(QStringLiteral("Page$"))))
            painted += page->grab().isNull() ? 0 : 1;
    }
    return painted;
}

} // namespace

int runSelfTest()
{
    const QTemporaryDir folder;
    const SystemClock clock;
    auto opened = temporaryDesk(QDir(folder.filePath(QStringLiteral("station"))), clock);
    if (!opened) {
        std::fprintf(stderr, "self-test: the temporary station failed: %s\n", opened.error().detail.c_str());
        return 1;
    }
    if (const Status loaded = loadPictureLibrary(); !loaded) {
        std::fprintf(stderr, "self-test: %s\n", loaded.error().detail.c_str());
        return 1;
    }
    Preferences preferences(folder.filePath(QStringLiteral("window.ini")));
    Languages languages;
    look::apply(*qApp, {});
    const StationInfo info = (*opened)->info();
    const std::vector<Procedure> procedures = (*opened)->procedures();
    DeskThread desk(std::move(*opened));
    DeskThreadShell shellDesk(desk);
    NoReader reader;
    NoCamera camera;
    const StationContext context {desk, info, procedures, reader, camera, clock, {}};
    DeskThreadHandOver handOverDesk(desk);
    DeskThreadRoster rosterDesk(desk);
    MainWindow window({shellDesk, handOverDesk, rosterDesk, info, procedures, reader, camera, fingerQuality,
        clock, preferences, languages, casePages(context)});
    QObject::connect(&window, &MainWindow::signInDrawn, &window, [&] {
        const int pages = paintEveryPage(window, languages);
        std::printf("{\"selfTest\":\"ok\",\"version\":\"%s\",\"procedures\":%zu,\"pagesPainted\":%d}\n",
            STATION_VERSION, procedures.size(), pages);
        std::fflush(stdout);
        QCoreApplication::exit(0);
    });
    QTimer::singleShot(patience, &window, [] {
        std::fprintf(stderr, "self-test: the sign-in page did not appear\n");
        QCoreApplication::exit(1);
    });
    window.show();
    window.shell().begin();
    return QCoreApplication::exec();
}

} // namespace station
