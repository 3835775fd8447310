"""Makes up a district: a roster of 144,809 people as CSV and XLSX, from nothing but a seed.

  make_district.py --out DIR [--people N] [--seed S] [--no-xlsx]     writes roster.csv, roster.xlsx, counts.json

Nobody in it is real, and nobody can be mistaken for one: the last six digits of every personal number of the district are
999xxx or, as a thousand of those are too few, lie with a birth year of the person under the prefix of one province and the
digits 9 at the seventh and eighth place (tail 99xxxx: 10,000 for each year, century and sex). Such a tail is improbable, not impossible.
Old numbers begin with 99999. Phones are drawn at random behind 0999 and may be somebody's by chance: never call one.

Proportions are those of the Kim Sơn report of 2023 (domain notes, section 13): of 144,809 people 1,982 have a number error, 898 are ill or
disabled and cannot travel, some 25,000 are away. Surnames by the shares that are widely printed (Nguyễn 38.4 %,
Trần 11, Lê 9.5, Phạm 7.1, Hoàng and Huỳnh 5.1, Phan 4.5, Vũ and Võ 3.9, Đặng 2.1, Bùi 2, Đỗ 1.4 …, after Lê Trung Hoa, Họ và tên người Việt
Nam, 2005; read second-hand); the rest of the people share the surnames after the table. Middle and given names are ours, alike frequent.
"""
import argparse
import csv
import datetime
import json
import pathlib
import random
import zipfile
from xml.sax.saxutils import escape

PEOPLE = 144_809
NUMBER_ERRORS, HOUSEBOUND, AWAY = 1_982, 898, 25_000  # of PEOPLE
TODAY = datetime.date(2026, 11, 28)

SURNAMES = {"Nguyễn": 38.4, "Trần": 11.0, "Lê": 9.5, "Phạm": 7.1, "Hoàng": 4.1, "Huỳnh": 1.0, "Phan": 4.5, "Vũ": 2.9, "Võ": 1.0,
            "Đặng": 2.1, "Bùi": 2.0, "Đỗ": 1.4, "Hồ": 1.3, "Ngô": 1.3, "Dương": 1.0, "Lý": 0.5}
OTHERS = ["Đinh", "Trịnh", "Mai", "Đoàn", "Lưu", "Tạ", "Cao", "Chu", "Hà", "Lương", "Vương", "Tống", "Khổng", "Quách", "Lò", "Giàng"]
MIDDLE = {1: ["Văn", "Văn", "Văn", "Đức", "Quang", "Minh", "Hữu", "Xuân", "Công", "Đình"],
          2: ["Thị", "Thị", "Thị", "Thị", "Ngọc", "Thu", "Thanh", "Minh", "Kim", "Hồng"]}
GIVEN = {1: ["Anh", "Bình", "Cường", "Dũng", "Đạt", "Đức", "Giang", "Hải", "Hiếu", "Hòa", "Hùng", "Huy", "Khánh", "Khoa", "Kiên", "Lâm", "Long",
             "Mạnh", "Nam", "Nghĩa", "Phong", "Phúc", "Quân", "Quang", "Sơn", "Tài", "Thành", "Thắng", "Thịnh", "Tiến", "Toàn", "Trung", "Tuấn",
             "Tùng", "Việt", "Vinh"],
         2: ["Anh", "Bích", "Chi", "Dung", "Đào", "Giang", "Hà", "Hạnh", "Hằng", "Hiền", "Hoa", "Hồng", "Huệ", "Hương", "Lan", "Liên", "Linh",
             "Loan", "Mai", "Nga", "Ngân", "Ngọc", "Nhung", "Oanh", "Phương", "Quyên", "Thảo", "Thơm", "Thu", "Thủy", "Trang", "Tuyết", "Vân",
             "Xuân", "Yến", "Ánh"]}
