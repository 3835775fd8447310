#include "core/enroll/packet_shape.h"

#include "core/enroll/packet.h"
#include "core/enroll/whole_packet.h"

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

/// The recipient as a packet names it, byte by byte: X.509 compares names without regard to case.
bool names(const std::optional<Element>& recipientId, const X509* recipient)
{
    const X509_NAME* issuer = X509_get_issuer_name(recipient);
    const ASN1_INTEGER* serial = X509_get0_serialNumber(recipient);
    const int nameSize = i2d_X509_NAME(issuer, nullptr);
    const int serialSize = i2d_ASN1_INTEGER(serial, nullptr);
    if (!recipientId || recipientId->tag != V_ASN1_SEQUENCE || nameSize < 0 || serialSize < 0)
        return false;
    QByteArray expected(nameSize + serialSize, '\0');
    auto* at = reinterpret_cast<unsigned char*>(expected.data());
    return i2d_X509_NAME(issuer, &at) == nameSize && i2d_ASN1_INTEGER(serial, &at) == serialSize
        && recipientId->content == expected;
}

/// A key in whole bytes and not compressed: OpenSSL takes other spellings of the same point as well.
bool isPlainPoint(const std::optional<Element>& key)
{
    return key && key->tag == V_ASN1_BIT_STRING && key->content.startsWith(QByteArray("\0\4", 2));
}

/// RFC 5652 §6.2: 3 for key agreement, [1]; 0 with issuer and serial number for key transport, a plain
/// SEQUENCE.
bool isRecipient(const std::optional<Element>& recipient, const X509* certificate)
{
    if (!recipient)
        return false;
    const QByteArray& body = recipient->content;
    const auto version = inside(body, 0);
    if (recipient->tagClass == V_ASN1_CONTEXT_SPECIFIC)
        return recipient->tag == 1 && isNumber(version, 3) && isPlainPoint(inside(body, 1, 0, 1))
            && names(inside(body, 3, 0, 0), certificate);
    return isNumber(version, 0) && names(inside(body, 1), certificate);
}

} // namespace

bool hasPacketShape(const QByteArray& sealed, const X509* recipient)
{
    constexpr char tagBytes = 16;
    const auto enveloped = inside(sealed, 0, 1, 0); // ContentInfo, its [0], AuthEnvelopedData
    if (!enveloped)
        return false;
    const QByteArray& body = enveloped->content;
    return isNumber(inside(body, 0), 0) && isRecipient(inside(body, 1, 0), recipient)
        && isObject(inside(body, 2, 0), NID_pkcs7_data) && isObject(inside(body, 2, 1, 0), NID_aes_256_gcm)
        && isNumber(inside(body, 2, 1, 1, 1), tagBytes);
}

bool isWholePacket(const QByteArray& sealed)
{
    qsizetype used = 0;
    const auto outer = firstOf(sealed, used);
    if (!outer || used != sealed.size() || sealed.size() > largestPacket)
        return false;
    const auto enveloped = inside(sealed, 0, 1, 0);
    const auto type = inside(sealed, 0, 0);
    return isObject(type, NID_id_smime_ct_authEnvelopedData) && enveloped
        && isObject(inside(enveloped->content, 2, 0), NID_pkcs7_data)
        && isObject(inside(enveloped->content, 2, 1, 0), NID_aes_256_gcm);
}

} // namespace station
