#pragma once

#include "core/enroll/packet.h"

#include <QByteArray>
#include <QString>

#include <memory>

namespace station {

/// A certificate and its key, PEM.
struct KeyPair {
    QByteArray certificatePem;
    QByteArray keyPem;
};

enum class KeyKind { P256, P384, Rsa3072, Rsa2048 };

/// A certificate authority for tests, with keys made for the test and thrown away with it.
class TestAuthority {
public:
    explicit TestAuthority(const QString& name = QStringLiteral("Test CA"));
    /// Another one's keys, PEM: the registry's own.
    TestAuthority(const QByteArray& caPem, const QByteArray& keyPem);
    ~TestAuthority();

    [[nodiscard]] QByteArray caPem() const;
    /// extendedKeyUsage clientAuth and emailProtection, as `reference-registry station` makes them.
    [[nodiscard]] KeyPair station(const QString& name, KeyKind kind = KeyKind::P256) const;
    /// A recipient of packets.
    [[nodiscard]] KeyPair registry(KeyKind kind = KeyKind::P256) const;
    /// extendedKeyUsage serverAuth.
    [[nodiscard]] KeyPair tlsServer() const;
    [[nodiscard]] KeyPair tlsServerFromTomorrow() const;
    [[nodiscard]] KeyPair tlsServerUntilYesterday() const;
    /// Ended yesterday.
    [[nodiscard]] KeyPair expiredStation(const QString& name) const;
    /// Good for so many seconds from now.
    [[nodiscard]] KeyPair shortStation(const QString& name, int seconds) const;
    /// As tlsServer(), for 127.0.0.1, from tomorrow on.
    [[nodiscard]] KeyPair tomorrowsTlsServer() const;

    /// All four texts of one station.
    [[nodiscard]] static StationIdentity identity(
        const TestAuthority& ca, const KeyPair& station, const KeyPair& registry);

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace station
