#pragma once

#include "core/base/error.h"

#include <QString>
#include <QWidget>

namespace station {

/// Shown instead of everything else when the station cannot be opened: cause, cure, and the details in a
/// fold.
class TroublePage : public QWidget {
    Q_OBJECT

public:
    /// `folder` is named to the officer; `error` says what went wrong with it.
    TroublePage(const QString& folder, const Error& error, QWidget* parent = nullptr);
    /// Nothing is wrong: another window works on the station.
    explicit TroublePage(const QString& folder, QWidget* parent = nullptr);

signals:
    void closeAsked();

private:
    /// `detail`: for the help desk; empty: there is no fold.
    void build(const QString& title, const QString& sentence, const QString& folder, const QString& detail);
};

} // namespace station
