#pragma once

#include <QString>
#include <QTemporaryDir>

namespace station {

/// A PostgreSQL of its own on a Unix socket, without TCP and without fsync. As root it runs as user postgres,
/// because PostgreSQL refuses to run as root. Stopped when it is destroyed.
class TestPostgres {
public:
    [[nodiscard]] static bool isInstalled();
    TestPostgres();
    ~TestPostgres();
    TestPostgres(const TestPostgres&) = delete;
    TestPostgres& operator=(const TestPostgres&) = delete;

    /// Makes an empty database and returns its address.
    [[nodiscard]] QString freshDatabase();

private:
    void run(const QString& program, const QStringList& arguments) const;

    QTemporaryDir m_root {QStringLiteral("/tmp/station-pg-XXXXXX")}; // a socket's path has at most 107 bytes
    int m_count = 0;
};

} // namespace station
