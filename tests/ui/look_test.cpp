#include "app/station/look.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>

#include <catch2/catch.hpp>

#include <cmath>

using namespace station;

namespace {

/// Relative luminance and contrast as WCAG 2.2 define them.
double luminance(const QColor& colour)
{
    const auto linear
        = [](double part) { return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const double high = std::max(luminance(a), luminance(b));
    const double low = std::min(luminance(a), luminance(b));
    return (high + 0.05) / (low + 0.05);
}

constexpr auto tones
    = {look::Tone::Plain, look::Tone::Accent, look::Tone::Good, look::Tone::Attention, look::Tone::Stop};

} // namespace

TEST_CASE("every tone is readable on the window and on cards, light and dark", "[look]")
{
    for (const bool dark : {false, true}) {
        const QPalette palette = look::palette(dark);
        for (const auto tone : tones) {
            INFO("dark " << dark << ", tone " << static_cast<int>(tone));
            const QColor ink = look::ink(tone, palette);
            CHECK(contrast(ink, palette.color(QPalette::Window)) >= 4.5);
            CHECK(contrast(ink, palette.color(QPalette::Base)) >= 4.5);
            CHECK(contrast(ink, look::ground(tone, palette)) >= 4.5);
        }
        CHECK(contrast(palette.color(QPalette::PlaceholderText), palette.color(QPalette::Window)) >= 4.5);
        CHECK(contrast(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)) >= 4.5);
        CHECK(contrast(palette.color(QPalette::Mid), palette.color(QPalette::Base))
            >= 3.0); // borders: WCAG 1.4.11
    }
}

TEST_CASE("large text makes labels and headings larger by its factor", "[look]")
{
    look::apply(*qApp, {false, false});
    QLabel plain(QStringLiteral("Đặng Thị Ngọc Huyền"));
    QLabel heading(QStringLiteral("Đặng Thị Ngọc Huyền"));
    look::setRole(&heading, "title");
    plain.ensurePolished();
    heading.ensurePolished();
    const double small = plain.fontInfo().pointSizeF();
    const double smallHeading = heading.fontInfo().pointSizeF();
    CHECK(look::textFactor() == 1);

    look::apply(*qApp, {false, true});
    CHECK(look::textFactor() == look::largeText);
    CHECK(plain.fontInfo().pointSizeF() == Approx(small * look::largeText).epsilon(0.05));
    CHECK(heading.fontInfo().pointSizeF() == Approx(smallHeading * look::largeText).epsilon(0.05));
    look::apply(*qApp, {});
}

TEST_CASE("what is clicked is at least 40 px high", "[look]")
{
    look::apply(*qApp, {});
    for (const char* role : {"primary", "secondary", "danger", "chip", "flat"}) {
        QPushButton button(QStringLiteral("Lưu"));
        look::setRole(&button, role);
        INFO(role);
        CHECK(button.sizeHint().height() >= look::target);
    }
    QPushButton bedside(QStringLiteral("Lưu"));
    look::setRole(&bedside, "bedside");
    CHECK(bedside.sizeHint().height() >= look::bedsideTarget);
}

TEST_CASE("every sign paints something", "[look]")
{
    const QPalette palette = look::palette(false);
    for (int sign = 0; sign <= static_cast<int>(look::Glyph::Lock); ++sign) {
        const QImage picture
            = look::glyph(static_cast<look::Glyph>(sign), look::Tone::Good, palette, 24).toImage();
        QImage empty(picture.size(), picture.format());
        empty.fill(Qt::transparent);
        CHECK(picture != empty);
    }
}
