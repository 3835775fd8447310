#include "core/person/number_prefixes.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace station {
namespace {

constexpr std::array<LegacyProvince, 63> provinces {{
    {"001", "Hà Nội", "01"},
    {"002", "Hà Giang", "08"},
    {"004", "Cao Bằng", "04"},
    {"006", "Bắc Kạn", "19"},
    {"008", "Tuyên Quang", "08"},
    {"010", "Lào Cai", "15"},
    {"011", "Điện Biên", "11"},
    {"012", "Lai Châu", "12"},
    {"014", "Sơn La", "14"},
    {"015", "Yên Bái", "15"},
    {"017", "Hòa Bình", "25"},
    {"019", "Thái Nguyên", "19"},
    {"020", "Lạng Sơn", "20"},
    {"022", "Quảng Ninh", "22"},
    {"024", "Bắc Giang", "24"},
    {"025", "Phú Thọ", "25"},
    {"026", "Vĩnh Phúc", "25"},
    {"027", "Bắc Ninh", "24"},
    {"030", "Hải Dương", "31"},
    {"031", "Hải Phòng", "31"},
    {"033", "Hưng Yên", "33"},
    {"034", "Thái Bình", "33"},
    {"035", "Hà Nam", "37"},
    {"036", "Nam Định", "37"},
    {"037", "Ninh Bình", "37"},
    {"038", "Thanh Hóa", "38"},
    {"040", "Nghệ An", "40"},
    {"042", "Hà Tĩnh", "42"},
    {"044", "Quảng Bình", "44"},
    {"045", "Quảng Trị", "44"},
    {"046", "Thừa Thiên Huế", "46"},
    {"048", "Đà Nẵng", "48"},
    {"049", "Quảng Nam", "48"},
    {"051", "Quảng Ngãi", "51"},
    {"052", "Bình Định", "52"},
    {"054", "Phú Yên", "66"},
    {"056", "Khánh Hòa", "56"},
    {"058", "Ninh Thuận", "56"},
    {"060", "Bình Thuận", "68"},
    {"062", "Kon Tum", "51"},
    {"064", "Gia Lai", "52"},
    {"066", "Đắk Lắk", "66"},
    {"067", "Đắk Nông", "68"},
    {"068", "Lâm Đồng", "68"},
    {"070", "Bình Phước", "75"},
    {"072", "Tây Ninh", "80"},
    {"074", "Bình Dương", "79"},
    {"075", "Đồng Nai", "75"},
    {"077", "Bà Rịa - Vũng Tàu", "79"},
    {"079", "Hồ Chí Minh", "79"},
    {"080", "Long An", "80"},
    {"082", "Tiền Giang", "82"},
    {"083", "Bến Tre", "86"},
    {"084", "Trà Vinh", "86"},
    {"086", "Vĩnh Long", "86"},
    {"087", "Đồng Tháp", "82"},
    {"089", "An Giang", "91"},
    {"091", "Kiên Giang", "91"},
    {"092", "Cần Thơ", "92"},
    {"093", "Hậu Giang", "92"},
    {"094", "Sóc Trăng", "92"},
    {"095", "Bạc Liêu", "96"},
    {"096", "Cà Mau", "96"},
}};

// Alpha-2 codes side by side, beginning with prefix 101.
constexpr int firstCountry = 101;
constexpr std::string_view countries
    = "AFEGALDZADAOGBAGATSAARAMAZAZINBSBHPLBDBBBYBZBJBTBEBOBABWPTCIBRBNBGBFBICV"
      "AECMKHCACLCOKMCGCDCRHRHRCUDJDMDODKTLDEECSVEREEETFJGAGMGHGDGEGTGWGQGNGYHT"
      "NLKRUSHNHUGRISIDIRIQIEILJMJOKZKEKIKWCYKGLALVLSLBLRLYLILTLUMKMGMWMYMVMLMT"
      "MAMHMRMUMXFMMDMCMNMEMZMMNASSZANRNONPNZNINENGRUJPOMPKPWPAPGPYPEFRFIPHQARO"
      "RWKNLCVCWSSMSTCZSNRSSCSLSGSKSISBSOLKSDSRSZSYTJTZESTDTHTRSECHTGTOKPTTCNCF"
      "TNTMTVAUUGUAUYUZVUVAVEITYEZMZW";
static_assert(countries.size() == 2 * 195);

} // namespace

std::span<const LegacyProvince> legacyProvinces() { return provinces; }

std::optional<LegacyProvince> legacyProvince(const QString& prefix)
{
    const auto found = std::find_if(provinces.begin(), provinces.end(),
        [&](const LegacyProvince& province) { return prefix == QLatin1String(province.prefix); });
    return found == provinces.end() ? std::nullopt : std::optional(*found);
}

QString countryOfPrefix(const QString& prefix)
{
    bool isNumber = false;
    const int index = prefix.toInt(&isNumber) - firstCountry;
    if (!isNumber || prefix.size() != 3 || index < 0 || index >= static_cast<int>(countries.size() / 2))
        return {};
    return QString::fromLatin1(countries.substr(static_cast<std::size_t>(index) * 2, 2).data(), 2);
}

} // namespace station
