// A device host that misbehaves in the way STATION_ODD names, and a parent that can be killed (--parent).
#include "devices/host/hosted_reader.h"
#include "devices/host/payload.h"

#include <QCoreApplication>

#include <cstdio>
#include <unistd.h>

using namespace station;

namespace {

QByteArray hello(quint32 version = hostProtocolVersion, quint8 kind = 1)
{
    return toFrame({MessageType::Hello, PayloadWriter().u32(version).u8(kind).take()});
}

/// What this host says as soon as it is connected.
QByteArray firstWords(const QByteArray& oddity)
{
    if (oddity == "other-version")
        return hello(hostProtocolVersion + 1);
    if (oddity == "other-kind")
        return hello(hostProtocolVersion, 2);
    if (oddity == "noise")
        return QByteArray("GET / HTTP/1.1\r\n\r\n").repeated(100);
    if (oddity == "huge")
        return hello() + QByteArray::fromHex("ffffffff1301"); // a print of 4 GiB
    if (oddity == "torn-print")
        return hello() + toFrame({MessageType::Print, QByteArray(11, 'x')});
    if (oddity == "wrong-direction")
        return hello() + toFrame({MessageType::Arm, PayloadWriter().u32(1).take()});
    if (oddity == "half-a-message")
        return hello() + QByteArray::fromHex("10000000");
    return hello(); // "silent": and never a pong
}

int misbehave(const QString& socketPath)
{
    QLocalSocket socket;
    socket.connectToServer(socketPath);
    if (!socket.waitForConnected(2000))
        return 1;
    const QByteArray oddity = qgetenv("STATION_ODD");
    socket.write(firstWords(oddity));
    socket.waitForBytesWritten(1000);
    if (oddity == "half-a-message")
        _exit(1);
    if (oddity == "print-and-die") {
        while (!socket.readAll().contains(toFrame({MessageType::Arm, PayloadWriter().u32(1).take()})))
            if (!socket.waitForReadyRead(2000))
                return 1;
        socket.write(toFrame(printMessage({1, GreyImage(2, 2, 500, {1, 2, 3, 4})})));
        socket.waitForBytesWritten(1000);
        _exit(1);
    }
    ::pause(); // until killed
    return 0;
}

/// Starts a reader's host as the window does and says its process id.
int parent(QCoreApplication& application)
{
    HostedReader reader(HostLaunch::beside());
    QObject::connect(&reader.host(), &HostProcess::up, &application, [&] {
        std::printf("%lld\n", static_cast<long long>(reader.host().processId()));
        std::fflush(stdout);
    });
    reader.start();
    return application.exec();
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.contains(QStringLiteral("--parent")))
        return parent(application);
    return misbehave(arguments.last());
}
