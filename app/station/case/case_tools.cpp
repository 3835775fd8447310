#include "app/station/case/case_tools.h"

#include <memory>

namespace station {
namespace {

Result<PortraitExaminer> makeExaminer()
{
    auto checker = PortraitChecker::create();
    if (!checker)
        return failed(checker);
    return PortraitExaminer([checker = std::shared_ptr<PortraitChecker>(std::move(*checker))](
                                const ColourImage& picture) { return checker->check(picture); });
}

} // namespace

CaseTools realTools() { return {&makeExaminer, &fingerQuality}; }

} // namespace station
