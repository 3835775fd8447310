#include "core/procedure/strict_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QStringList>

#include <optional>
#include <vector>

namespace station {
namespace {

constexpr qsizetype mostBytes = 1024 * 1024;
constexpr std::size_t deepest = 32;
constexpr qsizetype longestText
    = 4096; // std::regex, which the schema's patterns run on, recurses for each character

std::string lineAndColumn(const QByteArray& json, qsizetype offset)
{
    const QByteArray before = json.left(offset);
    const auto line = before.count('\n') + 1;
    const auto column = offset - before.lastIndexOf('\n');
    return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

// Walks JSON that is known to be well formed and looks for what Qt's parser lets pass.
class Walk {
public:
    explicit Walk(const QByteArray& json)
        : m_json(json)
    {
    }

    // What is wrong and where, or nothing.
    std::optional<std::string> problem()
    {
        for (m_at = 0; m_at < m_json.size(); ++m_at) {
            const char c = m_json.at(m_at);
            if (c == '{' || c == '[') {
                m_levels.push_back({c == '{', c == '{', 0, {}, {}});
                if (m_levels.size() > deepest)
                    return "nested deeper than " + std::to_string(deepest) + " levels";
            } else if (c == '}' || c == ']') {
                m_levels.pop_back();
            } else if (c == ',' && !m_levels.empty()) {
                m_levels.back().expectsKey = m_levels.back().isObject;
                ++m_levels.back().index;
            } else if (c == '"') {
                if (auto wrong = text())
                    return wrong;
            }
        }
        return std::nullopt;
    }

private:
    struct Level {
        bool isObject;
        bool expectsKey;
        int index;
        QString key;
        QSet<QString> keys;
    };

    std::optional<std::string> text()
    {
        const qsizetype start = m_at;
        for (++m_at; m_json.at(m_at) != '"'; ++m_at) {
            if (m_json.at(m_at) == '\\')
                ++m_at;
        }
        if (m_at - start > longestText)
            return place() + "a text is longer than " + std::to_string(longestText) + " bytes";
        if (m_levels.empty() || !m_levels.back().expectsKey)
            return std::nullopt;
        const QByteArray alone = '[' + m_json.mid(start, m_at - start + 1) + ']';
        const QString key = QJsonDocument::fromJson(alone).array().first().toString();
        Level& level = m_levels.back();
        if (level.keys.contains(key)) {
            level.key.clear();
            return place() + "the key " + quoted(key) + " stands twice";
        }
        level.keys.insert(key);
        level.key = key;
        level.expectsKey = false;
        return std::nullopt;
    }

    [[nodiscard]] std::string place() const
    {
        QStringList parts;
        for (const Level& level : m_levels) {
            const QString part = level.isObject ? level.key : QString::number(level.index);
            if (!part.isEmpty())
                parts << part.left(80);
        }
        return parts.isEmpty() ? std::string() : parts.join(u'/').toStdString() + ": ";
    }

    const QByteArray& m_json;
    qsizetype m_at = 0;
    std::vector<Level> m_levels;
};

} // namespace

std::string quoted(const QString& text)
{
    QString safe = text.left(80);
    for (QChar& c : safe) {
        if (!c.isPrint())
            c = u'?';
    }
    return "'" + safe.toStdString() + "'";
}

Result<QJsonObject> readStrictJson(const QByteArray& json)
{
    if (json.size() > mostBytes)
        return fail(ErrorCode::InvalidInput, "larger than 1 MiB");
    QJsonParseError torn;
    const QJsonDocument document = QJsonDocument::fromJson(json, &torn);
    if (torn.error != QJsonParseError::NoError)
        return fail(ErrorCode::InvalidInput,
            lineAndColumn(json, torn.offset) + ": " + torn.errorString().toStdString());
    if (!document.isObject())
        return fail(ErrorCode::InvalidInput, "a JSON object { … } is needed");
    if (const auto wrong = Walk(json).problem())
        return fail(ErrorCode::InvalidInput, *wrong);
    return document.object();
}

} // namespace station
