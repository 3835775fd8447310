#include "core/sync/curl_transport.h"

#include <curl/curl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <mutex>
#include <poll.h>
#include <utility>

namespace station {
namespace {

constexpr long probePatienceMs = 1000;

struct FreeEasy {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeMulti {
    void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
};
struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using EasyPtr = std::unique_ptr<CURL, FreeEasy>;
using HeaderList = std::unique_ptr<curl_slist, FreeList>;

/// What one request collects.
struct Reception {
    HttpResponse response;
    qint64 limit = 0;
    bool tooLong = false;
};

std::size_t onBody(char* data, std::size_t size, std::size_t count, void* pointer)
{
    auto& reception = *static_cast<Reception*>(pointer);
    const auto bytes = static_cast<qint64>(size * count);
    if (reception.response.body.size() + bytes > reception.limit) {
        reception.tooLong = true;
        return 0;
    }
    reception.response.body.append(data, bytes);
    return size * count;
}

std::size_t onHeader(char* data, std::size_t size, std::size_t count, void* pointer)
{
    auto& headers = static_cast<Reception*>(pointer)->response.headers;
    const QByteArray line = QByteArray(data, static_cast<qsizetype>(size * count)).trimmed();
    if (line.startsWith("HTTP/"))
        headers.clear(); // 100 Continue came before
    const auto colon = line.indexOf(':');
    if (colon > 0)
        headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
    return size * count;
}

void setBlob(CURL* easy, CURLoption option, const QByteArray& bytes)
{
    curl_blob blob {
        const_cast<char*>(bytes.constData()), static_cast<std::size_t>(bytes.size()), CURL_BLOB_COPY};
    curl_easy_setopt(easy, option, &blob);
}

/// Bytes that may wait in the kernel without being on the way. libcurl counts what the kernel has taken as
/// moved: a whole chunk in a socket's buffer would be silence to the stall timer while the line is at work.
constexpr int unsentAtMost = 32 << 10;

int onSocket(void* settings, curl_socket_t socket, curlsocktype)
{
    // Neither is needed for being right, so a kernel that refuses is not asked why.
    const QByteArray& congestion = static_cast<const TransportSettings*>(settings)->congestion;
    if (!congestion.isEmpty()) {
        (void)::setsockopt(socket, IPPROTO_TCP, TCP_CONGESTION, congestion.constData(),
            static_cast<socklen_t>(congestion.size()));
    }
    (void)::setsockopt(socket, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &unsentAtMost, sizeof unsentAtMost);
    return CURL_SOCKOPT_OK;
}

void applySettings(CURL* easy, const TransportSettings& settings)
{
    curl_easy_setopt(easy, CURLOPT_SOCKOPTFUNCTION, onSocket);
    curl_easy_setopt(easy, CURLOPT_SOCKOPTDATA, &settings);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "https");
    curl_easy_setopt(easy, CURLOPT_PROXY, ""); // the environment does not choose who carries packets
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(easy, CURLOPT_TCP_NODELAY, 1L);
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_3));
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    // CAINFO_BLOB takes the place of the CA file only: without the next line /etc/ssl/certs is trusted as
    // well
    curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
    setBlob(easy, CURLOPT_CAINFO_BLOB, settings.identity.registryCaPem);
    if (!settings.identity.certificatePem.isEmpty()) {
        setBlob(easy, CURLOPT_SSLCERT_BLOB, settings.identity.certificatePem);
        setBlob(easy, CURLOPT_SSLKEY_BLOB, settings.identity.privateKeyPem);
    }
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(settings.connectTimeout.count()));
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 10L);
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(settings.stall.count()));
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, onBody);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, onHeader);
}

void applyRequest(CURL* easy, const HttpRequest& request, const QUrl& registry)
{
    QString root = registry.toString(
        QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
    if (root.endsWith(QLatin1Char('/')))
        root.chop(1);
    curl_easy_setopt(easy, CURLOPT_URL, (root + request.path).toUtf8().constData());
    curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L); // clears what the request before has set
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, nullptr);
    if (request.method == "HEAD") {
        curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
    } else if (request.method != "GET") {
        curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request.method.constData());
        if (request.method != "DELETE") {
            curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.constData());
            curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        }
    }
}

