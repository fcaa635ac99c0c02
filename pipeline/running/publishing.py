"""How stage 5 is run: the parts' tables are joined, and written with their dictionary, unless all of it stands."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline import publish as stage_5
from pipeline.decisions import read_decisions
from pipeline.published import TABLES
from pipeline.rulebook import fingerprint
from pipeline.running import origins, results
from pipeline.running.engines import Engine
from pipeline.running.origins import fold
from pipeline.running.results import Folders, Made
from pipeline.stages import PLAN
from pipeline.tables import dictionary, joining, store


def publish(folders: Folders, _: Engine) -> None:
    """Stage 5, on all that the stages made."""
    made = Made(folders.interim, folders.out)
    folder, reads = folders.interim / "publish", PLAN["publish"].reads
    rules, basis = fingerprint(), origins.basis("publish", folders.limits)
    origin = asdict(origins.now(read_decisions(folders.raw / "decisions.csv")))
    licence = dictionary.licence(folders.out)
    given = fold([rules, licence, json.dumps(origin), *made.given("publish")])
    whole = all((folders.out / f"{table}.parquet").exists() for table in TABLES)
    said = store.receipt(folder)
    if whole and results.rests_on(said, given, basis) and said["published"] == _package(folders.out):
        return
    read = {artefact.partition("/")[2]: made.artefact(artefact) for artefact in reads}
    read["issues"] = made.artefact(*(artefact for artefact in reads if artefact.endswith("/issues")))
    with TemporaryDirectory() as scratch:
        tables = {
            name: joining.join(name, TABLES[name], pieces, rules, Path(scratch))
            for name, pieces in stage_5.publish(read).items()
        }
        joining.check_references(tables, TABLES)
        store.write(folders.out, tables, dictionary.texts(tables, TABLES, origin, licence))
    facts = {"given": given, "basis": basis, "published": _package(folders.out)}
    results.keep(folder, "publish", {}, facts)


def _package(folder: Path) -> str:
    """What changes with the package that describes the published tables; nothing if there is none."""
    path = folder / "datapackage.json"
    return fold([path.read_text("utf-8")]) if path.exists() else ""
