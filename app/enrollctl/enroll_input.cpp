#include "app/enrollctl/enroll_input.h"

#include "app/enrollctl/desk_access.h"
#include "app/enrollctl/form_json.h"
#include "core/biometrics/finger_quality.h"
#include "core/biometrics/image_codec.h"
#include "core/enroll/packet_words.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

namespace station {
namespace {

constexpr qint64 largestForm = 1 << 20;
constexpr qint64 largestPicture = 64 << 20;
constexpr int sourceQuality = 95;

tl::unexpected<Error> wrong(const QString& where, const QString& what)
{
    return fail(ErrorCode::InvalidInput, (where + QStringLiteral(": ") + what).toStdString());
}

Result<QJsonObject> readObject(const std::string& path)
{
    const auto bytes = readFile(path, largestForm);
    if (!bytes)
        return failed(bytes);
    QJsonParseError problem;
    const auto document = QJsonDocument::fromJson(*bytes, &problem);
    const QString name = QString::fromStdString(path);
    if (problem.error != QJsonParseError::NoError)
        return wrong(
            name, QStringLiteral("no JSON at byte %1: %2").arg(problem.offset).arg(problem.errorString()));
    if (!document.isObject())
        return wrong(name, QStringLiteral("an object {…} is expected"));
    return document.object();
}

Result<FingerException> exceptionFrom(const QString& path, Instant at)
{
    const auto object = readObject(path.toStdString());
    if (!object)
        return failed(object);
    FingerException exception;
    exception.at = at;
    for (auto value = object->begin(); value != object->end(); ++value) {
        const bool isDate = QDate::fromString(value->toString(), Qt::ISODate).isValid();
        if (value.key() == QLatin1String("note") && value->isString())
            exception.note = value->toString();
        else if (value.key() == QLatin1String("temporary") && value->isBool())
            exception.temporary = value->toBool();
        else if (value.key() == QLatin1String("followUp") && isDate)
            exception.followUp = QDate::fromString(value->toString(), Qt::ISODate);
        else if (value.key() != QLatin1String("reason"))
            return wrong(path, QStringLiteral("\"%1\" is unknown or has a wrong value").arg(value.key()));
    }
    const auto reason = fingerExceptionReasonFrom(object->value(QLatin1String("reason")).toString());
    if (!reason)
        return wrong(path,
            QStringLiteral(
                "\"reason\" must be amputated, bandaged, worn, bent, paralysed, refused or other"));
    exception.reason = *reason;
    return exception;
}

Result<FingerCapture> captureFrom(const QString& path, Instant at)
{
    const auto bytes = readFile(path.toStdString(), largestPicture);
    if (!bytes)
        return failed(bytes);
    const auto print = decodeGrey(*bytes);
    if (!print)
        return wrong(path, QString::fromStdString(print.error().detail));
    return captureOf(*print, QStringLiteral("file"), at);
}

bool isPictureName(const QString& suffix)
{
    static const QStringList known {QStringLiteral("png"), QStringLiteral("jpg"), QStringLiteral("jpeg"),
        QStringLiteral("bmp"), QStringLiteral("tif"), QStringLiteral("tiff"), QStringLiteral("jp2")};
    return known.contains(suffix.toLower());
}

Status addFile(QMap<int, FingerEntry>& fingers, const QFileInfo& file, Instant at)
{
    const int position = file.completeBaseName().size() == 2 ? file.completeBaseName().toInt() : 0;
    const bool isReason = file.suffix() == QLatin1String("json");
    if (position < 1 || position > static_cast<int>(allFingers.size())
        || (!isReason && !isPictureName(file.suffix())))
        return wrong(
            file.filePath(), QStringLiteral("a file here is named 01.png … 10.png or 01.json … 10.json"));
    FingerEntry& entry = fingers[position];
    entry.position = static_cast<FingerPosition>(position);
    if (isReason)
        return exceptionFrom(file.filePath(), at).map([&](FingerException e) {
            entry.exception = std::move(e);
        });
    if (entry.capture)
        return wrong(file.filePath(), QStringLiteral("there are two pictures of this finger"));
    return captureFrom(file.filePath(), at).map([&](FingerCapture c) { entry.capture = std::move(c); });
}

} // namespace

Result<FormValues> readForm(const std::string& path)
{
    const auto bytes = readFile(path, largestForm);
    if (!bytes)
        return failed(bytes);
    auto form = formFromJson(*bytes);
    if (!form)
        return wrong(QString::fromStdString(path), QString::fromStdString(form.error().detail));
    return form;
}

Result<PortraitInput> readPortrait(const std::string& path)
{
    const auto bytes = readFile(path, largestPicture);
    if (!bytes)
        return failed(bytes);
    auto picture = decodeColour(*bytes);
    if (!picture)
        return wrong(QString::fromStdString(path), QString::fromStdString(picture.error().detail));
    if (bytes->startsWith("\xff\xd8\xff"))
        return PortraitInput {std::move(*picture), *bytes};
    auto jpeg = sourceJpegOf(*picture);
    if (!jpeg)
        return failed(jpeg);
    return PortraitInput {std::move(*picture), std::move(*jpeg)};
}

Result<QMap<int, FingerEntry>> readFingers(const std::string& folder, Instant at)
{
    const QDir directory(QString::fromStdString(folder));
    if (!directory.exists())
        return fail(ErrorCode::NotFound, "there is no folder " + folder);
    QMap<int, FingerEntry> fingers;
    for (const QFileInfo& file : directory.entryInfoList(QDir::Files | QDir::Hidden, QDir::Name))
        if (const Status added = addFile(fingers, file, at); !added)
            return failed(added);
    return fingers;
}

Result<FingerCapture> captureOf(const GreyImage& print, const QString& reader, Instant at)
{
    const auto quality = fingerQuality(print);
    if (!quality)
        return failed(quality);
    auto png = encodePng(print);
    if (!png)
        return failed(png);
    return FingerCapture {std::move(*png), quality->score, 1, reader, at};
}

Result<QByteArray> sourceJpegOf(const ColourImage& picture) { return encodeJpeg(picture, sourceQuality); }

} // namespace station
