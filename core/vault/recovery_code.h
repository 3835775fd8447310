#pragma once

#include "core/base/result.h"
#include "core/vault/secret.h"

#include <QByteArray>

namespace station {

/// The paper key of a station: 160 random bits, written as eight groups of five characters. The alphabet is
/// Crockford's base 32, which has no I, L, O and U; the fifth character of a group is a check over the other
/// four and the group's place. It finds every wrong character, every two that changed places, and every two
/// groups that did.
inline constexpr std::size_t recoveryBytes = 20;
inline constexpr int recoveryGroups = 8;

/// "9F3KT-…", 47 characters. For a screen or a printer, once; wipe it.
/// @pre code.size() == recoveryBytes
[[nodiscard]] QByteArray recoveryText(const Secret& code);

/// Reads what a person typed: any case, hyphens and spaces where they like, O for 0, I and L for 1.
/// Errors: InvalidInput; firstWrongGroup() says where.
[[nodiscard]] Result<Secret> recoveryFrom(const QByteArray& typed);

/// 1..8: the first group that is mistyped or not there yet; 0 when all of it can be a code; 9 when something
/// follows the last group.
[[nodiscard]] int firstWrongGroup(const QByteArray& typed);

} // namespace station
