#pragma once

#include "core/base/result.h"
#include "core/procedure/procedure.h"
#include "core/roster/person.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace station {

/// Something that is asked with a class.
struct RosterQuestion {
    enum class Type { Text, Date, Phone, Choice };
    QString key; ///< "place"
    Type type = Type::Text;
    Words label;
    bool always = false; ///< may be kept with any class
    std::vector<Choice> choices;
};

/// Why somebody has no card yet, and what comes next.
struct RosterClass {
    QString code; ///< "R20"
    Words label;
    QStringList asks; ///< keys of questions, in the order they are asked
    QStringList needs; ///< of these, what must be said
    Words next;
    bool leavesTarget = false; ///< only a supervisor sets it
};

/// The classes of resources/codes/roster-classes.json: data, so that another province's list needs no new
/// program. Threads: any. Errors: InvalidInput when the file is wrong itself.
class RosterClasses {
public:
    [[nodiscard]] static Result<RosterClasses> load();
    /// Of a document that fits its schema. Errors: InvalidInput for a class that asks for an unknown
    /// question, needs what it does not ask, or stands twice.
    [[nodiscard]] static Result<RosterClasses> from(const QJsonObject& document);

    [[nodiscard]] const std::vector<RosterClass>& all() const { return m_classes; }
    [[nodiscard]] const RosterClass* find(const QString& code) const; ///< nullptr: none
    [[nodiscard]] const RosterQuestion* question(const QString& key) const;
    /// By code, or by its words in either language; case and diacritics do not matter. "" when it is none.
    [[nodiscard]] QString codeFrom(const QString& typed) const;

    /// An officer's answers as they are kept: dates ISO, phones ten digits, texts normalised. Empty texts are
    /// left out. Errors: InvalidInput, `detail` names the key: unknown, not asked by the class, not a date,
    /// phone or choice, over 500 characters, or missing although the class needs it.
    [[nodiscard]] Result<QMap<QString, QString>> answers(
        const QString& classCode, const QMap<QString, QString>& typed) const;

private:
    [[nodiscard]] Result<QString> answer(const RosterQuestion& question, const QString& typed) const;
    std::vector<RosterClass> m_classes;
    std::vector<RosterQuestion> m_questions;
};

} // namespace station
