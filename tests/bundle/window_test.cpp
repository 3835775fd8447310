#include "app/station/hand_over/desk_thread_hand_over.h"
#include "app/station/roster/desk_thread_roster.h"
#include "app/station/shell/desk_thread_shell.h"
#include "tests/bundle/bundle_bench.h"
#include "tests/ui/bench.h"

#include <QComboBox>
#include <QLabel>

#include <catch2/catch.hpp>

using namespace station;

namespace {

/// The real window over a station's real directory, as the program makes it; only the devices are made up.
class Window {
public:
    explicit Window(Post& post)
        : m_desk(openedDesk(post))
        , m_shell(m_desk)
        , m_handOver(m_desk)
        , m_roster(m_desk)
    {
        look::apply(*qApp, {});
        m_languages.use(QStringLiteral("en"));
        StationInfo info;
        info.id = post.name;
        window = std::make_unique<MainWindow>(WindowParts {.desk = m_shell,
            .handOver = m_handOver,
            .roster = m_roster,
            .info = info,
            .procedures = {},
            .reader = m_reader,
            .camera = m_camera,
            .judge =
                [](const GreyImage&) {
                    return Result<FingerQuality>(FingerQuality {80, 0.6, 0.5});
                },
            .clock = post.clock,
            .preferences = m_preferences,
            .languages = m_languages,
            .makeCase = [](QWidget* parent) { return new FakeCase(parent); }});
        window->show();
        window->shell().begin();
        auto* officers = part<QListWidget>("officers");
        REQUIRE(QTest::qWaitFor([&] { return officers->count() > 0; }, 10'000));
        QTest::keyClicks(part<QLineEdit>("passphrase"), QString::fromUtf8(DeskBench::anWords));
        QTest::keyClick(part<QLineEdit>("passphrase"), Qt::Key_Return);
        REQUIRE(QTest::qWaitFor([&] { return window->shell().view().page == Page::Home; }, 20'000));
        window->shell().go(Page::Queue);
        QTest::mouseClick(part<QPushButton>("goHandOver"), Qt::LeftButton);
        REQUIRE(window->shell().view().page == Page::HandOver);
        waitForList();
    }

    template<class T>
    T* part(const char* name)
    {
        T* found = window->findChild<T*>(QString::fromLatin1(name));
        REQUIRE(found);
        return found;
    }
    /// Presses, waits until the work has ended and the list is read again.
    void press(const char* button)
    {
        QTest::mouseClick(part<QPushButton>(button), Qt::LeftButton);
        REQUIRE(QTest::qWaitFor([&] { return !window->handOver().view().busy(); }, 20'000));
        waitForList();
    }
    void waitForList()
    {
        const int before = window->handOver().view().reading;
        window->handOver().refresh();
        REQUIRE(QTest::qWaitFor([&] { return window->handOver().view().reading > before; }, 10'000));
    }
    /// What the page shows of its newest bundle, once it has read what others did meanwhile.
    bool becomes(BundleState state)
    {
        return QTest::qWaitFor(
            [&] {
                window->handOver().refresh();
                return !bundles().empty() && bundles()[0].state == state;
            },
            10'000);
    }
    void choose(const QString& stick) { part<QComboBox>("stick")->setEditText(stick); }
    [[nodiscard]] std::string trouble()
    {
        auto* label = part<QLabel>("handOverTrouble");
        return label->isVisible() ? label->text().toStdString() : std::string();
    }
    [[nodiscard]] std::vector<BundleRow> bundles() { return window->handOver().view().facts.bundles; }

    std::unique_ptr<MainWindow> window;

private:
    static std::unique_ptr<Desk> openedDesk(Post& post)
    {
        post.close();
        auto desk = Desk::open(post.station, post.clock);
        REQUIRE(desk);
        return std::move(*desk);
    }

    DeskThread m_desk;
    DeskThreadShell m_shell;
    DeskThreadHandOver m_handOver;
    DeskThreadRoster m_roster;
    QTemporaryDir m_folder;
    Preferences m_preferences {m_folder.filePath("window.ini")};
    Languages m_languages;
    FakeReader m_reader;
    FakeCamera m_camera;
};

struct WindowBench {
    RegistryBench registry;
    FixedClock clock {fromMs(1795780800000)};
    Post origin {"station-1", registry.identity("station-1"), clock};
    Post desk {"desk-1", registry.identity("desk-1"), clock};
    QTemporaryDir stick;
    std::vector<PacketId> ids;

    WindowBench()
    {
        registry.start();
        ids = {origin.seal(), origin.seal(), origin.seal()};
    }
    void sync(Post& post)
    {
        if (const Status done = post.sync(registry.url()); !done)
            FAIL(post.name.toStdString() << ": " << done.error().detail);
    }
};

} // namespace

TEST_CASE("through the window: written at A, taken over at B, sent by B, and A reads B's word", "[window]")
{
    WindowBench bench;
    {
        Window a(bench.origin);
        a.choose(bench.stick.path());
        a.part<QLineEdit>("otherStation")->setText("desk-1");
        REQUIRE(a.part<QListWidget>("packets")->count() == 3);
        a.press("give");
        CHECK(a.trouble() == "");
        CHECK(a.part<QListWidget>("packets")->count() == 0);
        REQUIRE(a.bundles().size() == 1);
        CHECK(a.becomes(BundleState::Out));
    }
    bench.sync(bench.origin);
    CHECK(bench.registry.blobCount() == 0); // nothing of it goes out from here
    {
        Window b(bench.desk);
        b.choose(bench.stick.path());
        b.press("takeOver");
        CHECK(b.trouble() == "");
        REQUIRE(b.bundles().size() == 1);
        CHECK(b.becomes(BundleState::Imported));
        bench.sync(bench.desk);
        CHECK(b.becomes(BundleState::Accepted));
        CHECK(b.part<QListWidget>("bundles")->item(0)->text().contains("Sent from here"));
    }
    {
        Window a(bench.origin);
        a.choose(bench.stick.path());
        a.press("readWord");
        CHECK(a.trouble() == "");
        CHECK(a.becomes(BundleState::Acknowledged));
    }
    bench.origin.restart();
    const auto allProcessed = [&] {
        bench.sync(bench.desk);
        bench.sync(bench.origin);
        const auto rows = bench.origin.rows();
        return std::all_of(rows.begin(), rows.end(),
            [](const QueueRow& row) { return row.state == PacketState::Processed; });
    };
    CHECK(QTest::qWaitFor(allProcessed, 20'000));
    CHECK(bench.registry.blobCount() == 3);
    CHECK(bench.origin.desk->verifyLedger());
}

TEST_CASE("through the window: a torn stick is refused at B with its cure, written again, and taken over",
    "[window]")
{
    WindowBench bench;
    {
        Window a(bench.origin);
        a.choose(bench.stick.path());
        a.part<QLineEdit>("otherStation")->setText("desk-1");
        a.press("give");
    }
    const QString folder = stick::bundleFolders(bench.stick.path()).value(0);
    REQUIRE(QFile::resize(folder + "/00000002.P7M", 100));
    {
        Window b(bench.desk);
        b.choose(bench.stick.path());
        b.press("takeOver");
        CHECK(b.trouble().find("torn") != std::string::npos);
        CHECK(b.bundles().empty());
    }
    {
        Window a(bench.origin);
        a.choose(bench.stick.path());
        a.part<QListWidget>("bundles")->setCurrentRow(0);
        a.press("writeAgain");
        CHECK(a.trouble() == "");
    }
    Window b(bench.desk);
    b.choose(bench.stick.path());
    b.press("takeOver");
    CHECK(b.trouble() == "");
    REQUIRE(b.bundles().size() == 1);
}

TEST_CASE("through the window: a lost stick is taken back by a supervisor and sent from here", "[window]")
{
    WindowBench bench;
    {
        Window a(bench.origin);
        a.choose(bench.stick.path());
        a.part<QLineEdit>("otherStation")->setText("desk-1");
        a.press("give");
        a.part<QListWidget>("bundles")->setCurrentRow(0);
        a.press("takeBack");
        a.part<QComboBox>("takeBackReason")->setCurrentIndex(0);
        a.press("takeBackYes");
        CHECK(a.becomes(BundleState::AskedBack));
        bench.sync(bench.origin);
        CHECK(a.becomes(BundleState::TakenBack));
    }
    bench.origin.restart();
    for (const PacketId& id : bench.ids)
        CHECK(bench.origin.row(id).custody == Custody::Here);
    CHECK(bench.registry.blobCount() == 3); // the pass that asked also sent them
}
