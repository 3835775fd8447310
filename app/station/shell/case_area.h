#pragma once

#include "core/base/ids.h"

#include <QWidget>

#include <functional>

namespace station {

/// The case as the frame around it sees it. Destroying it at any moment loses nothing that was accepted.
class CaseArea : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    virtual void openNew() = 0;
    virtual void resume(PacketId id) = 0;
    virtual void setBedside(bool on) = 0; ///< at a bed: prompts readable from 2 m, few big buttons

signals:
    void left(); ///< saved and left, or done: back to the home page
    void caseFinished(); ///< sealed and queued
    void bedsideChosen(bool on); ///< the officer has switched it
    void nextPerson(); ///< it has opened the next case itself
};

using CaseFactory = std::function<CaseArea*(QWidget* parent)>;

} // namespace station