PROVINCE = "037"  # Ninh Bình in a number
COMMUNES = [f"Xã Giả Định {i}" for i in range(1, 26)]
FAR = ["Hà Nội", "Bắc Ninh", "Hải Phòng", "TP. Hồ Chí Minh", "Đồng Nai", "Quảng Ninh", "Nhật Bản", "Đài Loan", "Hàn Quốc"]
ABROAD = set(FAR[-3:])
JOBS = ["công nhân", "học đại học", "thợ xây", "bán hàng", "lái xe", "giúp việc"]
HEADINGS = ["STT", "Họ và tên", "Số định danh cá nhân", "Số CMND", "Ngày sinh", "Giới tính", "Thôn", "Xã", "Số hộ", "Số điện thoại",
            "Phân loại", "Nơi đang ở", "Công việc", "Ghi chú"]


def ages(rng):
    """A pyramid with fewer young adults at home than children and old people: (age, weight) by decades."""
    return rng.choices(range(0, 100), weights=[15] * 10 + [15] * 10 + [14] * 10 + [16] * 10 + [13] * 10 + [11] * 10 + [8] * 10 + [4] * 10
                       + [2] * 10 + [0.3] * 10)[0]


class Numbers:
    """Personal numbers that no real person has: each once."""

    def __init__(self):
        self.given = {}

    def next(self, born, sex):
        head = f"{PROVINCE}{2 * (born.year // 100 - 19) + (sex - 1)}{born.year % 100:02d}"
        serial = self.given.get(head, 0)
        if serial >= 10_000:
            raise SystemExit(f"no more numbers for {head}: fewer people, or a second province")
        self.given[head] = serial + 1
        return f"{head}99{(9000 + serial) % 10_000:04d}"  # 999xxx first


