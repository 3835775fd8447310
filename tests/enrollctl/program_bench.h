#pragma once

#include "tests/enrollctl/program.h"
#include "tests/support/desk_bench.h"

#include <QFile>

#include <catch2/catch.hpp>

#include <sqlite3.h>

namespace station {

inline void write(const QString& path, const QByteArray& bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    REQUIRE(file.open(QFile::WriteOnly));
    file.write(bytes);
}

/// Behind the program's back.
inline void changeStation(const QDir& station, const char* sql)
{
    sqlite3* handle = nullptr;
    REQUIRE(sqlite3_open(station.filePath("station.db").toUtf8().constData(), &handle) == SQLITE_OK);
    CHECK(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(handle);
}

/// A station made in this process (with a cheap key cost) for the real program to work on.
struct ProgramBench : DeskBench {
    QString form = folder.filePath("form.json");
    QString fingers = folder.filePath("fingers");
    QString portrait = folder.filePath("portrait.jpg");

    ProgramBench()
    {
        desk.reset();
        write(folder.filePath("an"), QByteArray(anWords) + '\n');
        write(folder.filePath("binh"), QByteArray(binhWords) + '\n');
        write(folder.filePath("wrong"), "not these words\n");
        QJsonObject object;
        const FormValues values = sampleForm();
        for (auto value = values.begin(); value != values.end(); ++value)
            object.insert(value.key(), value->text);
        write(form, QJsonDocument(object).toJson());
        write(portrait, samplePortrait(clock.now()).sourceJpeg);
        for (const FingerPosition position : allFingers)
            write(fingers + QString("/%1.png").arg(static_cast<int>(position), 2, 10, QChar('0')),
                sampleFinger(position, clock.now()).capture->png);
        QFile::remove(fingers + "/10.png");
        write(fingers + "/10.json", R"({"reason":"amputated","note":"as a child"})");
    }
    Ran run(QStringList arguments) const
    {
        return runProgram("enrollctl", QStringList {"--station", station.path(), "--json"} + arguments);
    }
    [[nodiscard]] QStringList signIn(const QString& file = "an") const
    {
        return {"--officer", "An", "--passphrase-file", folder.filePath(file)};
    }
    [[nodiscard]] QStringList secondOfficer() const
    {
        return {"--sign-off", "Bình", "--sign-off-passphrase-file", folder.filePath("binh")};
    }
    [[nodiscard]] QStringList enrollArguments() const
    {
        return QStringList {"enroll", "--procedure", "cc-new-14", "--form", form, "--portrait", portrait,
                   "--fingers", fingers, "--waive-portrait", "health"}
        + secondOfficer() + signIn();
    }
    /// Refused with one clear sentence, nothing half-written.
    void refuses(const QStringList& arguments, const char* words)
    {
        const Ran ran = run(arguments);
        INFO(arguments.join(' ').toStdString());
        INFO(ran.text.toStdString());
        CHECK(ran.code == 1);
        CHECK(ran.text.startsWith("enrollctl: "));
        CHECK(ran.text.contains(words));
        REQUIRE(ran.lines.size() >= 1);
        CHECK(ran.lines.back().contains("cure"));
        CHECK(run({"draft", "list"}).lines.empty());
        CHECK(run({"queue", "list"}).lines.empty());
    }
};

} // namespace station
