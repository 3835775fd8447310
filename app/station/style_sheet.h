#pragma once

#include <QPalette>
#include <QString>

namespace station::look {

/// The rules of the roles named in look.h, for these colours and this text factor.
[[nodiscard]] QString styleSheet(const QPalette& palette, double textFactor);

} // namespace station::look
