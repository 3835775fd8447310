#include "core/enroll/packet_words.h"

namespace station {
namespace {

template<class Enum>
std::optional<Enum> find(const QString& word, Enum last)
{
    for (int i = 0; i <= static_cast<int>(last); ++i)
        if (word == QLatin1String(wordOf(static_cast<Enum>(i))))
            return static_cast<Enum>(i);
    return std::nullopt;
}

} // namespace

const char* wordOf(Provenance provenance)
{
    switch (provenance) {
    case Provenance::Declared: return "declared";
    case Provenance::CardQr: return "card-qr";
    case Provenance::CardMrz: return "card-mrz";
    case Provenance::Roster: return "roster";
    }
    return "declared";
}

const char* wordOf(Impression impression)
{
    switch (impression) {
    case Impression::Plain: return "plain";
    case Impression::Rolled: return "rolled";
    }
    return "plain";
}

const char* wordOf(FingerExceptionReason reason)
{
    switch (reason) {
    case FingerExceptionReason::Amputated: return "amputated";
    case FingerExceptionReason::Bandaged: return "bandaged";
    case FingerExceptionReason::Worn: return "worn";
    case FingerExceptionReason::Bent: return "bent";
    case FingerExceptionReason::Paralysed: return "paralysed";
    case FingerExceptionReason::Refused: return "refused";
    case FingerExceptionReason::Other: return "other";
    }
    return "other";
}

std::optional<Provenance> provenanceFrom(const QString& word) { return find(word, Provenance::Roster); }

std::optional<FingerExceptionReason> fingerExceptionReasonFrom(const QString& word)
{
    return find(word, FingerExceptionReason::Other);
}

} // namespace station
