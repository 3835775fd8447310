#pragma once

#include <QStringView>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace station {

/// A word as it is searched for: without case and diacritics (đ = d), apostrophes gone, and where each byte
/// of it came from.
struct FoldedWord {
    std::string text; ///< UTF-8
    std::vector<int> starts; ///< for each byte: where the letter that gave it begins in the text, in QChars
    std::vector<int> ends;

    void wipe();
};

/// The words of a text, in order. Whatever is neither letter nor digit parts them. The same as searchKey()
/// makes of the whole text, letter by letter.
[[nodiscard]] std::vector<FoldedWord> foldedWords(QStringView text);
/// As above, of UTF-8 and without places; what `take` is given is good during the call. For hundreds of
/// thousands of people, and without leaving copies of them in memory.
void eachFoldedWord(std::string_view utf8, const std::function<void(std::string_view word)>& take);

} // namespace station
