#include "tests/protocol/direct_server.h"

#include <cstring>

namespace station::model {
namespace {

class MemoryStream final : public httplib::Stream {
public:
    explicit MemoryStream(std::string in)
        : m_in(std::move(in))
    {
    }
    bool is_readable() const override { return true; }
    bool is_writable() const override { return true; }
    ssize_t read(char* to, size_t size) override
    {
        const size_t count = std::min(size, m_in.size() - m_at);
        std::memcpy(to, m_in.data() + m_at, count);
        m_at += count;
        return static_cast<ssize_t>(count);
    }
    ssize_t write(const char* from, size_t size) override
    {
        m_out.append(from, size);
        return static_cast<ssize_t>(size);
    }
    void get_remote_ip_and_port(std::string& ip, int& port) const override { ip = "127.0.0.1", port = 1; }
    void get_local_ip_and_port(std::string& ip, int& port) const override { ip = "127.0.0.1", port = 2; }
    socket_t socket() const override { return 0; }
    [[nodiscard]] const std::string& out() const { return m_out; }

private:
    std::string m_in;
    size_t m_at = 0;
    std::string m_out;
};

std::string wire(const QString& station, const HttpRequest& request)
{
    QByteArray text = request.method + ' ' + request.path.toUtf8()
        + " HTTP/1.1\r\nHost: registry\r\nX-Station: " + station.toUtf8() + "\r\n";
    for (const auto& [name, value] : request.headers)
        text += name + ": " + value + "\r\n";
    if (request.method == "PUT" || request.method == "POST" || request.method == "PATCH")
        text += "Content-Length: " + QByteArray::number(request.body.size()) + "\r\n";
    return (text + "\r\n" + request.body).toStdString();
}

HttpResponse parsed(const std::string& out)
{
    const QByteArray text = QByteArray::fromStdString(out);
    const auto end = text.indexOf("\r\n\r\n");
    const auto lines = text.left(end).split('\n');
    HttpResponse response;
    response.status = lines.front().split(' ').at(1).toInt();
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const auto colon = lines.at(i).indexOf(':');
        response.headers.insert(lines.at(i).left(colon).toLower(), lines.at(i).mid(colon + 1).trimmed());
    }
    response.body = text.mid(end + 4);
    return response;
}

} // namespace

HttpResponse DirectServer::answer(const QString& station, const HttpRequest& request)
{
    MemoryStream stream(wire(station, request));
    bool closed = false;
    process_request(stream, true, closed, [](httplib::Request&) {});
    return parsed(stream.out());
}

} // namespace station::model
