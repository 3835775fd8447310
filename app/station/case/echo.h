#pragma once

#include <QObject>

namespace station {

/// Answers from another thread: when answered() arrives, every signal emitted there before call() was queued
/// has arrived too.
class Echo : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    void call() { emit answered(); }

signals:
    void answered();
};

} // namespace station
