#include "app/station/shell/case_page_area.h"

#include "app/station/case/case_page.h"

#include <QVBoxLayout>

namespace station {
namespace {

class CasePageArea final : public CaseArea {
public:
    CasePageArea(const StationContext& context, QWidget* parent)
        : CaseArea(parent)
        , m_page(new CasePage(context, this))
    {
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        column->addWidget(m_page);
        connect(m_page, &CasePage::left, this, &CaseArea::left);
        connect(m_page, &CasePage::caseFinished, this, &CaseArea::caseFinished);
        connect(m_page, &CasePage::bedsideChosen, this, &CaseArea::bedsideChosen);
        connect(m_page, &CasePage::nextPerson, this, &CaseArea::nextPerson);
    }
    void openNew() override { m_page->openNew(); }
    void resume(PacketId id) override { m_page->resume(id); }
    void setBedside(bool on) override { m_page->setBedside(on); }

private:
    CasePage* m_page;
};

} // namespace

CaseFactory casePages(const StationContext& context)
{
    return [&context](QWidget* parent) -> CaseArea* { return new CasePageArea(context, parent); };
}

} // namespace station
