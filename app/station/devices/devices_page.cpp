#include "app/station/devices/devices_page.h"

#include "app/station/devices/test_picture.h"
#include "app/station/parts.h"
#include "app/station/state_label.h"
#include "app/words/words.h"

#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace station {

using words::DeviceKind;

DevicesPage::DevicesPage(DevicesPresenter& presenter, const Clock& clock, QWidget* parent)
    : QWidget(parent)
    , m_presenter(presenter)
    , m_clock(clock)
{
    m_title = parts::label(this, "devicesHeading", "heading");
    auto* left = new QVBoxLayout;
    left->setSpacing(2 * look::space);
    left->addWidget(m_title);
    m_readers = buildSection(left, "readers");
    m_cameras = buildSection(left, "cameras");
    left->addStretch();

    const auto [frame, column] = parts::card(this, "testCard");
    m_testHeading = parts::label(frame, "testHeading", "heading");
    m_testSays = parts::wrapped(frame, "testSays");
    m_testPicture = new TestPicture(frame);
    m_testPicture->setObjectName(QStringLiteral("testPicture"));
    m_testPicture->setMinimumHeight(200);
    m_stop = parts::button(frame, "stopTest");
    column->addWidget(m_testHeading);
    column->addWidget(m_testSays);
    column->addWidget(m_testPicture, 1);
    column->addWidget(m_stop);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(3 * look::space, 2 * look::space, 3 * look::space, 2 * look::space);
    row->setSpacing(3 * look::space);
    row->addLayout(left, 3);
    row->addWidget(frame, 2);

    connect(&m_presenter, &DevicesPresenter::changed, this, &DevicesPage::render);
    connect(m_stop, &QPushButton::clicked, &m_presenter, &DevicesPresenter::stopTest);
    retranslate();
}

DevicesPage::Section DevicesPage::buildSection(QVBoxLayout* into, const char* name)
{
    const auto [frame, column] = parts::card(this, name);
    Section section;
    section.heading = parts::label(frame, (QByteArray(name) + "Heading").constData(), "heading");
    section.state = new StateLabel(frame);
    section.state->setObjectName(QString::fromLatin1(name) + QStringLiteral("State"));
    section.state->setWrapping(true);
    section.lines = new QVBoxLayout;
    section.lines->setSpacing(look::space);
    column->addWidget(section.heading);
    column->addWidget(section.state);
    column->addLayout(section.lines);
    into->addWidget(frame);
    return section;
}

DevicesPage::Line& DevicesPage::line(Section& section, std::size_t at, const QString& id, bool reader)
{
    if (at == section.known.size()) {
        Line made;
        made.widget = new QWidget(this);
        made.name = parts::wrapped(made.widget, "deviceName");
        made.truth = new StateLabel(made.widget);
        made.truth->setObjectName(QStringLiteral("deviceTruth"));
        made.truth->setWrapping(true);
        made.test = parts::button(made.widget, reader ? "testReader" : "testCamera");
        auto* words = new QVBoxLayout;
        words->setSpacing(look::space / 2);
        words->addWidget(made.name);
        words->addWidget(made.truth);
        auto* row = new QHBoxLayout(made.widget);
        row->setContentsMargins(0, look::space, 0, 0);
        row->addLayout(words, 1);
        row->addWidget(made.test);
        section.lines->addWidget(made.widget);
        Section* where = &section;
        connect(made.test, &QPushButton::clicked, this, [this, where, at, reader] {
            const QString& chosen = where->known.at(at).id;
            reader ? m_presenter.testReader(chosen) : m_presenter.testCamera(chosen);
        });
        section.known.push_back(made);
    }
    section.known[at].id = id;
    return section.known[at];
}

void DevicesPage::trim(Section& section, std::size_t count)
{
    while (section.known.size() > count) {
        section.known.back().widget->deleteLater();
        section.known.pop_back();
    }
}

void DevicesPage::render(const DevicesView& view)
{
    if (!isVisible())
        return; // frames come 30 times a second
    renderReaders(view);
    renderCameras(view);
    renderTest(view);
}

