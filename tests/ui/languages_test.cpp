#include "app/station/languages.h"
#include "app/station/preferences.h"
#include "app/words/words.h"

#include <QCoreApplication>
#include <QEvent>
#include <QFile>
#include <QLocale>
#include <QTemporaryDir>
#include <QWidget>

#include <catch2/catch.hpp>

using namespace station;

namespace {

struct Listener final : QWidget {
    int asked = 0;
    void changeEvent(QEvent* event) override { asked += event->type() == QEvent::LanguageChange; }
};

} // namespace

TEST_CASE("the language changes while the program runs and widgets are told", "[languages]")
{
    Languages languages;
    Listener widget;
    languages.use(QStringLiteral("vi"));
    CHECK(words::forStep(CaseStep::Fingers) == QStringLiteral("Vân tay"));
    CHECK(words::language() == QStringLiteral("vi"));
    QCoreApplication::sendPostedEvents();
    widget.asked = 0;

    languages.use(QStringLiteral("en"));
    QCoreApplication::sendPostedEvents();
    CHECK(words::forStep(CaseStep::Fingers) == QStringLiteral("Fingers"));
    CHECK(words::language() == QStringLiteral("en"));
    CHECK(widget.asked > 0);
    CHECK(words::age(Instant {}, Instant {std::chrono::hours {24}}) == QStringLiteral("1 day"));
    CHECK(words::age(Instant {}, Instant {std::chrono::hours {72}}) == QStringLiteral("3 days"));
}

TEST_CASE("an unknown language changes nothing", "[languages]")
{
    Languages languages;
    languages.use(QStringLiteral("vi"));
    languages.use(QStringLiteral("tlh"));
    CHECK(languages.current() == QStringLiteral("vi"));
    CHECK(words::language() == QStringLiteral("vi"));
}

TEST_CASE("preferences are kept, and nonsense in the file is read as the default", "[preferences]")
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("window.ini"));
    SECTION("kept")
    {
        {
            Preferences first(path);
            CHECK(first.language() == QStringLiteral("vi"));
            CHECK(first.idleMinutes() == std::chrono::minutes {5});
            CHECK(first.sound());
            first.setLanguage(QStringLiteral("en"));
            first.setLargeText(true);
            first.setIdleMinutes(std::chrono::minutes {600});
        }
        Preferences second(path);
        CHECK(second.language() == QStringLiteral("en"));
        CHECK(second.largeText());
        CHECK(second.idleMinutes() == Preferences::longestIdle);
    }
    SECTION("nonsense")
    {
        QFile file(path);
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write("[General]\nlanguage=xx\nidleMinutes=-3\nsound=maybe\n\x00\xff[[[");
        file.close();
        Preferences preferences(path);
        CHECK(preferences.language() == QStringLiteral("vi"));
        CHECK(preferences.idleMinutes() == std::chrono::minutes {5});
    }
}

TEST_CASE("Qt's own words in the print dialog have Vietnamese, English stays Qt's", "[languages]")
{
    Languages languages;
    const std::pair<const char*, const char*> words[] {{"QPrintDialog", "&Print"},
        {"QPrintDialog", "&Options >>"}, {"QPrintWidget", "P&roperties"}, {"QPrintSettingsOutput", "Copies:"},
        {"QPageSetupWidget", "Page size:"}, {"QPlatformTheme", "Cancel"}};
    for (const auto& [context, word] : words) {
        INFO(context << ' ' << word);
        languages.use(QStringLiteral("vi"));
        CHECK(QCoreApplication::translate(context, word) != QLatin1String(word));
        languages.use(QStringLiteral("en"));
        CHECK(QCoreApplication::translate(context, word) == QLatin1String(word));
    }
}

TEST_CASE("a role has one name, and so has the queue", "[languages]")
{
    for (const char* name : {"shell_vi.ts", "case_vi.ts"}) {
        QFile file(QString::fromLocal8Bit(qgetenv("STATION_SOURCE")) + QStringLiteral("/translations/")
            + QLatin1String(name));
        REQUIRE(file.open(QFile::ReadOnly));
        const QString text = QString::fromUtf8(file.readAll());
        CHECK_FALSE(text.contains(QStringLiteral("giám sát"), Qt::CaseInsensitive));
        CHECK_FALSE(text.contains(QStringLiteral("hàng đợi"), Qt::CaseInsensitive));
    }
}
