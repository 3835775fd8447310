#include "core/vault/sealed.h"

#include <cstring>
#include <sodium.h>

namespace station {
namespace {

constexpr char formatVersion = 0x01;
constexpr auto nonceBytes = static_cast<qsizetype>(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
constexpr auto tagBytes = static_cast<qsizetype>(crypto_aead_xchacha20poly1305_ietf_ABYTES);
constexpr qsizetype headBytes = 1 + nonceBytes;
static_assert(cellKeyBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

const unsigned char* raw(const QByteArray& bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.constData());
}
unsigned char* raw(QByteArray& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }
unsigned long long length(const QByteArray& bytes) { return static_cast<unsigned long long>(bytes.size()); }

QByteArray associated(const CellName& cell)
{
    return QByteArray(cell.table) + '|' + cell.column + '|' + cell.row.toUtf8();
}

QByteArray seal(const Secret& key, const CellName& cell, const unsigned char* value, std::size_t size)
{
    const QByteArray place = associated(cell);
    QByteArray sealed(headBytes + static_cast<qsizetype>(size) + tagBytes, Qt::Uninitialized);
    sealed[0] = formatVersion;
    unsigned char* const nonce = raw(sealed) + 1;
    randombytes_buf(nonce, static_cast<std::size_t>(nonceBytes));
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        raw(sealed) + headBytes, nullptr, value, size, raw(place), length(place), nullptr, nonce, key.data());
    return sealed;
}

bool open(const Secret& key, const CellName& cell, const QByteArray& sealed, unsigned char* value)
{
    const QByteArray place = associated(cell);
    return crypto_aead_xchacha20poly1305_ietf_decrypt(value, nullptr, nullptr, raw(sealed) + headBytes,
               static_cast<unsigned long long>(sealed.size() - headBytes), raw(place), length(place),
               raw(sealed) + 1, key.data())
        == 0;
}

bool hasShape(const QByteArray& sealed)
{
    return sealed.size() >= headBytes + tagBytes && sealed[0] == formatVersion;
}

tl::unexpected<Error> damaged(const CellName& cell)
{
    return fail(
        ErrorCode::Damaged, std::string("sealed value ") + cell.table + '.' + cell.column + " does not open");
}

} // namespace

QByteArray sealCell(const Secret& key, const CellName& cell, const QByteArray& value)
{
    return seal(key, cell, raw(value), static_cast<std::size_t>(value.size()));
}

Result<QByteArray> openCell(const Secret& key, const CellName& cell, const QByteArray& sealed)
{
    if (key.size() != cellKeyBytes || !hasShape(sealed))
        return damaged(cell);
    QByteArray value(sealed.size() - headBytes - tagBytes, Qt::Uninitialized);
    if (!open(key, cell, sealed, raw(value)))
        return damaged(cell);
    return value;
}

QByteArray wrapKey(const Secret& by, const CellName& cell, const Secret& key)
{
    return seal(by, cell, key.data(), key.size());
}

Result<Secret> unwrapKey(const Secret& by, const CellName& cell, const QByteArray& wrapped)
{
    if (by.size() != cellKeyBytes || !hasShape(wrapped)
        || wrapped.size() != headBytes + tagBytes + static_cast<qsizetype>(cellKeyBytes))
        return damaged(cell);
    Secret key(cellKeyBytes);
    if (!open(by, cell, wrapped, key.data()))
        return damaged(cell);
    return key;
}

} // namespace station