void DevicesPage::renderReaders(const DevicesView& view)
{
    using look::Glyph;
    using look::Tone;
    m_readers.state->show(signOf(view.reader), words::forDevice(view.reader, DeviceKind::Reader));
    std::size_t at = 0;
    for (const ReaderLine& reader : view.readers) {
        Line& line = this->line(m_readers, at++, reader.info.id, true);
        line.name->setText(words::nameOf(reader.info));
        if (reader.unpluggedAt)
            line.truth->show({Glyph::Cross, Tone::Stop},
                tr("Unplugged at %1.").arg(words::moment(*reader.unpluggedAt, m_clock.now())));
        else if (!reader.info.canCapture)
            line.truth->show({Glyph::Dash, Tone::Attention}, words::whyNot(reader.info));
        else
            line.truth->show(
                {Glyph::Tick, Tone::Good}, tr("Ready. %1 pixels an inch.").arg(reader.info.pixelsPerInch));
        line.test->setText(tr("Test"));
        line.test->setAccessibleName(tr("Test %1").arg(words::nameOf(reader.info)));
        line.test->setEnabled(!reader.unpluggedAt && reader.info.canCapture);
    }
    trim(m_readers, at);
}

void DevicesPage::renderCameras(const DevicesView& view)
{
    using look::Glyph;
    using look::Tone;
    m_cameras.state->show(signOf(view.camera), words::forDevice(view.camera, DeviceKind::Camera));
    std::size_t at = 0;
    for (const CameraLine& camera : view.cameras) {
        Line& line = this->line(m_cameras, at++, camera.info.id, false);
        line.name->setText(words::nameOf(camera.info));
        if (camera.unpluggedAt)
            line.truth->show({Glyph::Cross, Tone::Stop},
                tr("Unplugged at %1.").arg(words::moment(*camera.unpluggedAt, m_clock.now())));
        else
            line.truth->show({Glyph::Tick, Tone::Good}, tr("Ready."));
        line.test->setText(tr("Test"));
        line.test->setAccessibleName(tr("Test %1").arg(words::nameOf(camera.info)));
        line.test->setEnabled(!camera.unpluggedAt);
    }
    trim(m_cameras, at);
}

void DevicesPage::renderTest(const DevicesView& view)
{
    m_stop->setVisible(view.readerTest || view.cameraTest);
    if (view.readerTest) {
        const ReaderTest& test = *view.readerTest;
        m_testPicture->setPicture(test.print ? toQImage(*test.print) : QImage());
        if (test.error)
            m_testSays->setText(words::forError(*test.error));
        else if (test.quality)
            m_testSays->setText(tr("Quality %1 of 100. %2")
                                    .arg(test.quality->score)
                                    .arg(words::forAdvice(adviceFor(*test.quality))));
        else if (test.hint)
            m_testSays->setText(words::forRetry(*test.hint));
        else
            m_testSays->setText(tr("Place any finger on the reader."));
    } else if (view.cameraTest) {
        const auto& frame = view.cameraTest->frame;
        m_testPicture->setPicture(frame && frame->image ? toQImage(*frame->image) : QImage());
        m_testSays->setText(frame && frame->image
                ? tr("Live picture, %1 × %2.").arg(frame->image->width()).arg(frame->image->height())
                : tr("Waiting for the first picture."));
    } else {
        m_testPicture->setPicture({});
        m_testSays->setText(tr("Choose Test beside a device. Nothing of a test is kept."));
    }
}

void DevicesPage::retranslate()
{
    m_title->setText(tr("Devices"));
    m_readers.heading->setText(tr("Fingerprint readers"));
    m_cameras.heading->setText(tr("Cameras"));
    m_testHeading->setText(tr("Test capture"));
    m_stop->setText(tr("End the test"));
    const DevicesView& view = m_presenter.view();
    renderReaders(view);
    renderCameras(view);
    renderTest(view);
}

void DevicesPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::FontChange)
        retranslate();
    QWidget::changeEvent(event);
}

void DevicesPage::hideEvent(QHideEvent* event)
{
    m_presenter.close();
    QWidget::hideEvent(event);
}

} // namespace station
