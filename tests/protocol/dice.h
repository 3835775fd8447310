#pragma once

#include <map>
#include <random>
#include <string>
#include <vector>

namespace station::model {

/// All chance of one run comes from its seed.
class Dice {
public:
    explicit Dice(unsigned seed)
        : m_random(seed)
    {
    }
    /// 0 … n-1
    int below(int n) { return static_cast<int>(m_random() % static_cast<unsigned>(n)); }
    bool oneIn(int n) { return below(n) == 0; }

private:
    std::mt19937 m_random;
};

/// What happened, for the eyes of whoever looks at a failing seed, and how often.
struct Chronicle {
    std::vector<std::string> lines;
    std::map<std::string, int> faults;

    void tell(std::string line) { lines.push_back(std::move(line)); }
    void fault(const std::string& kind)
    {
        ++faults[kind];
        lines.push_back("    ! " + kind);
    }
};

/// A countdown: one of the next steps is the last one of the process.
class Fuse {
public:
    void light(int steps) { m_left = steps; }
    void out() { m_left = 0; }
    [[nodiscard]] bool isLit() const { return m_left > 0; }
    /// True at the step that kills.
    bool burn() { return m_left > 0 && --m_left == 0; }

private:
    int m_left = 0;
};

struct StationCrash { };
struct RegistryCrash { };

/// A promise that did not hold.
struct Violation {
    std::string what;
};

} // namespace station::model
