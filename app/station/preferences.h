#pragma once

#include <QObject>
#include <QSettings>
#include <QString>

#include <chrono>

namespace station {

/// What this station's officers chose for the window, kept in one small file beside the database. A value
/// that makes no sense is read as the default. Threads: the window's.
class Preferences : public QObject {
    Q_OBJECT

public:
    static constexpr std::chrono::minutes shortestIdle {1};
    static constexpr std::chrono::minutes longestIdle {60};

    explicit Preferences(const QString& file, QObject* parent = nullptr);

    [[nodiscard]] QString language() const; ///< "vi" or "en"; "vi" when never chosen
    [[nodiscard]] bool largeText() const;
    [[nodiscard]] bool sound() const;
    [[nodiscard]] bool bedside() const; ///< cases open in bedside mode, also after a crash
    [[nodiscard]] std::chrono::minutes
    idleMinutes() const; ///< without input before the window locks; 5 when never chosen

    void setLanguage(const QString& code);
    void setLargeText(bool on);
    void setSound(bool on);
    void setBedside(bool on);
    void setIdleMinutes(std::chrono::minutes minutes);

signals:
    void changed();

private:
    void keep(const QString& key, const QVariant& value);

    QSettings m_file;
};

} // namespace station
