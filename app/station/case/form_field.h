#pragma once

#include "app/station/case/person_presenter.h"

#include <QWidget>

#include <optional>

class QButtonGroup;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace station {

class AdminUnits;

/// One field of the form: label above, editor, where the value came from, what there is to say about it.
/// Object names: the field's key for the editor; "<key>.keep", "<key>.useCard", "<key>.message",
/// "<key>.badge".
class FormField : public QWidget {
    Q_OBJECT

public:
    FormField(const FieldView& view, QWidget* parent);

    [[nodiscard]] const QString& key() const { return m_key; }
    /// As it stands in the editor; a choice's code.
    [[nodiscard]] QString text() const;
    /// Two columns of the form, not one.
    [[nodiscard]] bool isWide() const;
    /// Keeps what is being typed at this moment.
    void render(const FieldView& view);
    void focusEditor();
    /// A Place field offers communes by a few letters of what stands after its last comma; others do nothing.
    void offerCommunes(const AdminUnits& communes);
    /// What stands in the editor and was not yet left; nothing when there is no such thing.
    [[nodiscard]] std::optional<QString> unfinished() const;
    void resumeTyping(const QString& text);
    /// Reports left() when the editor holds something else than what was rendered.
    void commit();

signals:
    void left(const QString& key, const QString& text);
    void keep(const QString& key);
    void useCard(const QString& key);
    void focused(QWidget* field);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeEditor(const FieldView& view);
    void makeLine();
    void makeSex();
    void makeChoice(const FieldView& view);
    void setEditorText(const QString& text);
    void renderLabel(const FieldView& view);
    void renderFindings(const FieldView& view);

    QString m_key;
    FieldType m_type;
    int m_maxLength;
    QLabel* m_label;
    QLabel* m_badge;
    QLabel* m_sign;
    QLabel* m_message;
    QLabel* m_cardSays;
    QPushButton* m_keep;
    QPushButton* m_useCard;
    QWidget* m_below;
    QLineEdit* m_line = nullptr;
    QComboBox* m_combo = nullptr;
    QButtonGroup* m_sex = nullptr;
    QWidget* m_editor = nullptr;
    QString m_rendered;
    QString m_before; ///< text of a date before the last key
};

} // namespace station
