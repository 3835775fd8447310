#pragma once

#include <QColor>
#include <QIcon>
#include <QPalette>
#include <QPixmap>

class QApplication;
class QWidget;

/// How the window looks, in one place. Pages set object names and the dynamic property "role"; sizes for
/// painting of their own come from here. No page names a colour.
///
/// Roles: QPushButton primary | secondary | danger | bedside | bedsidePrimary | chip | flat | way,
/// QLabel title | heading | instruction | hint | error | warning | good | citizen | figure | badge |
/// bedside (the prompt) | bedsideLine | bedsideWarning | bedsideGood,
/// QFrame card | band | bar.
/// Lengths are pixels at 96 dpi, scaled by Qt on denser screens; type is in points.
namespace station::look {

inline constexpr int space = 8; ///< every margin and gap is a multiple of it
inline constexpr int topBarHeight = 48;
inline constexpr int bottomBarHeight = 64;
inline constexpr int target = 40; ///< least height of what is clicked
inline constexpr int bedsideTarget = 64;
inline constexpr int bedsideBarHeight = 88;
/// Points. Capital letters of about 10 mm are 17 minutes of arc from 2 m; ISO 9241-303 asks for 16 at least.
inline constexpr double bedsidePrompt = 40;
inline constexpr double baseSize = 11; ///< points
inline constexpr double largeText = 1.35;

/// What a state means to the officer. Every tone is readable (contrast 4.5:1 and more) on the window and on
/// cards.
enum class Tone { Plain, Accent, Good, Attention, Stop };

/// A state is never colour alone: icon and word stand beside it.
enum class Glyph { Tick, Mark, Cross, Dash, Dot, Ring, Pointer, Clock, Lock };

struct Theme {
    bool dark = false;
    bool large = false;
};

/// True when the desktop asks for a dark window. Ask before apply().
[[nodiscard]] bool systemWantsDark(const QPalette& system);
/// Sets style, palette, font and style sheet; may be called again at any time.
void apply(QApplication& application, const Theme& theme);
/// largeText while large text is on, else 1.
[[nodiscard]] double textFactor();

[[nodiscard]] QPalette palette(bool dark);
/// For text and lines on the window and on cards of that palette.
[[nodiscard]] QColor ink(Tone tone, const QPalette& palette);
/// A quiet ground of the same tone; ink() of the tone is readable on it.
[[nodiscard]] QColor ground(Tone tone, const QPalette& palette);

[[nodiscard]] QPixmap glyph(
    Glyph glyph, Tone tone, const QPalette& palette, int side, qreal devicePixelRatio = 1);

/// Sets the property "role" and repaints what it changes.
void setRole(QWidget* widget, const char* role);

} // namespace station::look
