#pragma once

#include "core/base/error.h"

#include <tl/expected.hpp>

#include <string>
#include <utility>

namespace station {

/// A value, or the reason there is none. C++23's std::expected by another name
/// (tl::expected 1.0.0, Debian libexpected-dev), so the day we move is a one-line change.
template<class T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string detail)
{
    return tl::unexpected<Error>(Error {code, std::move(detail)});
}

/// Hands an error on: `if (!x) return failed(x);`
template<class T>
[[nodiscard]] tl::unexpected<Error> failed(const Result<T>& result)
{
    return tl::unexpected<Error>(result.error());
}

} // namespace station
