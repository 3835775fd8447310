#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace station {

/// Tells a keyboard-wedge scanner from a person by its speed and by the bars of a card's QR text.
///
/// A person's keys are at least some 30 ms apart; scanners send a key every 1 to 15 ms. The first key of a
/// burst cannot be known for one, so it goes to the page; the caller takes it back when the burst turns out
/// to be a card.
class KeyBurst {
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    static constexpr std::chrono::milliseconds fastest {20}; ///< two keys closer than this are no person's
    static constexpr std::chrono::milliseconds silence {120}; ///< ends a burst that has no Enter
    static constexpr int leastBars = 6; ///< seven fields: the card of 2021

    enum class Key {
        Passed, ///< a person's, or the first of a burst: the page gets it
        Held, ///< the burst keeps it
        Card, ///< Enter after a burst with enough bars: take() it
    };

    [[nodiscard]] Key key(const QString& text, bool enter, TimePoint at);
    /// The burst's text so far, with its first key; forgets it.
    [[nodiscard]] QString take();
    /// Keys held back, without the first: to be typed after all when the burst was no card.
    [[nodiscard]] QString held() const { return m_text.mid(1); }
    [[nodiscard]] bool isCard() const
    {
        return m_text.count(u'|') >= leastBars || m_text.count(QChar(0xFF5C)) >= leastBars;
    }
    [[nodiscard]] bool isBurst() const { return m_text.size() > 1; }

private:
    QString m_text;
    TimePoint m_last;
};

} // namespace station
