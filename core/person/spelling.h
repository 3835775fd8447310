#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace station {

/// The six tones of Vietnamese, by the mark they are written with.
enum class Tone { Level, Grave, Acute, HookAbove, Tilde, DotBelow };

/// One word of a name, letter by letter, as it is read back to the citizen: Nguyễn is N, g, u, y, ê, n and
/// the tilde.
struct SpelledWord {
    QString word;
    QStringList letters; ///< each with its own mark (ă, â, ê, ô, ơ, ư, đ, č …) but without the tone
    Tone tone = Tone::Level;

    friend bool operator==(const SpelledWord&, const SpelledWord&) = default;
};

[[nodiscard]] std::vector<SpelledWord> spelled(const QString& name);

/// "dấu ngã"; "" for the level tone. English names the mark: "tilde (ngã)".
[[nodiscard]] QString toneName(Tone tone, const QString& language);

/// "Nguyễn: N – g – u – y – ê – n, dấu ngã"
[[nodiscard]] QString spelledOut(const SpelledWord& word, const QString& language);

} // namespace station
