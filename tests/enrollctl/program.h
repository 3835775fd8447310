#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <catch2/catch.hpp>

#include <vector>

namespace station {

/// What one run of a real process said.
struct Ran {
    int code = -1;
    std::vector<QJsonObject> lines; ///< stdout, a JSON object a line
    QString text; ///< stderr
};

/// Runs a program of build/<preset>/bin to its end.
inline Ran runProgram(const QString& name, const QStringList& arguments)
{
    QProcess process;
    process.start(qEnvironmentVariable("STATION_BIN") + "/" + name, arguments);
    REQUIRE(process.waitForFinished(60000));
    Ran ran;
    ran.code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    ran.text = QString::fromUtf8(process.readAllStandardError());
    for (const QByteArray& line : process.readAllStandardOutput().split('\n'))
        if (!line.isEmpty()) {
            const auto document = QJsonDocument::fromJson(line);
            CHECK(document.isObject());
            ran.lines.push_back(document.object());
        }
    return ran;
}

} // namespace station
