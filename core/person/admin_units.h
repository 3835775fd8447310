#pragma once

#include "core/base/result.h"

#include <QString>

#include <optional>
#include <span>
#include <vector>

namespace station {

/// One of the 34 provinces and centrally run cities since 01/07/2025 (Resolution 202/2025/QH15).
struct Province {
    const char* code; ///< two digits: "12"
    const char* nameVi; ///< UTF-8: "Lai Châu"
    const char* nameEn;
    bool city = false; ///< "Thành phố" instead of "Tỉnh"

    [[nodiscard]] QString fullName() const; ///< "Tỉnh Lai Châu"
};

[[nodiscard]] std::span<const Province> provinces();
[[nodiscard]] std::optional<Province> provinceByCode(const QString& code);
/// By name with or without "tỉnh", "thành phố", "TP.", case and diacritics not minded.
[[nodiscard]] std::optional<Province> provinceByName(const QString& name);
/// The folded name of a province without its title: "TP. Huế", "thành phố Huế" -> "hue". For comparing with
/// other lists.
[[nodiscard]] QString provinceKey(const QString& name);

struct Commune {
    QString code; ///< five digits
    QString provinceCode;
    QString fullName; ///< "Xã Phong Thổ"

    friend bool operator==(const Commune&, const Commune&) = default;
};

/// The communes of a deployment, from a file that comes with it: they change too often to be compiled in.
class AdminUnits {
public:
    /// UTF-8 CSV whose first line names the columns; code5, province_code2 and full_name_vi (or type_vi and
    /// name_vi) are needed, others ignored. Errors: NotFound; InvalidInput, `detail` names the line: torn
    /// UTF-8, missing column, code twice, unknown province, no commune at all, over 16 MiB.
    [[nodiscard]] static Result<AdminUnits> load(const QString& path);
    [[nodiscard]] static Result<AdminUnits> parse(const QByteArray& csv);

    [[nodiscard]] const std::vector<Commune>& communes() const { return m_communes; }
    [[nodiscard]] std::optional<Commune> byCode(const QString& code) const;
    /// What a Place field holds when a commune is chosen: "Xã Phong Thổ, Tỉnh Lai Châu".
    [[nodiscard]] static QString placeText(const Commune& commune);
    /// The commune that a Place field names, if it is one of the list.
    [[nodiscard]] std::optional<Commune> byPlaceText(const QString& place) const;

    /// A few letters without diacritics: every word typed must begin a word of the commune or its province
    /// ("pho tho lai"). Communes whose own name begins with what was typed come first, then in the order of
    /// the file.
    [[nodiscard]] std::vector<Commune> search(const QString& typed, std::size_t most = 20) const;

private:
    std::vector<Commune> m_communes;
    std::vector<QString> m_keys; ///< beside m_communes: " phong tho lai chau xa", searched for " word"
    std::vector<QString> m_names; ///< beside m_communes: "phong tho"
};

} // namespace station
