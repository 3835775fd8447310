#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QDate>
#include <QMap>
#include <QString>

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace station {

/// What an extract can say of a person. The numbers are on the disk: append only.
enum class RosterField : std::uint8_t {
    Number, ///< twelve digits; else as the file has it
    OldNumber, ///< nine digits
    Name, ///< normalisedName
    Birth, ///< PartialDate::iso()
    Sex, ///< "1", "2"
    Hamlet,
    Commune,
    Household, ///< its number, or its head's name or number
    Address,
    Phone, ///< normalisedPhone
    Class, ///< a code of roster-classes.json
    Note,
    Place, ///< where somebody is who is away
    Job,
    Unread, ///< cells that say nothing we understand, as they stood: "birth: 31/02/1990", a line each
};
inline constexpr std::size_t rosterFieldCount = 15;
[[nodiscard]] const char* nameOf(RosterField field); ///< "number", "old-number", …
[[nodiscard]] std::optional<RosterField> rosterFieldFrom(const QString& name);
[[nodiscard]] const std::array<RosterField, rosterFieldCount>& everyRosterField();

/// What the extracts say of one person. "": nothing.
class RosterFacts {
public:
    [[nodiscard]] const QString& operator[](RosterField field) const { return m_values[place(field)]; }
    [[nodiscard]] QString& operator[](RosterField field) { return m_values[place(field)]; }

    friend bool operator==(const RosterFacts&, const RosterFacts&) = default;

private:
    static std::size_t place(RosterField field) { return static_cast<std::size_t>(field); }
    std::array<QString, rosterFieldCount> m_values;
};

/// What officers recorded of one person. It wins over the extracts, and no import touches it.
struct RosterRecord {
    QString classCode; ///< "R20"; "": none recorded
    QMap<QString, QString> fields; ///< key of roster-classes.json -> text; "phone" and "note" with any class
    QDate followUp; ///< invalid: none

    [[nodiscard]] bool isEmpty() const
    {
        return classCode.isEmpty() && fields.isEmpty() && !followUp.isValid();
    }
    friend bool operator==(const RosterRecord&, const RosterRecord&) = default;
};

struct RosterPerson {
    qint64 id = 0; ///< of this station; no personal number
    RosterFacts facts;
    RosterRecord record;
    qint64 addedIn = 0; ///< extract
    qint64 missingSince = 0; ///< extract; 0: the last one has them

    [[nodiscard]] QString classCode() const; ///< the officers', else the extract's
    [[nodiscard]] QString phone() const;
};

/// Where an extract says something else than an officer recorded. The officer's word stands.
struct RosterDifference {
    QString key; ///< "class", "phone", "note", "place", "job"
    QString recorded;
    QString extract;

    friend bool operator==(const RosterDifference&, const RosterDifference&) = default;
};
[[nodiscard]] std::vector<RosterDifference> differences(const RosterPerson& person);

/// As they are sealed. Facts: 0x01, then for each field that says something its number, the length of its
/// UTF-8 (4 bytes, little-endian) and the text. Records and changes: CBOR. Errors: Damaged.
[[nodiscard]] QByteArray encoded(const RosterFacts& facts);
[[nodiscard]] Result<RosterFacts> factsFrom(const QByteArray& bytes);
/// Without making a QString of them: good as long as `bytes`.
[[nodiscard]] Result<std::array<std::string_view, rosterFieldCount>> factViews(const QByteArray& bytes);
[[nodiscard]] QByteArray encoded(const RosterRecord& record); ///< empty for an empty one
[[nodiscard]] Result<RosterRecord> recordFrom(const QByteArray& bytes);

} // namespace station
