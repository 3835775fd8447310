#include "app/station/practice_band.h"
#include "tests/ui/bench.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QSpinBox>
#include <QTableWidget>
#include <QXmlStreamReader>

#include <catch2/catch.hpp>

using namespace station;
using namespace std::chrono_literals;

namespace {

constexpr auto workPages
    = {Page::Home, Page::Queue, Page::HandOver, Page::Devices, Page::Settings, Page::Check};

/// Everything an officer could read in the window now.
QStringList wordsIn(QWidget* window)
{
    QStringList words;
    for (const auto* label : window->findChildren<QLabel*>())
        words << label->text();
    for (const auto* button : window->findChildren<QAbstractButton*>())
        words << button->text();
    for (const auto* combo : window->findChildren<QComboBox*>())
        for (int i = 0; i < combo->count(); ++i)
            words << combo->itemText(i);
    for (const auto* table : window->findChildren<QTableWidget*>())
        for (int i = 0; i < table->columnCount(); ++i)
            words << table->horizontalHeaderItem(i)->text();
    for (const auto* widget : window->findChildren<QWidget*>())
        words << widget->accessibleName() << widget->toolTip();
    words.removeAll(QString());
    return words;
}

/// The English sources that read differently in Vietnamese.
QSet<QString> englishSources()
{
    QSet<QString> sources;
    QFile file(qEnvironmentVariable("STATION_SOURCE") + QStringLiteral("/translations/shell_vi.ts"));
    REQUIRE(file.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&file);
    QString source;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QLatin1String("source"))
            source = xml.readElementText();
        else if (xml.name() == QLatin1String("translation")
            && xml.readElementText(QXmlStreamReader::IncludeChildElements) != source)
            sources.insert(source);
    }
    REQUIRE(sources.size() > 200);
    return sources;
}

