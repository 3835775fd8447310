#define CATCH_CONFIG_RUNNER
#include <QApplication>
#include <QStandardPaths>

#include <catch2/catch.hpp>

namespace {

QtMessageHandler before = nullptr;

/// The offscreen platform says this for every window.
void leaveOutNoise(QtMsgType type, const QMessageLogContext& context, const QString& text)
{
    if (text != QLatin1String("This plugin does not support propagateSizeHints()"))
        before(type, context, text);
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("TZ", "<+07>-7"); // Vietnam, without a time zone database
    QStandardPaths::setTestModeEnabled(true);
    before = qInstallMessageHandler(leaveOutNoise);
    QApplication application(argc, argv);
    return Catch::Session().run(argc, argv);
}
