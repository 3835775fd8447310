"""Fails when a word shown to officers has no Vietnamese, or its placeholders differ. Usage: translations_test.py ROOT"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

PLACEHOLDER = re.compile(r"%(?:\d|n|L\d)")


def problems(catalogue):
    for message in ElementTree.parse(catalogue).iter("message"):
        source = message.find("source").text or ""
        translation = message.find("translation")
        forms = [form.text or "" for form in translation.findall("numerusform")] or [translation.text or ""]
        if translation.get("type") == "unfinished" or not all(forms):
            yield f"{catalogue.name}: untranslated: {source}"
        for form in forms:
            if sorted(set(PLACEHOLDER.findall(source))) != sorted(set(PLACEHOLDER.findall(form))):
                yield f"{catalogue.name}: placeholders differ: {source} -> {form}"


def main(root):
    with tempfile.TemporaryDirectory() as folder:
        for catalogue in (root / "translations").glob("*.ts"):
            shutil.copy(catalogue, folder)
        subprocess.run([root / "translations" / "update.sh", folder], check=True)
        catalogues = sorted(pathlib.Path(folder).glob("*.ts"))
        found = [problem for catalogue in catalogues for problem in problems(catalogue)]
        count = sum(1 for c in catalogues for _ in ElementTree.parse(c).iter("message"))
    print("\n".join(found) or f"{count} messages, all translated")
    return 1 if found or not count else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
