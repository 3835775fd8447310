#include "core/person/spelling.h"

#include "core/person/names.h"

#include <optional>

namespace station {
namespace {

std::optional<Tone> toneOfMark(QChar mark)
{
    switch (mark.unicode()) {
    case 0x0300: return Tone::Grave;
    case 0x0301: return Tone::Acute;
    case 0x0309: return Tone::HookAbove;
    case 0x0303: return Tone::Tilde;
    case 0x0323: return Tone::DotBelow;
    }
    return std::nullopt;
}

bool takesTone(QChar letter) { return QStringLiteral("aeiouyAEIOUY").contains(letter); }

} // namespace

std::vector<SpelledWord> spelled(const QString& name)
{
    std::vector<SpelledWord> words;
    const QStringList parts = normalisedName(name).split(u' ', Qt::SkipEmptyParts);
    for (const QString& part : parts) {
        SpelledWord word {part, {}, Tone::Level};
        for (const QChar c : part.normalized(QString::NormalizationForm_D)) {
            if (c.category() != QChar::Mark_NonSpacing || word.letters.isEmpty()) {
                word.letters.append(c);
                continue;
            }
            const auto tone = toneOfMark(c); // ñ and ć carry the same marks, yet they are letters
            if (tone && takesTone(word.letters.last().at(0)))
                word.tone = *tone;
            else
                word.letters.last().append(c);
        }
        for (QString& letter : word.letters)
            letter = letter.normalized(QString::NormalizationForm_C);
        words.push_back(word);
    }
    return words;
}

QString toneName(Tone tone, const QString& language)
{
    const bool english = language == u"en";
    switch (tone) {
    case Tone::Level: return {};
    case Tone::Grave: return english ? QStringLiteral("grave (huyền)") : QStringLiteral("dấu huyền");
    case Tone::Acute: return english ? QStringLiteral("acute (sắc)") : QStringLiteral("dấu sắc");
    case Tone::HookAbove: return english ? QStringLiteral("hook above (hỏi)") : QStringLiteral("dấu hỏi");
    case Tone::Tilde: return english ? QStringLiteral("tilde (ngã)") : QStringLiteral("dấu ngã");
    case Tone::DotBelow: return english ? QStringLiteral("dot below (nặng)") : QStringLiteral("dấu nặng");
    }
    return {};
}

QString spelledOut(const SpelledWord& word, const QString& language)
{
    const QString letters = word.word + QStringLiteral(": ") + word.letters.join(QStringLiteral(" – "));
    const QString tone = toneName(word.tone, language);
    return tone.isEmpty() ? letters : letters + QStringLiteral(", ") + tone;
}

} // namespace station
