#include "app/station/style_sheet.h"

#include "app/station/look.h"

#include <utility>

// Outside the namespace: the macro declares a function of the global one.
static void loadPictures() { Q_INIT_RESOURCE(look); }

namespace station::look {
namespace {

// $words are replaced: colours from the palette, @N a type size of N points.
constexpr const char* rules = R"(
QWidget { color: $text; }
QToolTip { background: $base; color: $text; border: 1px solid $line; padding: 4px; }
QFrame[role="card"] { background: $base; border: 1px solid $soft; border-radius: 8px; }
QFrame[role="bar"] { background: $base; border: none; border-bottom: 1px solid $soft; }
QFrame[role="band"] { background: $attentionGround; border: none; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: @20; font-weight: 600; }
QLabel[role="heading"] { font-size: @16; font-weight: 600; }
QLabel[role="instruction"] { font-size: @20; font-weight: 500; }
QLabel[role="bedside"] { font-size: @40; font-weight: 600; }
QLabel[role="bedsideLine"] { font-size: @20; }
QLabel[role="bedsideWarning"] { font-size: @20; color: $attention; font-weight: 600; }
QLabel[role="bedsideGood"] { font-size: @20; color: $good; font-weight: 600; }
QLabel[role="citizen"] { font-size: @28; }
QLabel[role="figure"] { font-size: @28; font-weight: 600; }
QLabel[role="hint"] { color: $quiet; }
QLabel[role="error"] { color: $stop; font-weight: 600; }
QLabel[role="warning"] { color: $attention; font-weight: 600; }
QLabel[role="good"] { color: $good; font-weight: 600; }
QLabel[role="badge"] { background: $accentGround; color: $accent; border-radius: 4px; padding: 2px 6px; }

QPushButton { background: $base; border: 1px solid $line; border-radius: 6px; padding: 0 15px; min-height: 38px; margin: 1px; }
QPushButton:hover { background: $plainGround; }
QPushButton:pressed { background: $soft; }
QPushButton:focus { border: 3px solid $accent; padding: 0 13px; min-height: 34px; }
QPushButton:disabled { color: $quiet; background: $window; border: 1px dashed $line; }
QPushButton[role="primary"] { background: $accent; color: $onAccent; border: 1px solid $accent; font-weight: 600; padding: 0 23px; }
QPushButton[role="primary"]:hover { background: $accentDeep; }
QPushButton[role="primary"]:focus { border: 3px solid $text; padding: 0 21px; }
QPushButton[role="primary"]:disabled { background: $window; color: $quiet; border: 1px dashed $line; }
QPushButton[role="danger"] { color: $stop; border: 1px solid $stop; }
QPushButton[role="danger"]:focus { border: 3px solid $stop; }
QPushButton[role="danger"]:disabled { color: $quiet; border: 1px dashed $line; }
QPushButton[role="bedside"] { min-height: 62px; font-size: @16; padding: 0 23px; }
QPushButton[role="bedside"]:focus { min-height: 58px; padding: 0 21px; }
QPushButton[role="bedsidePrimary"] { min-height: 62px; font-size: @16; padding: 0 31px; background: $accent; color: $onAccent;
    border: 1px solid $accent; font-weight: 600; }
QPushButton[role="bedsidePrimary"]:hover { background: $accentDeep; }
QPushButton[role="bedsidePrimary"]:focus { border: 3px solid $text; min-height: 58px; padding: 0 29px; }
QPushButton[role="bedsidePrimary"]:disabled { background: $window; color: $quiet; border: 1px dashed $line; }
QPushButton[role="flat"] { background: transparent; border: 1px solid transparent; padding: 0 9px; }
QPushButton[role="flat"]:hover { background: $plainGround; }
QPushButton[role="flat"]:focus { border: 3px solid $accent; padding: 0 7px; }
QPushButton[role="flat"]:checked { background: $accentGround; color: $accent; font-weight: 600; }
QPushButton[role="way"] { background: transparent; border: 1px solid transparent; padding: 0 13px; text-align: left; }
QPushButton[role="way"]:hover { background: $plainGround; }
QPushButton[role="way"]:focus { border: 3px solid $accent; padding: 0 11px; }
QPushButton[role="way"]:checked { background: $accentGround; color: $accent; }
QPushButton[role="chip"] { border-radius: 20px; padding: 0 15px; }
QPushButton[role="chip"]:checked { background: $accentGround; color: $accent; border: 2px solid $accent; padding: 0 14px; min-height: 36px; }
QPushButton[role="chip"]:focus { border: 3px solid $accent; padding: 0 13px; }

QLineEdit, QComboBox, QSpinBox, QDateEdit { background: $base; border: 1px solid $line; border-radius: 6px; padding: 0 8px; min-height: 38px;
    selection-background-color: $accent; selection-color: $onAccent; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus { border: 3px solid $accent; padding: 0 6px; min-height: 34px; }
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled { background: $window; color: $quiet; }
QTextEdit, QPlainTextEdit { background: $base; border: 1px solid $line; border-radius: 6px; padding: 6px; }
QTextEdit:focus, QPlainTextEdit:focus { border: 3px solid $accent; padding: 4px; }
QComboBox::drop-down { border: none; width: 32px; }
QComboBox::down-arrow { image: url(:/look/down_$theme.xpm); }
QSpinBox::up-button, QSpinBox::down-button { border: none; width: 32px; background: transparent; }
QSpinBox::up-arrow { image: url(:/look/up_$theme.xpm); }
QSpinBox::down-arrow { image: url(:/look/down_$theme.xpm); }
QComboBox QAbstractItemView { background: $base; border: 1px solid $line; selection-background-color: $accent; selection-color: $onAccent; }
QComboBox QAbstractItemView::item { min-height: 40px; }
QComboBox::drop-down { border: none; width: 28px; }
QCheckBox, QRadioButton { spacing: 8px; min-height: 36px; padding: 0 6px; border: 2px solid transparent; border-radius: 6px; }
QCheckBox::indicator { width: 20px; height: 20px; border: 2px solid $line; border-radius: 4px; background: $base; }
QCheckBox::indicator:checked { background: $accent; border: 2px solid $accent; image: url(:/look/tick_$theme.xpm); }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $accent; }

QListView, QTableView, QTreeView { background: $base; alternate-background-color: $window; border: 1px solid $soft; border-radius: 6px;
    outline: none; selection-background-color: $accentGround; selection-color: $text; }
QListView:focus, QTableView:focus, QTreeView:focus { border: 3px solid $accent; }
QListView::item { min-height: 40px; padding: 0 8px; border: none; }
QTableView::item { padding: 0 8px; border: none; }
QListView::item:selected, QTableView::item:selected { background: $accentGround; color: $text; }
QListView::item:selected:active, QTableView::item:selected:active { background: $accentGround; color: $text; }
QHeaderView { background: $window; }
QHeaderView::section { background: $window; color: $quiet; border: none; border-bottom: 1px solid $soft; padding: 8px; }
QProgressBar { background: $plainGround; border: none; border-radius: 6px; min-height: 12px; text-align: center; }
QProgressBar::chunk { background: $accent; border-radius: 6px; }
QScrollArea, QStackedWidget { background: transparent; border: none; }
)";

} // namespace

