# ruff: noqa: INP001 - a script, not part of a package
"""Fetch the vendored front-end files again: `python static/vendor/refresh.py`.

Needs npm, which checks each package against its published checksum. Everything the
browser loads is served from our own origin, because provincial networks are closed.
The icons are those named in icons.txt: `name` for outline, `name-filled` for filled. To move to
another version, change PACKAGES, run, look at the pages, commit the result.
"""

import json
import re
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

HERE = Path(__file__).resolve().parent
TESTS = HERE.parents[1] / "tests" / "vendor"
PACKAGES = {
    "@tabler/core": "1.6.1",
    "@tabler/icons": "3.51.0",
    "htmx.org": "4.0.1",
    "@fontsource/be-vietnam-pro": "5.3.0",
    "axe-core": "4.14.1",
    "ical.js": "2.2.1",
}
USED_FOR = {
    "@tabler/core": "look of pages (CSS only), `tabler/`",
    "@tabler/icons": "`icons/sprite.svg`, only the icons in use",
    "htmx.org": "parts of pages that load by themselves, `htmx/`",
    "@fontsource/be-vietnam-pro": "typeface, `fonts/`",
    "axe-core": "accessibility checks of the browser tests, `tests/vendor/`",
    "ical.js": "reads calendar feeds in tests, `tests/vendor/`",
}
IN_TESTS = {"axe-core": ("axe.min.js", "axe"), "ical.js": ("dist/ical.min.js", "ical")}
"""Packages that only tests load: the script, and the short name of its files."""
WEIGHTS = (400, 500, 600, 700)
RANGES = {
    "vietnamese": "U+0102-0103, U+0110-0111, U+0128-0129, U+0168-0169, U+01A0-01A1, "
    "U+01AF-01B0, U+0300-0301, U+0303-0304, U+0308-0309, U+0323, U+0329, U+1EA0-1EF9, U+20AB",
    "latin": "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, "
    "U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD",
}


def fetch(name: str, version: str, into: Path) -> Path:
    """Download one package and unpack it; returns the folder of its files."""
    reply = subprocess.run(  # noqa: S603 - fixed arguments, no shell
        ["npm", "pack", "--silent", "--json", f"{name}@{version}"],  # noqa: S607
        cwd=into,
        check=True,
        capture_output=True,
        text=True,
    )
    archive = into / json.loads(reply.stdout)[0]["filename"].replace("@", "").replace("/", "-")
    folder = into / archive.stem
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    return folder / "package"


