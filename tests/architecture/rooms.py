"""Fails when a room includes a room it may not know. The table below is the architecture."""
import pathlib
import re
import sys

LEFT_TO_RIGHT = ["base", "person", "capture", "biometrics", "procedure", "enroll", "vault", "store"]
BESIDE = ["sync", "roster", "tally"]  # right of store, and none knows another
BEHIND_DESK = ["roster", "tally"]  # what the desk gives out: nobody gets past its table of rights

MAY_INCLUDE = {f"core/{room}": {f"core/{r}" for r in LEFT_TO_RIGHT[:i]} for i, room in enumerate(LEFT_TO_RIGHT)}
MAY_INCLUDE |= {f"core/{room}": {f"core/{r}" for r in LEFT_TO_RIGHT} for room in BESIDE}
MAY_INCLUDE["core/desk"] = {f"core/{r}" for r in LEFT_TO_RIGHT + BEHIND_DESK}
MAY_INCLUDE["devices"] = {"core/base", "core/capture"}
MAY_INCLUDE["app"] = {f"core/{r}" for r in LEFT_TO_RIGHT + BESIDE + ["desk"]}

# Libraries that stand behind one room each.
FOREIGN = {
    r"(libfprint-2/|fprint\.h$)": ("devices/fingerprint",),
    r"^Q(MediaDevices|Camera|MediaCaptureSession|VideoSink|VideoFrame)": ("devices/camera",),
    r"^opencv2/": ("core/biometrics",),
    r"^(sqlite3\.h|SQLiteCpp/)": ("core/store",),
    r"^sodium": ("core/vault",),
    r"^tss2/": ("core/vault",),
    r"^openssl/": ("core/enroll", "core/sync", "app/registry"),
    r"^curl/": ("core/sync",),
    r"^httplib\.h": ("app/registry",),
    r"^Q(Sql\w*)$": ("app/registry",),
    r"^(zip\.h)": ("core/enroll", "core/roster"),
    r"^xlsxwriter": ("core/tally",),
    r"^valijson/": ("core/procedure",),
}
# Below the desk: who includes them could pass by its table of rights.
DESK_ONLY = re.compile(r"^core/(store/(database|storage)|vault/vault)\.h$")
NO_WIDGETS = re.compile(r"(_presenter|_model)\.(h|cpp)$")
WIDGET = re.compile(r"^Q(Widget|Dialog|Label|MessageBox|.*Button|.*View|.*Layout)$")
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^">]+)[">]', re.M)


def room_of(path):
    return next((r for r in MAY_INCLUDE if path.startswith(r + "/")), None)


def is_main(path):
    return re.match(r"app/([a-z_]+/main|station/composition)\.cpp$", path) or re.match(r"app/(device_host|enrollctl)/device", path)


def problems(root):
    for top in ("core", "devices", "app"):
        for file in sorted((root / top).rglob("*")):
            if file.suffix not in (".h", ".cpp"):
                continue
            here = file.relative_to(root).as_posix()
            for target in INCLUDE.findall(file.read_text(encoding="utf-8")):
                there = room_of(target)
                if there is None and target.startswith("core/"):
                    yield f"{here}: includes {target}, a room the table does not name"
                if there and there != room_of(here) and there not in MAY_INCLUDE[room_of(here)]:
                    if not (there == "devices" and is_main(here)):
                        yield f"{here}: may not include {target}"
                if DESK_ONLY.match(target) and here.startswith("app/") and not here.startswith("app/registry/"):
                    yield f"{here}: {target} stands below the desk, which asks who may"
                if NO_WIDGETS.search(here) and WIDGET.match(target):
                    yield f"{here}: a presenter knows no widget ({target})"
                for pattern, rooms in FOREIGN.items():
                    if re.search(pattern, target) and not here.startswith(tuple(r + "/" for r in rooms)):
                        yield f"{here}: {target} stands behind {rooms[0]}"


if __name__ == "__main__":
    found = list(problems(pathlib.Path(sys.argv[1])))
    print("\n".join(found) or "every room knows only what stands to its left")
    sys.exit(bool(found))
