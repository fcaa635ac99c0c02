"""Files made to break their readers cost themselves only, and each says why."""

import json
import subprocess
import sys
from pathlib import Path

from announcements import ANNOUNCEMENTS, FORMS
from hostile import FILES, NESTED, TEXT, write

ROOT = Path(__file__).parent.parent

#: Twenty good documents.
GOOD = {
    f"good-{form}-{it.name}.{form}": FORMS[form](it)
    for form in ("txt", "html", "docx", "eml")
    for it in ANNOUNCEMENTS[:5]
}
_SCRIPT = "import sys, json; sys.path.insert(0, 'tests'); import hostile; print(json.dumps(hostile.read(sys.argv[1])))"


def ingested(folder: Path) -> dict[str, object]:
    done = subprocess.run([sys.executable, "-c", _SCRIPT, folder], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_hostile_files_cost_themselves_only(tmp_path: Path) -> None:
    alone, among = tmp_path / "alone", tmp_path / "among"
    for folder in (alone, among):
        folder.mkdir()
        for name, data in GOOD.items():
            (folder / name).write_bytes(data)
    write(among)
    assert len(FILES) >= 40 and len(GOOD) == 20
    quiet, found = ingested(alone), ingested(among)
    texts = found["documents"]
    assert isinstance(texts, dict) and isinstance(quiet["documents"], dict)
    assert quiet["codes"] == [] and len(quiet["documents"]) == 20
    assert {name: texts.get(name) for name in GOOD} == quiet["documents"]
    nested = [words for name, words in texts.items() if name.startswith("nested-")]
    assert len(nested) == len(NESTED) and all(TEXT in words for words in nested)
    codes = found["codes"]
    assert isinstance(codes, list)
    wanted = {name: code for name, (code, _) in FILES.items()} | {
        "outside.txt": "outside",
        "pipe.txt": "unreadable",
    }
    missing = {
        name: [c for doc_id, c in codes if doc_id.startswith(Path(name).stem)]
        for name, code in wanted.items()
        if not any(c == code and doc_id.startswith(Path(name).stem) for doc_id, c in codes)
    }
    assert missing == {}
    assert isinstance(found["memory"], int) and found["memory"] < 1024
