"""The rule is only a rule if breaking it is noticed: makes a small tree for each kind of breach."""
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import rooms

BREACHES = {
    "core/base/a.h": '#include "core/store/outbox.h"\n',
    "core/sync/a.h": '#include "core/desk/desk.h"\n',
    "core/tally/a.h": '#include "core/desk/desk.h"\n',
    "core/desk/a.h": '#include "core/sync/transport.h"\n',
    "core/roster/a.h": '#include "core/desk/desk.h"\n',
    "core/tally/b.h": '#include "core/roster/roster.h"\n',
    "devices/camera/a.h": '#include "core/enroll/draft.h"\n',
    "app/station/page.h": '#include "devices/camera/qt_camera.h"\n',
    "app/station/x_presenter.h": "#include <QLabel>\n",
    "core/enroll/a.cpp": "#include <sqlite3.h>\n",
    "core/store/a.cpp": '#include "core/nowhere/a.h"\n',
    "app/enrollctl/a.cpp": '#include "core/store/database.h"\n',
}
LAWFUL = {
    "core/desk/b.cpp": '#include "core/roster/roster.h"\n',
    "core/store/a.cpp": '#include "core/vault/officer.h"\n#include <sqlite3.h>\n',
    "core/desk/a.cpp": '#include "core/tally/tally_sheet.h"\n',
    "app/station/main.cpp": '#include "devices/host/hosted_camera.h"\n',
}


def found(files):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = pathlib.Path(folder) / name
            path.parent.mkdir(parents=True)
            path.write_text(text, encoding="utf-8")
        return list(rooms.problems(pathlib.Path(folder)))


for name, text in BREACHES.items():
    assert len(found({name: text})) == 1, f"not noticed: {name} {text}"
for name, text in LAWFUL.items():
    assert not found({name: text}), f"refused: {name} {text}"
print(f"{len(BREACHES)} breaches noticed, {len(LAWFUL)} lawful files let through")
