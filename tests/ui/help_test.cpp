#include "app/station/help/help_panel.h"
#include "app/words/health_words.h"
#include "tests/ui/bench.h"

#include <QDir>
#include <QRegularExpression>
#include <QTextBrowser>

#include <catch2/catch.hpp>

using namespace station;

namespace {

QString page(const QString& language, const QString& name)
{
    QFile file(QStringLiteral(":/help/%1/%2.html").arg(language, name));
    INFO(file.fileName().toStdString());
    REQUIRE(file.open(QFile::ReadOnly));
    return QString::fromUtf8(file.readAll());
}

QStringList pagesOf(const QString& language)
{
    return QDir(QStringLiteral(":/help/") + language)
        .entryList({QStringLiteral("*.html")}, QDir::Files, QDir::Name);
}

} // namespace

TEST_CASE("each cure has its place in the manual, in both languages", "[help]")
{
    const HelpPanel loaded;
    for (const QString& language : Languages::codes()) {
        const QString text = page(language, QStringLiteral("station-check"));
        for (int i = 0; i < cureCount; ++i) {
            const QString anchor = QString::fromLatin1(nameOf(static_cast<Cure>(i)));
            INFO(language.toStdString() << ' ' << anchor.toStdString());
            CHECK(text.count(QStringLiteral("<a name=\"%1\">").arg(anchor)) == 1);
        }
        CHECK(text.count(QStringLiteral("<a name=")) == cureCount); // and none that nothing leads to
    }
}

TEST_CASE("both languages have the same pages, and every link leads somewhere inside", "[help]")
{
    const HelpPanel loaded;
    CHECK(pagesOf(QStringLiteral("vi")) == pagesOf(QStringLiteral("en")));
    CHECK(pagesOf(QStringLiteral("vi")).size() >= 9);
    const QRegularExpression link(QStringLiteral("href=\"([^\"#]*)"));
    for (const QString& language : Languages::codes())
        for (const QString& name : pagesOf(language)) {
            const QString text = page(language, name.chopped(5));
            auto links = link.globalMatch(text);
            while (links.hasNext()) {
                const QString target = links.next().captured(1);
                INFO(language.toStdString() << '/' << name.toStdString() << " -> " << target.toStdString());
                CHECK(pagesOf(language).contains(target));
            }
        }
}

TEST_CASE("F1 opens the page that fits, Escape closes it and leaves the work where it was", "[help]")
{
    Bench bench;
    bench.show();
    bench.key(Qt::Key_F1);
    auto* help = bench.part<HelpPanel>("helpPanel");
    CHECK(help->isVisible());
    CHECK(help->heading() == QStringLiteral("Đăng nhập"));
    bench.key(Qt::Key_F1);
    CHECK_FALSE(help->isVisible());
    bench.signIn();
    bench.key(Qt::Key_2, Qt::ControlModifier);
    bench.press("help");
    CHECK(help->heading() == QStringLiteral("Hàng chờ gửi"));
    bench.key(Qt::Key_Escape);
    CHECK_FALSE(help->isVisible());
    CHECK(bench.page() == Page::Queue); // the window's own Escape did not see it
    bench.press("language-en");
    bench.key(Qt::Key_F1);
    CHECK(help->heading() == QStringLiteral("Queue"));
}

TEST_CASE("a cure leads to its own place in the manual", "[help]")
{
    Bench bench;
    bench.desk.known.officers = 1;
    bench.show();
    bench.press("checkStation");
    const auto buttons = bench.window->findChildren<QPushButton*>("healthHelp");
    REQUIRE_FALSE(buttons.empty());
    QTest::mouseClick(buttons.front(), Qt::LeftButton);
    CHECK(bench.part<QTextBrowser>("helpText")->source().fragment() == QStringLiteral("add-officer"));
    CHECK(bench.part<HelpPanel>("helpPanel")->isVisible());
}

TEST_CASE("the manual opens nothing from outside", "[help]")
{
    HelpPanel panel;
    panel.open(QStringLiteral("index"));
    auto* text = panel.findChild<QTextBrowser*>(QStringLiteral("helpText"));
    const QUrl before = text->source();
    emit text->anchorClicked(QUrl(QStringLiteral("https://example.invalid/")));
    emit text->anchorClicked(QUrl(QStringLiteral("file:///etc/passwd")));
    CHECK(text->source() == before);
}
