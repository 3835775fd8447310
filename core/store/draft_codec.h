#pragma once

#include "core/base/result.h"
#include "core/enroll/draft.h"

#include <QByteArray>

namespace station {

// The parts of a draft as CBOR (RFC 8949), before they are sealed. A part that a newer release wrote with
// more keys is read all the same; what is missing or of the wrong type is Damaged.

[[nodiscard]] QByteArray encoded(const Circumstances& circumstances);
[[nodiscard]] QByteArray encoded(const FormValues& form);
[[nodiscard]] QByteArray encoded(const Portrait& portrait);
[[nodiscard]] QByteArray encoded(const FingerEntry& finger);
[[nodiscard]] QByteArray encoded(const Confirmation& confirmation);
[[nodiscard]] QByteArray encoded(const std::vector<SignOff>& signOffs);

[[nodiscard]] Result<Circumstances> circumstancesFrom(const QByteArray& cbor);
[[nodiscard]] Result<FormValues> formFrom(const QByteArray& cbor);
[[nodiscard]] Result<Portrait> portraitFrom(const QByteArray& cbor);
[[nodiscard]] Result<FingerEntry> fingerFrom(const QByteArray& cbor);
[[nodiscard]] Result<Confirmation> confirmationFrom(const QByteArray& cbor);
[[nodiscard]] Result<std::vector<SignOff>> signOffsFrom(const QByteArray& cbor);

} // namespace station
