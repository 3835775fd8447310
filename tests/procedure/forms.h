#pragma once

#include "core/procedure/procedure.h"
#include "core/procedure/validation.h"

#include <QMap>

#include <catch2/catch.hpp>

namespace station {

inline const QDate today(2026, 11, 21);

inline const std::vector<Procedure>& productProcedures()
{
    static const auto all = loadProcedures(QStringLiteral(":/procedures"));
    if (!all)
        FAIL(all.error().detail);
    return *all;
}

inline Procedure procedureNamed(const char* id)
{
    const auto found = procedureInForce(productProcedures(), QLatin1String(id), today);
    if (!found)
        FAIL(id << ": " << found.error().detail);
    return *found;
}

inline FormValues formOf(const QMap<QString, QString>& texts)
{
    FormValues form;
    for (auto text = texts.begin(); text != texts.end(); ++text)
        form.insert(text.key(), {text.value(), Provenance::Declared, false});
    return form;
}

inline void put(FormValues& form, const char* key, const char* utf8)
{
    form.insert(QLatin1String(key), {QString::fromUtf8(utf8), Provenance::Declared, false});
}

/// Everything that cc-new-14 needs, of a person who does not exist.
inline FormValues grownUp()
{
    return formOf({{"name_full", QString::fromUtf8("Lò Văn Thử Nghiệm")}, {"pin", "012094999001"},
        {"dob", "1994-03-15"}, {"sex", "1"}, {"ethnicity", "03"}, {"nationality", "VN"},
        {"permanent_residence", QString::fromUtf8("Bản Mẫu 1, xã Phong Thổ, tỉnh Lai Châu")}});
}

inline FormValues childOf(const char* dob, const char* pin)
{
    FormValues form = grownUp();
    put(form, "dob", dob);
    put(form, "pin", pin);
    put(form, "representative_name", "Bùi Thị Giả Định");
    put(form, "representative_pin", "025190999010");
    put(form, "representative_relation", "mother");
    return form;
}

/// "sex: pin-sex-mismatch (W) 2"
inline QStringList said(const std::vector<Finding>& findings)
{
    QStringList lines;
    for (const Finding& finding : findings) {
        QString line = finding.field + QStringLiteral(": ") + finding.code;
        if (finding.severity == Severity::Warning)
            line += QStringLiteral(" (W)");
        if (!finding.arguments.isEmpty())
            line += u' ' + finding.arguments.join(u' ');
        lines << line;
    }
    return lines;
}

} // namespace station

namespace Catch {
template<>
struct StringMaker<QStringList> {
    static std::string convert(const QStringList& list)
    {
        return "[" + list.join(QStringLiteral(" | ")).toStdString() + "]";
    }
};
} // namespace Catch
