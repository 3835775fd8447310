#pragma once

#include "core/enroll/draft.h"
#include "core/procedure/procedure.h"

#include <QWidget>

#include <vector>

class QLabel;

namespace station {

/// What the citizen reads and confirms, in large letters: the name and how it is spelt, the birth date in
/// figures and words, sex, number in groups of three, address; what differs from the card in amber.
class CitizenSheet : public QWidget {
    Q_OBJECT

public:
    enum class Size { Page, FullScreen };

    CitizenSheet(Size size, QWidget* parent);

    void render(const EnrollmentDraft& draft, const Procedure& procedure);

private:
    struct Row {
        QLabel* caption;
        QLabel* value;
        QLabel* below; ///< spelling, date in words
        QLabel* card;
    };
    [[nodiscard]] Row makeRow(const char* name, const char* role);
    void fill(const Row& row, const QString& caption, const QString& value, const QString& below,
        const QString& onCard) const;

    Size m_size;
    Row m_name;
    Row m_birth;
    Row m_sex;
    Row m_number;
    Row m_address;
    std::vector<Row> m_rows;
};

} // namespace station
