#include "core/enroll/packet_shape.h"

#include <openssl/asn1.h>
#include <openssl/err.h>
#include <openssl/objects.h>

#include <optional>

namespace station {
namespace {

/// One element of DER: its tag, and what it holds.
struct Element {
    int tag = 0;
    int tagClass = 0;
    QByteArray content;
};

std::optional<Element> firstOf(const QByteArray& der, qsizetype& used)
{
    const auto* const start = reinterpret_cast<const unsigned char*>(der.constData());
    const unsigned char* at = start;
    long length = 0;
    Element element;
    const int how
        = ASN1_get_object(&at, &length, &element.tag, &element.tagClass, static_cast<long>(der.size()));
    if ((how & 0x80) != 0 || (how & 0x01) != 0) { // an error, or a length left open
        ERR_clear_error();
        return std::nullopt;
    }
    element.content = der.mid(at - start, static_cast<qsizetype>(length));
    used = at - start + static_cast<qsizetype>(length);
    return element;
}

/// The n-th element inside, then the n-th inside that, and so on.
template<class... Steps>
std::optional<Element> inside(const QByteArray& der, int n, Steps... steps)
{
    QByteArray rest = der;
    std::optional<Element> element;
    for (int i = 0; i <= n; ++i) {
        qsizetype used = 0;
        element = firstOf(rest, used);
        if (!element)
            return std::nullopt;
        rest = rest.mid(used);
    }
    if constexpr (sizeof...(steps) == 0)
        return element;
    else
        return inside(element->content, steps...);
}

bool isNumber(const std::optional<Element>& element, char value)
{
    return element && element->tag == V_ASN1_INTEGER && element->content == QByteArray(1, value);
}

bool isObject(const std::optional<Element>& element, int nid)
{
    const ASN1_OBJECT* known = OBJ_nid2obj(nid);
    return element && element->tag == V_ASN1_OBJECT
        && element->content
        == QByteArray(
            reinterpret_cast<const char*>(OBJ_get0_data(known)), static_cast<qsizetype>(OBJ_length(known)));
}

/// RFC 5652 §6.2: 3 for key agreement, [1]; 0 or 2 for key transport, a plain SEQUENCE.
bool isRecipient(const std::optional<Element>& recipient)
{
    if (!recipient)
        return false;
    const auto version = inside(recipient->content, 0);
    if (recipient->tagClass == V_ASN1_CONTEXT_SPECIFIC)
        return recipient->tag == 1 && isNumber(version, 3);
    return isNumber(version, 0);
}

} // namespace

bool hasPacketShape(const QByteArray& sealed)
{
    constexpr char tagBytes = 16;
    const auto enveloped = inside(sealed, 0, 1, 0); // ContentInfo, its [0], AuthEnvelopedData
    if (!enveloped)
        return false;
    const QByteArray& body = enveloped->content;
    return isNumber(inside(body, 0), 0) && isRecipient(inside(body, 1, 0))
        && isObject(inside(body, 2, 0), NID_pkcs7_data) && isObject(inside(body, 2, 1, 0), NID_aes_256_gcm)
        && isNumber(inside(body, 2, 1, 1, 1), tagBytes);
}

} // namespace station