def person(rng, numbers, household, hamlet, commune, surname):
    sex = rng.choice((1, 2))
    born = TODAY - datetime.timedelta(days=ages(rng) * 365 + rng.randrange(365))
    return {"name": f"{surname} {rng.choice(MIDDLE[sex])} {rng.choice(GIVEN[sex])}", "number": numbers.next(born, sex),
            "old": f"99999{rng.randrange(10_000):04d}" if born.year < 2000 and rng.random() < 0.4 else "",
            "born": born.strftime("%d/%m/%Y"), "sex": "Nam" if sex == 1 else "Nữ", "hamlet": hamlet, "commune": commune,
            "household": household, "phone": f"0999{rng.randrange(1_000_000):06d}" if rng.random() < 0.5 else "",
            "class": "", "place": "", "job": "", "note": "", "age": (TODAY - born).days // 365}


def district(people, seed):
    rng = random.Random(seed)
    numbers = Numbers()
    names, weights = list(SURNAMES) + OTHERS, list(SURNAMES.values())
    weights += [(100 - sum(weights)) / len(OTHERS)] * len(OTHERS)
    rows = []
    household = 0
    while len(rows) < people:
        household += 1
        commune = COMMUNES[household % len(COMMUNES)]
        hamlet = f"Xóm {1 + household // len(COMMUNES) % 12}"
        surname = rng.choices(names, weights)[0]
        for member in range(min(rng.choice((1, 2, 3, 4, 4, 5, 6)), people - len(rows))):
            own = surname if member != 1 else rng.choices(names, weights)[0]
            rows.append(person(rng, numbers, f"GD{household:06d}", hamlet, commune, own))

    share = people / PEOPLE
    chosen = iter(rng.sample(range(people), people))
    counts = {"people": people, "number_errors": round(NUMBER_ERRORS * share), "housebound": round(HOUSEBOUND * share),
              "away": round(AWAY * share)}
    for _ in range(counts["number_errors"]):
        row = rows[next(chosen)]
        row["class"] = "R40"
        row["number"] = row["number"][:-1]  # a digit too few: what the report calls a wrong number
    for i in range(counts["housebound"]):
        rows[next(chosen)]["class"] = "R31" if i % 5 == 0 else "R30"
    for _ in range(counts["away"]):
        row = rows[next(chosen)]
        row["place"], row["job"] = rng.choice(FAR), rng.choice(JOBS)
        row["class"] = "R21" if row["place"] in ABROAD else "R20"
    for row in rows:
        if not row["class"] and 13 <= row["age"] < 14:
            row["note"] = "sắp đủ 14 tuổi"
    counts["classes"] = {c: sum(r["class"] == c for r in rows) for c in ("R20", "R21", "R30", "R31", "R40")}
    counts["communes"] = len(COMMUNES)
    counts["households"] = household
    return rows, counts


def cells(index, row):
    return [str(index), row["name"], row["number"], row["old"], row["born"], row["sex"], row["hamlet"], row["commune"], row["household"],
            row["phone"], row["class"], row["place"], row["job"], row["note"]]


def write_csv(path, rows):
    with open(path, "w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out, delimiter=";")
        writer.writerow(HEADINGS)
        writer.writerows(cells(i, row) for i, row in enumerate(rows, 1))


def write_xlsx(path, rows):
    """As Excel writes it: shared strings, birth dates as serial numbers with a date format, numbers as text."""
    strings = {}

    def shared(text):
        return strings.setdefault(text, len(strings))

    def letter(column):
        return chr(ord("A") + column)

    def serial(day):
        d, m, y = map(int, day.split("/"))
        return (datetime.date(y, m, d) - datetime.date(1899, 12, 30)).days

    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as out:
        with out.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f"{head}<worksheet {main}><sheetData>".encode())
            lines = [HEADINGS] + [cells(i, row) for i, row in enumerate(rows, 1)]
            for number, line in enumerate(lines, 1):
                parts = [f'<row r="{number}">']
                for column, text in enumerate(line):
                    place = f'{letter(column)}{number}'
                    if not text:
                        continue
                    if number > 1 and column == 0:
                        parts.append(f'<c r="{place}"><v>{text}</v></c>')
                    elif number > 1 and column == 4:
                        parts.append(f'<c r="{place}" s="1"><v>{serial(text)}</v></c>')
                    else:
                        parts.append(f'<c r="{place}" t="s"><v>{shared(text)}</v></c>')
                sheet.write("".join(parts + ["</row>"]).encode())
            sheet.write(b"</sheetData></worksheet>")
        items = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
        out.writestr("xl/sharedStrings.xml", f'{head}<sst {main} uniqueCount="{len(strings)}">{items}</sst>')
        out.writestr("xl/styles.xml", f'{head}<styleSheet {main}><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>')
        out.writestr("xl/workbook.xml", f'{head}<workbook {main} xmlns:r="{rel}"><sheets><sheet name="Danh sách" sheetId="1" r:id="rId1"/></sheets></workbook>')
        out.writestr("xl/_rels/workbook.xml.rels", f'{head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                     f'<Relationship Id="rId1" Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/>'
                     f'<Relationship Id="rId2" Type="{rel}/sharedStrings" Target="sharedStrings.xml"/>'
                     f'<Relationship Id="rId3" Type="{rel}/styles" Target="styles.xml"/></Relationships>')
        out.writestr("_rels/.rels", f'{head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                     f'<Relationship Id="rId1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        out.writestr("[Content_Types].xml", f'{head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                     '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                     '<Default Extension="xml" ContentType="application/xml"/>'
                     '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
                     '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
                     '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
                     '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>')


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--out", required=True, type=pathlib.Path)
    arguments.add_argument("--people", type=int, default=PEOPLE)
    arguments.add_argument("--seed", type=int, default=2023)
    arguments.add_argument("--no-xlsx", action="store_true")
    given = arguments.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    rows, counts = district(given.people, given.seed)
    write_csv(given.out / "roster.csv", rows)
    if not given.no_xlsx:
        write_xlsx(given.out / "roster.xlsx", rows)
    (given.out / "counts.json").write_text(json.dumps(counts | {"seed": given.seed}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(counts, ensure_ascii=False))


if __name__ == "__main__":
    main()
