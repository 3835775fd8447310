#include "app/station/case/check_list.h"

#include "app/station/case/ui_parts.h"
#include "app/words/words.h"

#include <QGridLayout>

#include <algorithm>

namespace station {
namespace {

constexpr std::array usual {"face-count", "head-size", "centred", "sharpness", "brightness"};

} // namespace

CheckList::CheckList(QWidget* parent)
    : QWidget(parent)
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setColumnStretch(1, 1);
    for (const char* name : usual) {
        const int row = static_cast<int>(m_rows.size());
        m_rows.push_back({makeLabel(nullptr, this), makeLabel(nullptr, this), makeLabel("hint", this)});
        m_rows.back().state->setObjectName(QStringLiteral("check.%1").arg(QString::fromLatin1(name)));
        m_rows.back().state->setWordWrap(false);
        grid->addWidget(m_rows.back().sign, row, 0);
        grid->addWidget(m_rows.back().name, row, 1);
        grid->addWidget(m_rows.back().state, row, 2);
    }
}

void CheckList::render(const std::vector<PortraitCheck>& checks)
{
    const int side = static_cast<int>(20 * look::textFactor());
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const QString name = QString::fromLatin1(usual.at(i));
        const auto check = std::find_if(
            checks.begin(), checks.end(), [&](const PortraitCheck& each) { return each.name == name; });
        const bool measured = check != checks.end();
        const bool pass = measured && check->pass;
        m_rows[i].name->setText(words::forCheck(name));
        m_rows[i].state->setText(!measured ? tr("not yet") : pass ? tr("good") : tr("not yet good"));
        look::setRole(m_rows[i].state, !measured ? "hint" : pass ? "good" : "warning");
        const auto sign = !measured ? look::Glyph::Ring : pass ? look::Glyph::Tick : look::Glyph::Mark;
        const auto tone = !measured ? look::Tone::Plain : pass ? look::Tone::Good : look::Tone::Attention;
        m_rows[i].sign->setPixmap(look::glyph(sign, tone, palette(), side, devicePixelRatioF()));
    }
}

} // namespace station