QString styleSheet(const QPalette& palette, double textFactor)
{
    const auto colour = [](const QColor& value) { return value.name(); };
    loadPictures();
    const bool isDark = palette.color(QPalette::Window).lightness() < 128;
    const QColor accent = ink(Tone::Accent, palette);
    // Longer words first: $accentGround must not be read as $accent.
    const std::pair<const char*, QString> words[] {
        {"$theme", isDark ? QStringLiteral("dark") : QStringLiteral("light")},
        {"$accentGround", colour(ground(Tone::Accent, palette))},
        {"$accentDeep", colour(accent.darker(115))},
        {"$accent", colour(accent)},
        {"$attentionGround", colour(ground(Tone::Attention, palette))},
        {"$attention", colour(ink(Tone::Attention, palette))},
        {"$plainGround", colour(ground(Tone::Plain, palette))},
        {"$onAccent", colour(palette.color(QPalette::HighlightedText))},
        {"$good", colour(ink(Tone::Good, palette))},
        {"$stop", colour(ink(Tone::Stop, palette))},
        {"$quiet", colour(palette.color(QPalette::PlaceholderText))},
        {"$text", colour(palette.color(QPalette::Text))},
        {"$base", colour(palette.color(QPalette::Base))},
        {"$window", colour(palette.color(QPalette::Window))},
        {"$line", colour(palette.color(QPalette::Mid))},
        {"$soft", colour(ground(Tone::Plain, palette).darker(isDark ? 80 : 108))},
    };
    QString sheet = QString::fromLatin1(rules);
    for (const auto& [word, value] : words)
        sheet.replace(QLatin1String(word), value);
    for (const int points : {40, 28, 20, 16})
        sheet.replace(QStringLiteral("@%1").arg(points), QStringLiteral("%1pt").arg(points * textFactor));
    return sheet;
}

} // namespace station::look
