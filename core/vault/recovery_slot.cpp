#include "core/vault/recovery_slot.h"

#include "core/vault/sealed.h"

#include <QUuid>

#include <cstring>
#include <sodium.h>

namespace station {
namespace {

CellName cellOf(const QString& station, const QString& id)
{
    return {"recovery", "supervisor", station + QLatin1Char('/') + id};
}

Secret keyOf(const Secret& code)
{
    static constexpr char purpose[] = "enrollment-station recovery code 1";
    Secret key(cellKeyBytes);
    crypto_generichash(key.data(), key.size(), reinterpret_cast<const unsigned char*>(purpose),
        std::strlen(purpose), code.data(), code.size());
    return key;
}

} // namespace

RecoverySlot makeRecoverySlot(const QString& station, const Secret& code, const Secret& dataKey, Instant now)
{
    RecoverySlot slot;
    slot.id = uuidV7(now).toString(QUuid::WithoutBraces);
    slot.wrapped = wrapKey(keyOf(code), cellOf(station, slot.id), dataKey);
    slot.made = now;
    return slot;
}

Result<Secret> openRecoverySlot(const RecoverySlot& slot, const QString& station, const Secret& code)
{
    auto dataKey = unwrapKey(keyOf(code), cellOf(station, slot.id), slot.wrapped);
    if (!dataKey)
        return fail(ErrorCode::WrongPassphrase, "wrong recovery code");
    return dataKey;
}

} // namespace station
