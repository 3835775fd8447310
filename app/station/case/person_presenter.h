#pragma once

#include "app/station/case/open_case.h"
#include "core/procedure/card_prefill.h"
#include "core/procedure/validation.h"

#include <QObject>
#include <QSet>
#include <QStringList>

#include <optional>
#include <vector>

namespace station {

/// One field as the page shows it.
struct FieldView {
    FieldDefinition field;
    QString text; ///< as it is written in the editor: dates dd/mm/yyyy
    Provenance provenance = Provenance::Declared;
    std::vector<Finding> findings; ///< empty until the field has been left once
    bool kept = false; ///< the citizen keeps what a warning questioned
    QString cardText; ///< the card says something else; empty when it does not
};

enum class CardState { None, Read, Unreadable };

struct PersonView {
    QString procedureId;
    Words title;
    std::optional<int> age; ///< whole years; none without a full birth date
    std::vector<FieldView> fields;
    bool summary = false; ///< "continue" was pressed with open points: they stand on top
    CardState card = CardState::None;
    /// By the birth date this procedure applies, but taking it destroys a portrait or prints that it does not
    /// ask for. Empty when there is nothing to decide.
    std::optional<Words> destroying;
};

/// The form of the procedure, field by field.
///
/// Promise: a field that was left is saved before the page can go on; nothing typed is thrown away when a
/// save fails.
class PersonPresenter : public QObject {
    Q_OBJECT

public:
    explicit PersonPresenter(OpenCase& file, QObject* parent = nullptr);

    [[nodiscard]] const PersonView& view() const { return m_view; }

    /// Forgets the card of the person before.
    void reset();
    /// The procedures that the birth date may choose between.
    void setAgeGroups(const QStringList& procedureIds) { m_ageGroups = procedureIds; }
    void fieldLeft(const QString& key, const QString& typed);
    void keepAsDeclared(const QString& key);
    void useCard(const QString& key);
    /// A card's QR was read. Fills what is empty and what came from a card before; says where the card
    /// differs. Before there is a case, the card waits for it.
    void cardScanned(const QString& text);
    /// The officer's answer to view().destroying: the birth date is right.
    void destroyCaptures();
    /// Saves what is not yet saved and tells whether the form may be left: no error, no warning without an
    /// answer, no capture to be destroyed that nobody has decided about.
    void proceed(OpenCase::Then then);
    /// Saves what is not yet saved, whatever its state.
    void save(OpenCase::Then then);

signals:
    void changed();

private:
    void adopt();
    void applyCard(const CardQr& card);
    void chooseAgeGroup();
    [[nodiscard]] bool destroysCaptures(const Procedure& procedure) const;
    void refresh();
    [[nodiscard]] const FieldDefinition* definition(const QString& key) const;
    [[nodiscard]] std::vector<Finding> openPoints() const;

    OpenCase& m_file;
    PersonView m_view;
    FormValues m_form; ///< what stands in the editors; ahead of the draft until its save came back
    std::optional<CardQr> m_card; ///< read before there was a case
    QSet<QString> m_left;
    QStringList m_ageGroups;
    QString m_wanted; ///< the procedure of view().destroying
};

/// A stored value as it is written in an editor: ISO dates become dd/mm/yyyy, mm/yyyy or yyyy.
[[nodiscard]] QString asTyped(FieldType type, const QString& stored);

} // namespace station
