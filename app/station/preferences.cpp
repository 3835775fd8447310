#include "app/station/preferences.h"

#include <algorithm>

namespace station {
namespace {

const QString languageKey = QStringLiteral("language");
const QString largeTextKey = QStringLiteral("largeText");
const QString soundKey = QStringLiteral("sound");
const QString bedsideKey = QStringLiteral("bedside");
const QString idleKey = QStringLiteral("idleMinutes");
constexpr int defaultIdle = 5; // minutes

} // namespace

Preferences::Preferences(const QString& file, QObject* parent)
    : QObject(parent)
    , m_file(file, QSettings::IniFormat)
{
}

QString Preferences::language() const
{
    const QString kept = m_file.value(languageKey).toString();
    return kept == QLatin1String("en") ? kept : QStringLiteral("vi");
}

bool Preferences::largeText() const { return m_file.value(largeTextKey, false).toBool(); }
bool Preferences::sound() const { return m_file.value(soundKey, true).toBool(); }
bool Preferences::bedside() const { return m_file.value(bedsideKey, false).toBool(); }

std::chrono::minutes Preferences::idleMinutes() const
{
    bool isNumber = false;
    const std::chrono::minutes kept {m_file.value(idleKey, defaultIdle).toInt(&isNumber)};
    return isNumber && kept >= shortestIdle && kept <= longestIdle ? kept
                                                                   : std::chrono::minutes {defaultIdle};
}

void Preferences::setLanguage(const QString& code) { keep(languageKey, code); }
void Preferences::setLargeText(bool on) { keep(largeTextKey, on); }
void Preferences::setSound(bool on) { keep(soundKey, on); }
void Preferences::setBedside(bool on) { keep(bedsideKey, on); }

void Preferences::setIdleMinutes(std::chrono::minutes minutes)
{
    keep(idleKey, static_cast<int>(std::clamp(minutes, shortestIdle, longestIdle).count()));
}

void Preferences::keep(const QString& key, const QVariant& value)
{
    if (m_file.value(key) == value)
        return;
    m_file.setValue(key, value);
    m_file.sync();
    emit changed();
}

} // namespace station
