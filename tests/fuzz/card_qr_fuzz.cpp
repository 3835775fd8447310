#include "core/person/card_qr.h"
#include "core/person/names.h"
#include "tests/fuzz/fuzz.h"

namespace station {

void fuzzOne(const QByteArray& input)
{
    const auto card = parseCardQr(QString::fromUtf8(input));
    if (!card) {
        holds(card.error().code == ErrorCode::InvalidInput, "what is no card is InvalidInput");
        return;
    }
    holds(card->number.digits().size() == 12, "a number has twelve digits");
    holds(normalisedName(card->name) == card->name, "the name is normalised");
    holds(isName(card->name), "the name is a name");
    holds(card->issued.isValid(), "the day of issue is a day");
    holds(card->extras.size() <= 4, "at most four fields more");
}

std::vector<QByteArray> fuzzSeeds()
{
    return {
        "001194012345|123456789|Nguy\xe1\xbb\x85n Th\xe1\xbb\x8b Minh "
        "\xc3\x81nh|15031994|N\xe1\xbb\xaf|S\xe1\xbb\x91 7 ng\xc3\xb5 "
        "\xc4\x90\xe1\xba\xb7ng Dung, H\xc3\xa0 N\xe1\xbb\x99i|24042021",
        "012095000017||L\xc3\xb2 V\xc4\x83n Thu|02091995|Nam|Phong Th\xe1\xbb\x95, Lai "
        "Ch\xc3\xa2u|01072024||a|b|c\r\n",
        "\xef\xbb\xbf"
        "001094000001||A|01011994|Nam||01012022\n",
        "||||||",
    };
}

} // namespace station
