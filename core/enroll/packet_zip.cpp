#include "core/enroll/packet_zip.h"

#include <QRegularExpression>
#include <QSet>

#include <memory>
#include <zip.h>

namespace station {
namespace {

constexpr zip_int64_t mostFiles = 200;

struct ZipDiscard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
    void operator()(zip_source_t* source) const { zip_source_free(source); }
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Archive = std::unique_ptr<zip_t, ZipDiscard>;
using Source = std::unique_ptr<zip_source_t, ZipDiscard>;
using Entry = std::unique_ptr<zip_file_t, ZipDiscard>;

tl::unexpected<Error> cannotPack(zip_error_t& error)
{
    return fail(ErrorCode::SealingFailed, std::string("zip: ") + zip_error_strerror(&error));
}

tl::unexpected<Error> damaged(const char* why)
{
    return fail(ErrorCode::Damaged, std::string("packet zip: ") + why);
}

/// `archive` takes the source over only when this returns true.
bool add(zip_t* archive, const PacketFile& file)
{
    zip_source_t* source
        = zip_source_buffer(archive, file.bytes.constData(), static_cast<zip_uint64_t>(file.bytes.size()), 0);
    if (source == nullptr)
        return false;
    const zip_int64_t index = zip_file_add(archive, file.name.toUtf8().constData(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        return false;
    }
    // The time is in the manifest; a fixed one here (1980-01-01, the zip's own zero) keeps the bytes the
    // same.
    constexpr zip_uint16_t dosMidnight = 0;
    constexpr zip_uint16_t dosFirstDay = (1U << 5U) | 1U;
    constexpr zip_uint32_t ownerOnlyFile = 0100600U << 16U;
    const auto at = static_cast<zip_uint64_t>(index);
    return zip_set_file_compression(archive, at, ZIP_CM_STORE, 0) == 0
        && zip_file_set_dostime(archive, at, dosMidnight, dosFirstDay, 0) == 0
        && zip_file_set_external_attributes(archive, at, 0, ZIP_OPSYS_UNIX, ownerOnlyFile) == 0;
}

QByteArray readAll(zip_source_t* source)
{
    zip_stat_t facts;
    if (zip_source_stat(source, &facts) != 0 || zip_source_open(source) != 0)
        return {};
    QByteArray bytes(static_cast<qsizetype>(facts.size), Qt::Uninitialized);
    const zip_int64_t read = zip_source_read(source, bytes.data(), facts.size);
    zip_source_close(source);
    return read == static_cast<zip_int64_t>(facts.size) ? bytes : QByteArray();
}

bool isPlainName(const QString& name)
{
    static const QRegularExpression plain(QStringLiteral("\\A[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*"
                                                         "(/[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*)*\\z"));
    return name.size() <= 200 && plain.match(name).hasMatch();
}

Result<PacketFile> unpack(zip_t* archive, const zip_stat_t& facts)
{
    const Entry entry(zip_fopen_index(archive, facts.index, 0));
    if (!entry)
        return damaged("a file cannot be read");
    PacketFile file {
        QString::fromUtf8(facts.name), {}, QByteArray(static_cast<qsizetype>(facts.size), Qt::Uninitialized)};
    if (zip_fread(entry.get(), file.bytes.data(), facts.size) != static_cast<zip_int64_t>(facts.size))
        return damaged("a file is torn");
    return file;
}

} // namespace

Result<QByteArray> zipOf(const std::vector<PacketFile>& files)
{
    zip_error_t error;
    zip_error_init(&error);
    const Source target(zip_source_buffer_create(nullptr, 0, 0, &error));
    if (!target)
        return cannotPack(error);
    Archive archive(zip_open_from_source(target.get(), ZIP_TRUNCATE, &error));
    if (!archive)
        return cannotPack(error);
    zip_source_keep(target.get()); // one share for the archive, one to read from afterwards
    for (const PacketFile& file : files)
        if (!add(archive.get(), file))
            return cannotPack(*zip_get_error(archive.get()));
    if (zip_close(archive.get()) != 0)
        return cannotPack(*zip_get_error(archive.get()));
    static_cast<void>(archive.release()); // closed
    QByteArray bytes = readAll(target.get());
    if (bytes.isEmpty())
        return fail(ErrorCode::SealingFailed, "zip: came out empty");
    return bytes;
}

Result<std::vector<PacketFile>> unzip(const QByteArray& bytes, qint64 largest)
{
    zip_error_t error;
    zip_error_init(&error);
    Source source(
        zip_source_buffer_create(bytes.constData(), static_cast<zip_uint64_t>(bytes.size()), 0, &error));
    if (!source)
        return damaged("cannot be read");
    const Archive archive(zip_open_from_source(source.get(), ZIP_RDONLY | ZIP_CHECKCONS, &error));
    if (!archive)
        return damaged("this is no zip");
    static_cast<void>(source.release()); // the archive owns it now
    const zip_int64_t count = zip_get_num_entries(archive.get(), 0);
    if (count < 1 || count > mostFiles)
        return damaged("no files or too many");

    std::vector<zip_stat_t> facts(static_cast<std::size_t>(count));
    QSet<QString> names;
    zip_uint64_t total = 0;
    for (std::size_t i = 0; i < facts.size(); ++i) {
        constexpr zip_uint64_t needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_INDEX;
        if (zip_stat_index(archive.get(), i, 0, &facts[i]) != 0 || (facts[i].valid & needed) != needed)
            return damaged("a file has no size");
        const QString name = QString::fromUtf8(facts[i].name);
        if (!isPlainName(name) || names.contains(name))
            return damaged("a file name is not allowed or comes twice");
        names.insert(name);
        if (facts[i].size > static_cast<zip_uint64_t>(largest))
            return damaged("too large unpacked");
        total += facts[i].size;
    }
    if (total > static_cast<zip_uint64_t>(largest))
        return damaged("too large unpacked");

    std::vector<PacketFile> files;
    for (const zip_stat_t& one : facts) {
        auto file = unpack(archive.get(), one);
        if (!file)
            return failed(file);
        files.push_back(std::move(*file));
    }
    return files;
}

} // namespace station
