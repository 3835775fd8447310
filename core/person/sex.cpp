#include "core/person/sex.h"

#include "core/person/names.h"

namespace station {

std::optional<Sex> parseSex(const QString& typed)
{
    const QString word = searchKey(typed);
    if (word == u"nam" || word == u"m" || word == u"male" || word == u"1")
        return Sex::Male;
    if (word == u"nu" || word == u"f" || word == u"female" || word == u"2")
        return Sex::Female;
    return std::nullopt;
}

QString codeOf(Sex sex)
{
    switch (sex) {
    case Sex::Unknown: return {};
    case Sex::Male: return QStringLiteral("1");
    case Sex::Female: return QStringLiteral("2");
    }
    return {};
}

} // namespace station
