#define VALIJSON_USE_EXCEPTIONS 1
#include "core/procedure/json_schema.h"

#include "core/procedure/strict_json.h"

#include <valijson/adapters/qtjson_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include <algorithm>
#include <array>
#include <exception>
#include <string_view>

namespace station {
namespace {

using Fault = valijson::ValidationResults::Error;

// valijson names a place as "<root>", "[fields]", "[3]", "[type]".
std::string placeOf(const Fault& fault)
{
    std::string place;
    for (std::size_t i = 1; i < fault.context.size(); ++i) {
        const std::string& part = fault.context[i];
        if (!place.empty())
            place += '/';
        place += part.size() > 2 && part.front() == '[' ? part.substr(1, part.size() - 2) : part;
    }
    return place;
}

std::string lastQuoted(const std::string& text)
{
    const auto end = text.rfind('\'');
    const auto start = end == std::string::npos ? end : text.rfind('\'', end - 1);
    return start == std::string::npos
        ? "''"
        : quoted(QString::fromStdString(text.substr(start + 1, end - start - 1)));
}

// The library's sentences in the words of somebody who writes a procedure.
std::string reasonOf(const std::string& description)
{
    struct Phrase {
        std::string_view theirs;
        const char* ours;
        bool withName;
    };
    static constexpr std::array phrases {Phrase {"enum values", "unknown word", false},
        Phrase {"'additionalProperties'", "unknown key ", true},
        Phrase {"Missing required property", "missing key ", true},
        Phrase {"'type' constraint", "wrong type", false},
        Phrase {"'pattern' constraint", "wrong form", false}};
    for (const Phrase& phrase : phrases) {
        if (description.find(phrase.theirs) != std::string::npos)
            return phrase.withName ? phrase.ours + lastQuoted(description) : phrase.ours;
    }
    return description.substr(0, std::min<std::size_t>(200, description.find_last_not_of('.') + 1));
}

// Every level above a fault reports it again; the first of the deepest is the cause.
std::string causeOf(valijson::ValidationResults& results)
{
    Fault deepest;
    for (const Fault& fault : results) {
        if (fault.context.size() > deepest.context.size())
            deepest = fault;
    }
    const std::string place = placeOf(deepest);
    return place.empty() ? reasonOf(deepest.description) : place + ": " + reasonOf(deepest.description);
}

} // namespace

Status checkAgainstSchema(const QJsonObject& document, const QJsonObject& schema)
{
    try {
        valijson::Schema rules;
        valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
        const QJsonValue schemaValue(schema);
        parser.populateSchema(valijson::adapters::QtJsonAdapter(schemaValue), rules);

        valijson::Validator validator(valijson::Validator::kStrongTypes);
        valijson::ValidationResults results;
        const QJsonValue value(document);
        if (!validator.validate(rules, valijson::adapters::QtJsonAdapter(value), &results))
            return fail(ErrorCode::InvalidInput, causeOf(results));
        return {};
    } catch (const std::exception& problem) {
        return fail(ErrorCode::InvalidInput, std::string("the schema cannot be used: ") + problem.what());
    }
}

} // namespace station
