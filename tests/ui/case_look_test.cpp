// Pictures of every page, for eyes. Hidden: run with "[look]" and STATION_SCREENSHOTS=folder.

#include "app/station/languages.h"
#include "app/station/look.h"
#include "core/biometrics/image_codec.h"
#include "devices/practice/practice_portrait.h"
#include "tests/support/case_bench.h"
#include "tests/support/test_data.h"

#include <QLabel>

using namespace station;

namespace {

struct Variant {
    QString language;
    QSize window;
    bool large = false;
    bool bedside = false;
};

struct Photographer {
    CaseBench& bench;
    QString folder;
    QString prefix;
    int number = 0;

    void take(const char* name)
    {
        QTest::qWait(60);
        const QString file = QStringLiteral("%1/%2-%3-%4.png")
                                 .arg(folder, prefix)
                                 .arg(++number, 2, 10, QLatin1Char('0'))
                                 .arg(QString::fromLatin1(name));
        REQUIRE(bench.page->grab().save(file));
    }
};

GreyImage anyPrint(int grey)
{
    QFile file(testData(QStringLiteral("prints/whorl.png")));
    if (!file.open(QIODevice::ReadOnly))
        return printOf(grey);
    const GreyImage print = decodeGrey(file.readAll()).value();
    std::vector<std::uint8_t> pixels(print.pixels().begin(), print.pixels().end());
    pixels.front() = static_cast<std::uint8_t>(grey);
    return {print.width(), print.height(), 500, std::move(pixels)};
}

void person(CaseBench& bench, Photographer& camera)
{
    bench.page->openNew();
    camera.take("choose");
    bench.key(Qt::Key_1);
    REQUIRE(bench.isAt(CaseStep::Person));
    camera.take("person-empty");
    bench.primary();
    camera.take("person-errors");
    auto* name = bench.part<QLineEdit>("name_full");
    name->setFocus();
    sendKeys(name,
        QStringLiteral("012094999001||Công Tằng Tôn Nữ Hoàng Nguyễn Thị Phương Thảo Bảo "
                       "Quyên|15031994|Nam|Số nhà 123 ngách "
                       "45/67 ngõ 89 đường Nguyễn Hữu Cảnh kéo dài, tổ dân phố Đông Thành Nam, phường Nghĩa "
                       "Lộ, tỉnh Quảng "
                       "Ngãi|20082024"));
    QTest::keyClick(name, Qt::Key_Return);
    bench.type(QStringLiteral("pin"), QStringLiteral("012194999001"));
    bench.pick(QStringLiteral("ethnicity"), QStringLiteral("01"));
    bench.pick(QStringLiteral("nationality"), QStringLiteral("VN"));
    bench.type(QStringLiteral("phone"), QStringLiteral("0912"));
    camera.take("person-card");
    bench.type(QStringLiteral("phone"), QString());
    bench.part<QPushButton>("sex.keep")->click();
    bench.primary();
    REQUIRE(bench.isAt(CaseStep::Portrait));
}

void portrait(CaseBench& bench, Photographer& camera)
{
    bench.camera.become(DeviceState::Missing);
    camera.take("portrait-no-camera");
    bench.camera.become(DeviceState::Ready);
    const auto picture = std::make_shared<const ColourImage>(practicePortrait(7, 1280, 720));
    for (int i = 0; i < 12; ++i) {
        bench.camera.show(picture, bench.now += std::chrono::milliseconds(35));
        QTest::qWait(30);
    }
    camera.take("portrait-live");
    const auto dark = std::make_shared<const ColourImage>(plainPicture(40, 640, 480));
    for (int i = 0; i < 3; ++i) {
        bench.camera.show(dark, bench.now += std::chrono::milliseconds(60));
        QTest::qWait(30);
    }
    camera.take("portrait-bad");
    bench.key(Qt::Key_Space);
    REQUIRE(until([&] { return bench.part<QPushButton>("portrait.again")->isVisible(); }));
    camera.take("portrait-waiver");
    bench.key(Qt::Key_R);
    auto* again = bench.part<QPushButton>("portrait.again");
    REQUIRE(until([&] {
        bench.camera.show(picture, bench.now += std::chrono::milliseconds(60));
        return again->isVisible();
    }));
    camera.take("portrait-judging");
    bench.key(Qt::Key_Return);
    REQUIRE(bench.isAt(CaseStep::Fingers));
}

void fingers(CaseBench& bench, Photographer& camera)
{
    camera.take("fingers-first");
    bench.reader.touch(anyPrint(90));
    REQUIRE(until([&] { return bench.fingersDone() == 1; }));
    for (int i = 0; i < 3; ++i) {
        REQUIRE(until([&] { return bench.reader.isArmed; }));
        bench.reader.touch(anyPrint(20 + i));
        if (i == 1) {
            REQUIRE(until([&] { return bench.reader.isArmed; }));
            camera.take("fingers-weak");
        }
    }
    REQUIRE(until([&] { return bench.fingersDone() == 2; }));
    camera.take("fingers-kept-weak");
    bench.key(Qt::Key_X);
    bench.key(Qt::Key_2);
    camera.take("fingers-reason");
    bench.key(Qt::Key_Return);
    REQUIRE(until([&] { return bench.fingersDone() == 3; }));
    bench.reader.giveUp(ErrorCode::DeviceMissing);
    bench.reader.become(DeviceState::Missing);
    camera.take("fingers-reader-lost");
    bench.reader.become(DeviceState::Ready);
    bench.key(Qt::Key_4, Qt::AltModifier);
    REQUIRE(bench.isAt(CaseStep::Review));
    camera.take("review-open");
    bench.key(Qt::Key_3, Qt::AltModifier);
    REQUIRE(bench.isAt(CaseStep::Fingers));
    for (int i = 0; i < 7; ++i) {
        REQUIRE(until([&] { return bench.reader.isArmed; }));
        bench.reader.touch(anyPrint(90));
    }
    REQUIRE(until([&] { return bench.fingersDone() == 10; }));
    camera.take("fingers-done");
    bench.primary();
    REQUIRE(bench.isAt(CaseStep::Review));
}

} // namespace