def fresh(folder: Path) -> Path:
    """Empty folder in the place of an old one."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def place_tabler(package: Path) -> None:
    """The style sheet; its inline pictures become files, as the page policy forbids `data:`."""
    target = fresh(HERE / "tabler")
    pictures: dict[str, str] = {}

    def extract(found: re.Match[str]) -> str:
        picture = unquote(found["svg"])
        name = pictures.setdefault(picture, f"picture-{len(pictures) + 1}.svg")
        return f'url("{name}")'

    sheet = (package / "dist/css/tabler.min.css").read_text(encoding="utf-8")
    sheet = re.sub(r'url\("data:image/svg\+xml,(?P<svg>[^"]*)"\)', extract, sheet)
    sheet = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", sheet)
    (target / "tabler.min.css").write_text(sheet.strip() + "\n", encoding="utf-8")
    for picture, name in pictures.items():
        (target / name).write_text(picture + "\n", encoding="utf-8")


def symbol(source: Path, name: str) -> str:
    """One icon as a <symbol> of the sprite."""
    root = ET.fromstring(source.read_text(encoding="utf-8"))  # noqa: S314 - checked package
    paths = [element.get("d", "") for element in root if element.get("stroke") != "none"]
    drawn = "".join(f'<path d="{path}"/>' for path in paths)
    if source.parent.name == "filled":
        return f'<symbol id="{name}" viewBox="0 0 24 24" fill="currentColor">{drawn}</symbol>'
    pen = 'fill="none" stroke="currentColor" stroke-width="2" '
    pen += 'stroke-linecap="round" stroke-linejoin="round"'
    return f'<symbol id="{name}" viewBox="0 0 24 24" {pen}>{drawn}</symbol>'


def place_icons(package: Path) -> None:
    """One sprite of the icons named in icons.txt."""
    target = fresh(HERE / "icons")
    symbols = []
    for name in (HERE / "icons.txt").read_text(encoding="utf-8").split():
        filled = name.endswith("-filled")
        file = f"{'filled' if filled else 'outline'}/{name.removesuffix('-filled')}.svg"
        symbols.append(symbol(package / "icons" / file, name))
    body = "\n".join(symbols)
    sprite = f'<svg xmlns="http://www.w3.org/2000/svg">\n{body}\n</svg>\n'
    (target / "sprite.svg").write_text(sprite, encoding="utf-8")


def place_fonts(package: Path) -> None:
    """Four weights in two alphabets, and the style sheet that names them."""
    target = fresh(HERE / "fonts")
    faces = []
    for weight in WEIGHTS:
        for alphabet, letters in RANGES.items():
            name = f"be-vietnam-pro-{alphabet}-{weight}-normal.woff2"
            shutil.copy(package / "files" / name, target / name)
            faces.append(
                f'@font-face {{\n  font-family: "Be Vietnam Pro";\n  font-weight: {weight};\n'
                f'  font-display: swap;\n  src: url("{name}") format("woff2");\n'
                f"  unicode-range: {letters};\n}}\n"
            )
    (target / "fonts.css").write_text("".join(faces), encoding="utf-8")


def place_scripts(folders: dict[str, Path]) -> None:
    """The scripts: one for pages, the others for tests only."""
    htmx = folders["htmx.org"] / "dist/htmx.min.js"
    script = re.sub(r"//# sourceMappingURL=.*", "", htmx.read_text(encoding="utf-8"))
    (fresh(HERE / "htmx") / "htmx.min.js").write_text(script.strip() + "\n", encoding="utf-8")
    TESTS.mkdir(parents=True, exist_ok=True)
    for package, (path, short) in IN_TESTS.items():
        shutil.copy(folders[package] / path, TESTS / f"{short}.min.js")
        shutil.copy(folders[package] / "LICENSE", TESTS / f"{short}-LICENSE")


def write_licences(folders: dict[str, Path]) -> None:
    """LICENCES.md: what is here, in which version, on what terms."""
    rows = ["# Vendored front-end files", "", "Written by `refresh.py`; do not edit.", ""]
    rows += ["| package | version | licence | used for |", "|---|---|---|---|"]
    texts = []
    for name, version in PACKAGES.items():
        about = json.loads((folders[name] / "package.json").read_text(encoding="utf-8"))
        rows.append(f"| {name} | {version} | {about['license']} | {USED_FOR[name]} |")
        licence = folders[name] / "LICENSE"
        if name not in IN_TESTS and licence.exists():
            words = licence.read_text(encoding="utf-8").strip()
            texts += ["", f"## {name}", "", "```", words, "```"]
    texts += ["", "## @tabler/core", "", "Same terms and holder as @tabler/icons."]
    for name, (_, short) in IN_TESTS.items():
        texts += ["", f"## {name}", "", f"See `tests/vendor/{short}-LICENSE`."]
    body = "\n".join(line.rstrip() for line in "\n".join(rows + texts).splitlines())
    (HERE / "LICENCES.md").write_text(body + "\n", encoding="utf-8")


def main() -> None:
    """Fetch all, then place all, so that a failed download changes nothing."""
    with tempfile.TemporaryDirectory() as name:
        folders = {pkg: fetch(pkg, version, Path(name)) for pkg, version in PACKAGES.items()}
        place_tabler(folders["@tabler/core"])
        place_icons(folders["@tabler/icons"])
        place_fonts(folders["@fontsource/be-vietnam-pro"])
        place_scripts(folders)
        write_licences(folders)


if __name__ == "__main__":
    main()
