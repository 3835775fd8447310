#pragma once

#include "core/base/ids.h"
#include "core/store/database.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <string_view>
#include <type_traits>

namespace station {

// For core/store only: where SQLiteCpp's exceptions end.

template<class T>
struct AsResult {
    using type = Result<T>;
};
template<class T>
struct AsResult<Result<T>> {
    using type = Result<T>;
};
template<class Work>
using ResultOf = typename AsResult<std::invoke_result_t<Work>>::type;

/// Runs `work` and turns a thrown SQLite::Exception into an Error.
template<class Work>
[[nodiscard]] auto storage(Database& database, Work&& work) -> ResultOf<Work>
{
    try {
        if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
            work();
            return {};
        } else {
            return work();
        }
    } catch (const SQLite::Exception& e) {
        return tl::unexpected(database.errorFrom(e));
    }
}

/// As storage(), in one write transaction, which is undone when `work` throws or returns an error.
template<class Work>
[[nodiscard]] auto transaction(Database& database, Work&& work) -> ResultOf<Work>
{
    if (const Status may = database.mayWrite(); !may)
        return failed(may);
    return storage(database, [&]() -> ResultOf<Work> {
        SQLite::Transaction open(database.handle(), SQLite::TransactionBehavior::IMMEDIATE);
        if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
            work();
            open.commit();
            return {};
        } else {
            ResultOf<Work> result = work();
            if (result)
                open.commit();
            return result;
        }
    });
}

/// One statement, its values bound in order. Throws SQLite::Exception.
class Query {
public:
    Query(Database& database, const char* sql)
        : m_statement(database.handle(), sql)
    {
    }
    Query& with(qint64 value)
    {
        m_statement.bind(++m_bound, static_cast<std::int64_t>(value));
        return *this;
    }
    Query& with(int value) { return with(static_cast<qint64>(value)); }
    Query& with(Instant value) { return with(static_cast<qint64>(toMs(value))); }
    Query& with(const char* value)
    {
        m_statement.bind(++m_bound, value);
        return *this;
    }
    Query& with(const QString& value)
    {
        m_statement.bind(++m_bound, value.toStdString());
        return *this;
    }
    Query& with(const QByteArray& value)
    {
        m_statement.bind(++m_bound, value.constData(), static_cast<int>(value.size()));
        return *this;
    }
    template<class Tag>
    Query& with(const Id<Tag>& id)
    {
        return with(id.text());
    }
    Query& withNull()
    {
        m_statement.bind(++m_bound);
        return *this;
    }

    [[nodiscard]] bool next() { return m_statement.executeStep(); }
    /// Returns how many rows it changed.
    int run() { return m_statement.exec(); }

    [[nodiscard]] bool isNull(int column) { return m_statement.isColumnNull(column); }
    [[nodiscard]] qint64 number(int column) { return m_statement.getColumn(column).getInt64(); }
    [[nodiscard]] int integer(int column) { return m_statement.getColumn(column).getInt(); }
    [[nodiscard]] Instant time(int column) { return fromMs(number(column)); }
    [[nodiscard]] QString text(int column)
    {
        return QString::fromStdString(m_statement.getColumn(column).getString());
    }
    /// The stored bytes; good until the next row.
    [[nodiscard]] std::string_view utf8(int column)
    {
        const SQLite::Column value = m_statement.getColumn(column);
        const char* text = value.getText();
        return {text, static_cast<std::size_t>(value.getBytes())};
    }
    [[nodiscard]] QByteArray bytes(int column)
    {
        const SQLite::Column value = m_statement.getColumn(column);
        return QByteArray(static_cast<const char*>(value.getBlob()), value.getBytes());
    }
    template<class IdType>
    [[nodiscard]] IdType id(int column)
    {
        return IdType::parse(text(column));
    }

private:
    SQLite::Statement m_statement;
    int m_bound = 0;
};

} // namespace station