TEST_CASE("pictures of every page", "[.][look]")
{
    const QString folder = qEnvironmentVariable("STATION_SCREENSHOTS");
    if (folder.isEmpty()) {
        WARN("SKIPPED: STATION_SCREENSHOTS names no folder");
        return;
    }
    QDir().mkpath(folder);
    Languages languages;
    const Variant variant = GENERATE(Variant {QStringLiteral("vi"), {1280, 672}, false},
        Variant {QStringLiteral("en"), {1366, 720}, false}, Variant {QStringLiteral("vi"), {1280, 672}, true},
        Variant {QStringLiteral("vi"), {1280, 640}, false, true},
        Variant {QStringLiteral("en"), {1366, 688}, false, true});
    languages.use(variant.language);
    look::apply(*qApp, {false, variant.large});
    CaseTools tools = fakeTools();
    tools.makeExaminer = realTools().makeExaminer;
    CaseBench bench;
    bench.kill(tools);
    bench.page->setBedside(variant.bedside);
    bench.page->resize(variant.window);
    Photographer camera {bench, folder,
        variant.language + (variant.large ? QStringLiteral("-large") : QString())
            + (variant.bedside ? QStringLiteral("-bedside") : QString())};
    person(bench, camera);
    portrait(bench, camera);
    fingers(bench, camera);
    camera.take("review"); // a very weak print waits for a second officer
    bench.part<QPushButton>("signOff.nobody")->click();
    camera.take("review-nobody-else");
    bench.part<QPushButton>("signOff.no")->click();
    bench.signOff("not these words");
    REQUIRE(until([&] { return !bench.part<QLabel>("signOff.error")->text().isEmpty(); }));
    camera.take("review-wrong-passphrase");
    bench.signOff(DeskBench::binhWords);
    REQUIRE(until([&] { return !bench.part<QLineEdit>("signOff.passphrase")->isVisible(); }));
    camera.take("review-signed");
    bench.key(Qt::Key_F11);
    auto* citizen = QApplication::topLevelWidgets().value(0);
    for (QWidget* each : QApplication::topLevelWidgets())
        if (each->objectName() == QLatin1String("review.fullScreen"))
            citizen = each;
    citizen->resize(1366, 768);
    REQUIRE(citizen->grab().save(QStringLiteral("%1/%2-citizen.png").arg(folder, camera.prefix)));
    QTest::keyClick(citizen, Qt::Key_Escape);
    QApplication::setActiveWindow(bench.page.get());
    bench.part<QCheckBox>("review.confirmed")->setFocus();
    bench.key(Qt::Key_Space);
    REQUIRE(until([&] { return bench.part<QPushButton>("case.primary")->isEnabled(); }));
    bench.part<QPushButton>("case.primary")->click();
    const bool sealed = until([&] { return bench.page->view().stage == CaseStage::Sealed; });
    camera.take("done");
    const auto trouble = bench.page->view().trouble;
    CAPTURE(trouble ? trouble->detail : std::string());
    REQUIRE(sealed);
}
