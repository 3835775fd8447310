#pragma once

#include "core/base/result.h"

#include <QFile>
#include <QString>
#include <QStringDecoder>

#include <memory>

namespace station {

/// A text file, piece by piece. What is not Unicode is refused and named: a font of the 1990s read as
/// something else gives names that look right and are wrong.
class TextFile {
public:
    /// Errors: StorageFailed; InvalidInput "encoding-…" (table.h).
    [[nodiscard]] static Result<std::unique_ptr<TextFile>> open(const QString& path);

    /// The next piece; empty behind the last.
    [[nodiscard]] Result<QString> next();
    [[nodiscard]] const QString& encoding() const { return m_encoding; }
    [[nodiscard]] qint64 done() const { return m_file.pos(); }
    [[nodiscard]] qint64 size() const { return m_file.size(); }

private:
    explicit TextFile(const QString& path)
        : m_file(path)
    {
    }
    QFile m_file;
    QString m_encoding;
    QStringDecoder m_decoder;
    QByteArray m_tail; ///< the last bytes read
    qint64 m_lines = 0;
    bool m_ended = false;
};

/// What bytes that are no UTF-8 look like: "encoding-tcvn3" (ABC fonts), "encoding-windows1258" or
/// "encoding-unknown".
[[nodiscard]] const char* guessedEncoding(const QByteArray& bytes);

} // namespace station
