#pragma once

#include "core/base/result.h"
#include "core/capture/finger_position.h"
#include "core/person/age.h"
#include "core/procedure/policy.h"
#include "core/procedure/form.h"

#include <QDate>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace station {

/// A text in each language of the interface: "vi", "en". A missing language falls back to "vi".
struct Words {
    QMap<QString, QString> byLanguage;
    [[nodiscard]] QString in(const QString& language) const
    {
        return byLanguage.value(language, byLanguage.value(QStringLiteral("vi")));
    }
    friend bool operator==(const Words&, const Words&) = default;
};

enum class FieldType { Text, Name, PersonalNumber, OldNumber, Date, Sex, Choice, Place, Phone, Email };

struct Choice {
    QString code;
    Words label;
};

struct FieldDefinition {
    QString key;
    FieldType type = FieldType::Text;
    Words label;
    Words hint; ///< may be empty
    QString group; ///< "person", "residence", "contact", "representative", "card"
    bool required = false;
    int maxLength = 200;
    std::vector<Choice> choices; ///< for Choice and Sex
    QString choiceList; ///< "ethnic-groups-1979" when the choices are a shared list; names its version too
    QString initial; ///< what an empty form starts with, e.g. "VN" for the nationality; mostly empty
};

/// One step of a capture plan: which finger, how. Any order, skip with a reason, come back.
struct FingerStep {
    FingerPosition position = FingerPosition::RightThumb;
    Impression impression = Impression::Plain;
};

struct FingerPlan {
    QString id; ///< "ten-single"
    std::vector<FingerStep> steps;
    int acceptQuality = 0; ///< 0..100; at or above it the print is taken without asking
    int maxAttempts = 3; ///< after that the best one is kept and marked
};

enum class Signer { Citizen, Representative };

/// A procedure is data: read from resources/procedures/*.json, checked against the JSON Schema.
struct Procedure {
    QString id; ///< "cc-new-14"
    int version = 1;
    QDate effectiveFrom;
    QString source; ///< the law it rests on
    Words title;
    Words says; ///< what the citizen says: "first card"
    std::optional<int> ageFrom; ///< whole years reached ("từ đủ"), inclusive
    std::optional<int> ageBelow; ///< exclusive
    std::vector<int> milestones; ///< exchange ages; empty: any age
    std::vector<FieldDefinition> fields; ///< in the order of the collection slip
    bool portrait = false;
    std::optional<FingerPlan> fingers;
    Signer signer = Signer::Citizen;
    SignOffPolicy signOff; ///< the station policy's, for every procedure alike
};

/// The field with that key, or null.
[[nodiscard]] const FieldDefinition* fieldOf(const Procedure& procedure, const QString& key);

/// The form with which a case of this procedure opens: the fields' initial values.
[[nodiscard]] FormValues initialForm(const Procedure& procedure);

/// What remains of a form when the case changes to another procedure: its fields and the evidence of the
/// card.
[[nodiscard]] FormValues keptFor(const Procedure& procedure, const FormValues& form);

/// Every procedure in the folder (":/procedures" in the product), by id and version. One bad file fails the
/// lot with InvalidInput and the file's name, so that nobody works with half a rule book; so do one id and
/// version twice. Errors: NotFound when there is no procedure in the folder.
[[nodiscard]] Result<std::vector<Procedure>> loadProcedures(const QString& folder);
/// Refused: torn JSON (with line and column), a key twice, unknown or missing fields, wrong types, an unknown
/// field, list or plan name, a date that can't be, over 1 MiB. Errors: InvalidInput; `detail` names the place
/// in the document, e.g. "fields/3/type: unknown word".
[[nodiscard]] Result<Procedure> parseProcedure(const QByteArray& json);

/// The newest version of `id` in force on `day`: the latest effectiveFrom, then the highest version. Errors:
/// NotFound.
[[nodiscard]] Result<Procedure> procedureInForce(
    const std::vector<Procedure>& all, const QString& id, QDate day);

} // namespace station
