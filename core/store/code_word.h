#pragma once

#include "core/base/result.h"

#include <QString>

#include <algorithm>

namespace station {

/// What the ledger and the queue keep of a person's reason: 1 to 40 of a-z, 0-9 and hyphens. They lie open on
/// the disk, and free words would hold a name sooner or later. Errors: InvalidInput.
[[nodiscard]] inline Status checkCodeWord(const QString& text)
{
    const bool fine
        = !text.isEmpty() && text.size() <= 40 && std::all_of(text.begin(), text.end(), [](QChar c) {
              return (c >= QLatin1Char('a') && c <= QLatin1Char('z'))
                  || (c >= QLatin1Char('0') && c <= QLatin1Char('9')) || c == QLatin1Char('-');
          });
    if (!fine)
        return fail(ErrorCode::InvalidInput, "a reason is one word of a-z, 0-9 and hyphens, never a name");
    return {};
}

} // namespace station