HeaderList headerList(const HttpRequest& request)
{
    curl_slist* list
        = curl_slist_append(nullptr, "Expect:"); // costs a round trip and gains nothing for small bodies
    if (request.method == "POST" || request.method == "PUT" || request.method == "PATCH") {
        bool typed = false;
        for (const auto& [name, value] : request.headers)
            typed = typed || name.compare("Content-Type", Qt::CaseInsensitive) == 0;
        if (!typed)
            list = curl_slist_append(list, "Content-Type:");
    }
    for (const auto& [name, value] : request.headers)
        list = curl_slist_append(list, (name + ": " + value).constData());
    return HeaderList(list);
}

bool saysAny(const std::string& text, std::initializer_list<const char*> words)
{
    for (const auto* word : words) {
        if (text.find(word) != std::string::npos)
            return true;
    }
    return false;
}

bool isRefusal(const std::string& words)
{
    return saysAny(words,
        {"alert certificate required", "alert bad certificate", "alert unknown ca",
            "alert certificate unknown", "alert certificate revoked", "alert certificate expired",
            "alert unsupported certificate", "alert access denied", "alert handshake failure"});
}

Error refusalFrom(const std::string& words)
{
    if (saysAny(words, {"alert certificate expired"}))
        return {
            ErrorCode::CertificateExpired, "the registry says that this station's certificate has expired"};
    if (saysAny(words, {"alert certificate revoked"}))
        return {
            ErrorCode::CertificateRevoked, "the registry says that this station's certificate was revoked"};
    return {ErrorCode::RegistryRefused, "the registry does not accept this station's certificate: " + words};
}

/// The line of `words` that says so.
std::optional<Error> refusalIn(const std::string& words)
{
    for (const auto& line : QByteArray::fromStdString(words).split('\n')) {
        if (isRefusal(line.toStdString()))
            return refusalFrom(line.trimmed().toStdString());
    }
    return std::nullopt;
}

int onWords(CURL*, curl_infotype type, char* data, std::size_t size, void* words)
{
    if (type == CURLINFO_TEXT)
        static_cast<std::string*>(words)->append(data, size);
    return 0;
}

/// libcurl folds many TLS troubles into few codes; OpenSSL's words tell them apart.
Error errorOf(CURLcode code, const std::string& words)
{
    const std::string detail = words.empty() ? curl_easy_strerror(code) : words;
    if (isRefusal(words))
        return refusalFrom(words);
    // Our clock is the first suspect: a registry whose certificate has run out is missed by every station.
    if (code == CURLE_PEER_FAILED_VERIFICATION
        && saysAny(words, {"certificate is not yet valid", "certificate has expired"}))
        return {ErrorCode::ClockWrong, detail};
    const bool untrusted = code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_ISSUER_ERROR
        || code == CURLE_SSL_PINNEDPUBKEYNOTMATCH || code == CURLE_UNSUPPORTED_PROTOCOL
        || code == CURLE_WEIRD_SERVER_REPLY
        || saysAny(words,
            {"wrong version number", "unsupported protocol", "alert protocol version", "http request",
                "packet length too long", "bad record type"});
    if (untrusted)
        return {ErrorCode::RegistryUntrusted, detail};
    if (code == CURLE_SSL_CERTPROBLEM || code == CURLE_SSL_CACERT_BADFILE)
        return {ErrorCode::InvalidInput, "the station's certificate or key cannot be used: " + detail};
    return {ErrorCode::RegistryUnreached, detail};
}

} // namespace

struct CurlTransport::Handles {
    std::unique_ptr<CURLM, FreeMulti> multi {curl_multi_init()};
    EasyPtr easy {curl_easy_init()};
    char words[CURL_ERROR_SIZE] = "";

    /// Runs the easy handle until it is done or `cancelled`.
    CURLcode perform(CURL* handle, const std::atomic<bool>& cancelled)
    {
        words[0] = '\0';
        curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, words);
        curl_multi_add_handle(multi.get(), handle);
        CURLcode result = CURLE_ABORTED_BY_CALLBACK;
        for (int running = 1; !cancelled.load();) {
            if (curl_multi_perform(multi.get(), &running) != CURLM_OK)
                break;
            int left = 0;
            if (const CURLMsg* message = curl_multi_info_read(multi.get(), &left);
                message && message->msg == CURLMSG_DONE) {
                result = message->data.result;
                break;
            }
            curl_multi_poll(multi.get(), nullptr, 0, 1000, nullptr);
        }
        curl_multi_remove_handle(multi.get(), handle);
        return result;
    }
};

CurlTransport::CurlTransport(TransportSettings settings)
    : m_settings(std::move(settings))
{
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    m_handles = std::make_unique<Handles>();
    applySettings(m_handles->easy.get(), m_settings);
}

