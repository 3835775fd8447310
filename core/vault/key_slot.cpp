#include "core/vault/key_slot.h"

#include "core/vault/sealed.h"

#include <QString>

#include <algorithm>
#include <sodium.h>

namespace station {
namespace {

constexpr qsizetype shortestPassphrase = 8; // NIST SP 800-63B §5.1.1.1
constexpr qsizetype longestPassphrase = 1024;

/// The role is part of the name: edited in the database, the slot no longer opens.
CellName cellOf(const OfficerInfo& officer)
{
    switch (officer.role) {
    case Role::Officer: return {"officer", "wrapped", officer.id.text()};
    case Role::Supervisor: return {"supervisor", "wrapped", officer.id.text()};
    }
    return {};
}

const unsigned char* raw(const QByteArray& bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.constData());
}

/// Input methods write the same letter composed or decomposed: both are the same passphrase.
QByteArray composed(const QByteArray& passphrase)
{
    return QString::fromUtf8(passphrase).normalized(QString::NormalizationForm_C).toUtf8();
}

Result<Secret> stretched(const QByteArray& passphrase, const QByteArray& salt, const KeyCost& cost)
{
    startSodium();
    Secret key(cellKeyBytes);
    QByteArray typed = composed(passphrase);
    const int failed = salt.size() != static_cast<qsizetype>(crypto_pwhash_SALTBYTES)
        || crypto_pwhash(key.data(), key.size(), typed.constData(),
               static_cast<unsigned long long>(typed.size()), raw(salt), cost.passes, cost.memoryBytes,
               crypto_pwhash_ALG_ARGON2ID13)
            != 0;
    wipe(typed);
    if (failed)
        return fail(ErrorCode::StorageFailed,
            "Argon2id needs " + std::to_string(cost.memoryBytes >> 20U) + " MiB of free memory");
    return key;
}

} // namespace

Result<KeySlot> makeSlot(
    const OfficerInfo& officer, const QByteArray& passphrase, const Secret& dataKey, const KeyCost& cost)
{
    startSodium();
    KeySlot slot;
    slot.cost = cost;
    slot.salt.resize(static_cast<qsizetype>(crypto_pwhash_SALTBYTES));
    randombytes_buf(slot.salt.data(), crypto_pwhash_SALTBYTES);
    const auto key = stretched(passphrase, slot.salt, cost);
    if (!key)
        return failed(key);
    slot.wrapped = wrapKey(*key, cellOf(officer), dataKey);
    return slot;
}

Result<Secret> openSlot(const KeySlot& slot, const OfficerInfo& officer, const QByteArray& passphrase)
{
    const auto key = stretched(passphrase, slot.salt, slot.cost);
    if (!key)
        return failed(key);
    auto inner = unwrapKey(*key, cellOf(officer), slot.wrapped);
    if (!inner)
        return fail(ErrorCode::WrongPassphrase, "wrong passphrase");
    if (!slot.isBox())
        return inner;
    Secret dataKey(cellKeyBytes);
    if (slot.boxPublic.size() != static_cast<qsizetype>(crypto_box_PUBLICKEYBYTES)
        || slot.boxedKey.size() != static_cast<qsizetype>(crypto_box_SEALBYTES + cellKeyBytes)
        || crypto_box_seal_open(dataKey.data(), raw(slot.boxedKey),
               static_cast<unsigned long long>(slot.boxedKey.size()), raw(slot.boxPublic), inner->data())
            != 0)
        return fail(ErrorCode::Damaged, "the first officer's key box does not open");
    return dataKey;
}

Status checkPassphrase(const QByteArray& passphrase)
{
    const QString typed = QString::fromUtf8(passphrase).normalized(QString::NormalizationForm_C);
    if (typed.size() < shortestPassphrase)
        return fail(ErrorCode::InvalidInput, "the passphrase is too short: at least 8 characters");
    if (typed.size() > longestPassphrase)
        return fail(ErrorCode::InvalidInput, "the passphrase is too long: at most 1024 characters");
    if (std::all_of(typed.begin(), typed.end(), [&](QChar c) { return c == typed.front(); }))
        return fail(ErrorCode::InvalidInput, "the passphrase is one character over and over");
    return {};
}

} // namespace station
