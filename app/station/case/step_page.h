#pragma once

#include <QEvent>
#include <QString>
#include <QWidget>

#include <vector>

namespace station {

/// The one button at the bottom right, named by its effect.
struct PrimaryAction {
    QString text;
    bool enabled = false;
    QString whyNot; ///< beside a disabled button
};

/// What stands in the column at the right where there is room.
struct StepHelp {
    struct Key {
        QString key;
        QString meaning;
    };
    QString why;
    std::vector<Key> keys;
};

/// One step of the case. The frame around it (steps, bottom row, trouble) belongs to CasePage.
class StepPage : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    [[nodiscard]] virtual PrimaryAction primary() const = 0;
    [[nodiscard]] virtual StepHelp help() const = 0;
    /// The primary button was pressed.
    virtual void press() = 0;
    /// The page is shown: start what it needs and take the focus.
    virtual void enter() = 0;
    /// The page is left or the case is laid aside: stop devices, commit what stands in an editor.
    virtual void leave() = 0;
    /// Esc: true when something on the page took it (a form inside it was closed).
    [[nodiscard]] virtual bool escape() { return false; }
    /// Puts every word in the language of the moment.
    virtual void retranslate() = 0;
    /// The pedal of bedside mode: what comes next on this page, if one key may do it.
    virtual void oneKey() { }

    /// The prompt readable from 2 m, and big buttons.
    void setBedside(bool on)
    {
        if (m_bedside == on)
            return;
        m_bedside = on;
        retranslate();
    }
    [[nodiscard]] bool isBedside() const { return m_bedside; }

signals:
    void primaryChanged();
    void finished(); ///< everything is saved: go on to the next step

protected:
    void changeEvent(QEvent* event) override
    {
        QWidget::changeEvent(event);
        if (event->type() == QEvent::LanguageChange)
            retranslate();
    }

private:
    bool m_bedside = false;
};

} // namespace station
