#include "app/station/case/key_burst.h"

#include <utility>

namespace station {

KeyBurst::Key KeyBurst::key(const QString& text, bool enter, TimePoint at)
{
    const bool fast = !m_text.isEmpty() && at - m_last < fastest;
    m_last = at;
    if (enter)
        return fast && isCard() ? Key::Card : Key::Passed;
    if (!fast) {
        m_text = text;
        return Key::Passed;
    }
    m_text += text;
    return Key::Held;
}

QString KeyBurst::take() { return std::exchange(m_text, {}); }

} // namespace station
