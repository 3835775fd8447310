#pragma once

#include <QString>

#include <optional>
#include <span>

namespace station {

/// One of the 63 provinces that the first three digits of a personal number mean. The number keeps the
/// province of its time: 024 is Bắc Giang for ever, although the province with code 24 is Bắc Ninh today
/// (merged in 2025; seven codes changed their meaning so).
struct LegacyProvince {
    const char* prefix; ///< "024"
    const char* nameVi; ///< UTF-8, without "Tỉnh" or "Thành phố": "Bắc Giang"
    const char* todayCode; ///< two digits of the province that it belongs to since 01/07/2025: "24"
};

/// Sources: Circular 07/2016/TT-BCA (prefixes), Resolution 202/2025/QH15 (mergers). By prefix.
[[nodiscard]] std::span<const LegacyProvince> legacyProvinces();
[[nodiscard]] std::optional<LegacyProvince> legacyProvince(const QString& prefix);

/// ISO 3166-1 alpha-2 of the country whose birth registrations carry the prefix (101..295), "" when it is
/// none of these. Source: Circular 07/2016/TT-BCA; two countries have two prefixes there.
[[nodiscard]] QString countryOfPrefix(const QString& prefix);

} // namespace station