CurlTransport::~CurlTransport() = default;

void CurlTransport::cancel()
{
    m_cancelled = true;
    curl_multi_wakeup(m_handles->multi.get());
}

Result<HttpResponse> CurlTransport::send(const HttpRequest& request)
{
    if (m_settings.registry.scheme() != QLatin1String("https") || m_settings.registry.host().isEmpty())
        return fail(ErrorCode::InvalidInput, "the registry's address must begin with https://");
    CURL* easy = m_handles->easy.get();
    Reception reception;
    reception.limit = request.answerLimit;
    const HeaderList headers = headerList(request);
    applyRequest(easy, request, m_settings.registry);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &reception);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &reception);

    const CURLcode code = m_handles->perform(easy, m_cancelled);
    countBytes(request);
    if (m_cancelled)
        return fail(ErrorCode::Cancelled, "asked to stop");
    if (reception.tooLong)
        return fail(ErrorCode::RegistryUntrusted, "the answer is longer than any of the registry's");
    if (code != CURLE_OK)
        return tl::unexpected<Error>(explain(code, reception.response.headers.isEmpty()));
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    reception.response.status = static_cast<int>(status);
    m_lineWasGood = true;
    return reception.response;
}

void CurlTransport::countBytes(const HttpRequest& request) const
{
    if (!m_settings.carried)
        return;
    constexpr qint64 ownHeaders = 80; // HTTP/1.1, Host, Accept, Content-Length
    constexpr qint64 handshakeUp = 1700; // two certificates, measured with tests/links
    constexpr qint64 handshakeDown = 1500;
    CURL* easy = m_handles->easy.get();
    curl_off_t up = 0;
    curl_off_t down = 0;
    long headersDown = 0;
    long connects = 0;
    curl_easy_getinfo(easy, CURLINFO_SIZE_UPLOAD_T, &up);
    curl_easy_getinfo(easy, CURLINFO_SIZE_DOWNLOAD_T, &down);
    curl_easy_getinfo(easy, CURLINFO_HEADER_SIZE, &headersDown);
    curl_easy_getinfo(easy, CURLINFO_NUM_CONNECTS, &connects);
    qint64 headersUp = ownHeaders + request.method.size() + request.path.size();
    for (const auto& [name, value] : request.headers)
        headersUp += name.size() + value.size() + 4;
    m_settings.carried(
        up + headersUp + connects * handshakeUp, down + headersDown + connects * handshakeDown);
}

Error CurlTransport::explain(int code, bool nothingHeard)
{
    const Error error = errorOf(static_cast<CURLcode>(code), m_handles->words);
    const bool brokenOff = code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR || code == CURLE_GOT_NOTHING;
    const bool lineWasGood = std::exchange(m_lineWasGood, false);
    if (error.code != ErrorCode::RegistryUnreached || !brokenOff || !nothingHeard || lineWasGood)
        return error;
    return refusal().value_or(error);
}

std::optional<Error> CurlTransport::refusal()
{
    // In TLS 1.3 the server judges our certificate after our side of the handshake is done. Its alert then
    // waits unread behind a failed write. A connection that sends nothing gets to read it.
    const EasyPtr probe(curl_easy_init());
    applySettings(probe.get(), m_settings);
    curl_easy_setopt(probe.get(), CURLOPT_URL, m_settings.registry.toString().toUtf8().constData());
    curl_easy_setopt(probe.get(), CURLOPT_CONNECT_ONLY, 1L);
    curl_easy_setopt(probe.get(), CURLOPT_CONNECTTIMEOUT_MS, probePatienceMs);
    // The error buffer keeps the first complaint, which may be about a lost peer's address: collect them all.
    std::string words;
    curl_easy_setopt(probe.get(), CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(probe.get(), CURLOPT_DEBUGFUNCTION, onWords);
    curl_easy_setopt(probe.get(), CURLOPT_DEBUGDATA, &words);
    if (curl_easy_perform(probe.get()) != CURLE_OK)
        return refusalIn(words);
    curl_socket_t socket = CURL_SOCKET_BAD;
    curl_easy_getinfo(probe.get(), CURLINFO_ACTIVESOCKET, &socket);
    pollfd ready {socket, POLLIN, 0};
    if (::poll(&ready, 1, static_cast<int>(probePatienceMs)) <= 0)
        return std::nullopt;
    char byte = 0;
    std::size_t got = 0;
    (void)curl_easy_recv(probe.get(), &byte, 1, &got); // "again": session tickets, we are welcome
    return refusalIn(words);
}

} // namespace station