void fill(Bench& bench)
{
    const Instant now = bench.clock.now();
    bench.desk.counts
        = {.captured = 104, .received = 88, .waiting = 12, .needsYou = 2, .waitingBytes = 8'808'038};
    bench.desk.openDrafts
        = {draft(1, QStringLiteral("Công Tằng Tôn Nữ Ngọc Quỳnh Nguyễn Hoàng Phương Uyên Thảo Nguyên"),
               CaseStep::Fingers, now - 5min),
            draft(2, QStringLiteral("Lò Văn Thử Nghiệm"), CaseStep::Review, now - 50h)};
    for (int i = 0; i < 60; ++i)
        bench.desk.rows.push_back(packet(i, static_cast<PacketState>(i % 11), now));
    for (int i = 0; i < 30; ++i)
        bench.handOver.known.waiting.push_back(packet(i, PacketState::Sealed, now));
    for (const BundleState state : {BundleState::Out, BundleState::Acknowledged, BundleState::Accepted}) {
        BundleRow row;
        row.id = BundleId::create(now);
        row.incoming = state == BundleState::Accepted;
        row.peer = QStringLiteral("tram-cong-an-xa-kim-son-02");
        row.state = state;
        row.packets = 30;
        row.stateSince = now - 26h;
        bench.handOver.known.bundles.push_back(row);
    }
    bench.handOver.known.sticks = {{"/media/hanh/KINGSTON", "KINGSTON", 14'000'000'000, false}};
    bench.desk.histories[bench.desk.rows[0].id.text()] = {{now - 3min, QStringLiteral("sealed"), {}}};
}

} // namespace

TEST_CASE("a language switch leaves no English word in Vietnamese and comes back", "[languages]")
{
    Bench bench(true, QStringLiteral("en"));
    fill(bench);
    bench.show();
    bench.window->buildAll();
    bench.signIn();
    bench.key(Qt::Key_2, Qt::ControlModifier);
    bench.key(Qt::Key_5, Qt::ControlModifier);
    bench.key(Qt::Key_3, Qt::ControlModifier);
    bench.key(Qt::Key_F1);
    const QStringList before = wordsIn(bench.window.get());

    bench.press("language-vi");
    QCoreApplication::sendPostedEvents();
    const QSet<QString> english = englishSources();
    for (const QString& word : wordsIn(bench.window.get())) {
        INFO(word.toStdString());
        CHECK_FALSE(english.contains(word));
    }
    CHECK(bench.preferences.language() == QStringLiteral("vi"));

    bench.press("language-en");
    QCoreApplication::sendPostedEvents();
    const QStringList after = wordsIn(bench.window.get());
    for (qsizetype i = 0; i < std::max(before.size(), after.size()); ++i) {
        INFO("word " << i);
        CHECK(after.value(i).toStdString() == before.value(i).toStdString());
    }
}

TEST_CASE("every page fits 1280 by 720, in both languages, with practice band and with large text", "[fit]")
{
    for (const QString& language : Languages::codes())
        for (const bool large : {false, true}) {
            Bench bench(true, language);
            fill(bench);
            look::apply(*qApp, {false, large});
            bench.show();
            bench.signIn();
            for (const Page page : workPages) {
                bench.window->shell().go(page);
                QCoreApplication::sendPostedEvents();
                const QSize least = bench.window->minimumSizeHint();
                INFO(language.toStdString() << ", large " << large << ", page " << static_cast<int>(page)
                                            << ": " << least.width() << " x " << least.height());
                CHECK(least.width() <= 1280);
                CHECK(least.height() <= 720);
            }
            look::apply(*qApp, {});
        }
}

TEST_CASE("sign-in, setup and lock fit 1280 by 720 with large text", "[fit]")
{
    for (const bool firstRun : {false, true}) {
        Bench bench(true);
        look::apply(*qApp, {false, true});
        if (firstRun)
            bench.desk.people.clear();
        bench.show();
        const QSize least = bench.window->minimumSizeHint();
        INFO(least.width() << " x " << least.height());
        CHECK(least.width() <= 1280);
        CHECK(least.height() <= 720);
        look::apply(*qApp, {});
    }
}

TEST_CASE("no visible word is cut off at 1280 by 720", "[fit]")
{
    for (const QString& language : Languages::codes()) {
        Bench bench(true, language);
        fill(bench);
        bench.show();
        bench.signIn();
        for (const Page page : workPages) {
            bench.window->shell().go(page);
            QCoreApplication::sendPostedEvents(); // layouts follow their texts
            for (const auto* button : bench.window->findChildren<QPushButton*>()) {
                INFO(language.toStdString() << ' ' << button->objectName().toStdString());
                CHECK((!button->isVisible() || button->width() >= button->minimumSizeHint().width()));
            }
        }
    }
}

TEST_CASE("everything that takes the keyboard has a name for a screen reader", "[access]")
{
    Bench bench(true);
    fill(bench);
    bench.show();
    bench.window->buildAll();
    bench.signIn();
    for (const Page page : workPages)
        bench.window->shell().go(page);
    for (const auto* widget : bench.window->findChildren<QWidget*>()) {
        const bool popup = widget->window() != bench.window.get(); // a combo box's list
        if (popup || !(widget->focusPolicy() & Qt::TabFocus)
            || widget->objectName().startsWith(QLatin1String("qt_"))
            || widget->objectName() == QLatin1String("caseField"))
            continue;
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        const bool editorOfSpinBox = qobject_cast<const QSpinBox*>(widget->parentWidget()) != nullptr;
        INFO(widget->metaObject()->className() << ' ' << widget->objectName().toStdString());
        CHECK((
            editorOfSpinBox || !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty())));
        CHECK((editorOfSpinBox || !widget->objectName().isEmpty()));
    }
}

TEST_CASE("the practice band is there in practice and nowhere else", "[practice]")
{
    Bench practice(true);
    practice.show();
    CHECK(practice.part<PracticeBand>("practiceBand")->isVisible());
    practice.signIn();
    CHECK(practice.part<PracticeBand>("practiceBand")->isVisible());
    CHECK(practice.part<PracticeBand>("practiceBand")->height() >= 24);

    Bench real(false);
    CHECK(real.window->findChild<PracticeBand*>() == nullptr);
}

TEST_CASE("settings are kept as soon as they are chosen", "[settings]")
{
    Bench bench;
    bench.show();
    bench.signIn();
    bench.key(Qt::Key_4, Qt::ControlModifier);
    QTest::mouseClick(bench.part<QAbstractButton>("largeText"), Qt::LeftButton, {}, QPoint(12, 18));
    CHECK(bench.preferences.largeText());
    bench.part<QSpinBox>("idleMinutes")->setValue(9);
    CHECK(bench.preferences.idleMinutes() == 9min);
    bench.preferences.setSound(false);
    CHECK_FALSE(bench.part<QAbstractButton>("sound")->isChecked());
}
