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

signals:
    void closeAsked();
};

} // namespace station
