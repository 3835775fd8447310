#include "core/person/admin_units.h"
#include "core/person/names.h"

#include <algorithm>
#include <array>

namespace station {
namespace {

// Đồng Nai is a city since 30/04/2026.
constexpr std::array<Province, 34> table {{
    {"01", "Hà Nội", "Hanoi", true},
    {"04", "Cao Bằng", "Cao Bang"},
    {"08", "Tuyên Quang", "Tuyen Quang"},
    {"11", "Điện Biên", "Dien Bien"},
    {"12", "Lai Châu", "Lai Chau"},
    {"14", "Sơn La", "Son La"},
    {"15", "Lào Cai", "Lao Cai"},
    {"19", "Thái Nguyên", "Thai Nguyen"},
    {"20", "Lạng Sơn", "Lang Son"},
    {"22", "Quảng Ninh", "Quang Ninh"},
    {"24", "Bắc Ninh", "Bac Ninh"},
    {"25", "Phú Thọ", "Phu Tho"},
    {"31", "Hải Phòng", "Haiphong", true},
    {"33", "Hưng Yên", "Hung Yen"},
    {"37", "Ninh Bình", "Ninh Binh"},
    {"38", "Thanh Hóa", "Thanh Hoa"},
    {"40", "Nghệ An", "Nghe An"},
    {"42", "Hà Tĩnh", "Ha Tinh"},
    {"44", "Quảng Trị", "Quang Tri"},
    {"46", "Huế", "Hue", true},
    {"48", "Đà Nẵng", "Da Nang", true},
    {"51", "Quảng Ngãi", "Quang Ngai"},
    {"52", "Gia Lai", "Gia Lai"},
    {"56", "Khánh Hòa", "Khanh Hoa"},
    {"66", "Đắk Lắk", "Dak Lak"},
    {"68", "Lâm Đồng", "Lam Dong"},
    {"75", "Đồng Nai", "Dong Nai", true},
    {"79", "Hồ Chí Minh", "Ho Chi Minh City", true},
    {"80", "Tây Ninh", "Tay Ninh"},
    {"82", "Đồng Tháp", "Dong Thap"},
    {"86", "Vĩnh Long", "Vinh Long"},
    {"91", "An Giang", "An Giang"},
    {"92", "Cần Thơ", "Can Tho", true},
    {"96", "Cà Mau", "Ca Mau"},
}};

} // namespace

QString Province::fullName() const
{
    return (city ? QStringLiteral("Thành phố ") : QStringLiteral("Tỉnh ")) + QString::fromUtf8(nameVi);
}

// Hòa and Hoà fold to the same.
QString provinceKey(const QString& name)
{
    const QString key = searchKey(name);
    for (const char* title : {"thanh pho ", "tinh ", "tp. ", "tp.", "tp "}) {
        if (key.startsWith(QLatin1String(title)))
            return key.mid(static_cast<qsizetype>(qstrlen(title)));
    }
    return key;
}

std::span<const Province> provinces() { return table; }

std::optional<Province> provinceByCode(const QString& code)
{
    const auto found = std::find_if(table.begin(), table.end(),
        [&](const Province& province) { return code == QLatin1String(province.code); });
    return found == table.end() ? std::nullopt : std::optional(*found);
}

std::optional<Province> provinceByName(const QString& name)
{
    const QString key = provinceKey(name);
    const auto found = std::find_if(table.begin(), table.end(),
        [&](const Province& province) { return key == searchKey(QString::fromUtf8(province.nameVi)); });
    return found == table.end() ? std::nullopt : std::optional(*found);
}

} // namespace station
