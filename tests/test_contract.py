"""What breaks the contract stays out, and the hash of a table's content is a hash of just that."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import SchemaError
from pipeline.published import Resolution, Step
from pipeline.records import Issue, Mention
from pipeline.tables import contract

TYPES = {"timeline": Step, "resolutions": Resolution, "issues": Issue, "mentions": Mention}
STEP = Step("FOC", date(2011, 12, 9), None, 15, 15, 16, ("c1", "c2"))
ISSUE = Issue("i1", "2024/a", "ingest", "empty", "no text", None, None)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
NUMBERS = st.integers(0, 2**63 - 1)
STEPS = st.builds(
    Step, TEXT, st.dates(), st.none() | st.dates(), NUMBERS, NUMBERS, NUMBERS, st.lists(TEXT).map(tuple)
)  # fmt: skip


@given(st.lists(STEPS, unique_by=lambda step: (step.body, step.start)))
def test_any_row_survives_and_its_order_does_not_matter(rows: list[Step]) -> None:
    one = contract.arrange({"timeline": rows}, TYPES, "r1")["timeline"]
    other = contract.arrange({"timeline": rows[::-1]}, TYPES, "r1")["timeline"]
    assert one.equals(other, check_metadata=True)
    *plain, lists = (column.to_pylist() for column in one.columns)
    read = list(map(Step, *plain, map(tuple, lists)))
    assert read == sorted(rows, key=lambda step: (step.body, step.start))


# --- the hash of the content


def test_content_hash_sees_values_only() -> None:
    rows = [STEP, replace(STEP, body="AU", end=date(2020, 1, 1), evidence=())]
    table = contract.arrange({"timeline": rows}, TYPES, "r1")["timeline"]
    known = contract.content_hash(table)
    in_pieces = pa.concat_tables([table.slice(0, 1), table.slice(1, 1)])
    assert contract.content_hash(in_pieces) == known
    assert contract.content_hash(table.replace_schema_metadata({"other": "words"})) == known
    large = table.set_column(0, "body", table["body"].cast(pa.string()).combine_chunks())
    assert contract.content_hash(large) == known


def test_content_hash_knows_where_a_value_ends() -> None:
    one = [replace(STEP, evidence=("a", "b")), replace(STEP, body="G", evidence=())]
    two = [replace(STEP, evidence=("a",)), replace(STEP, body="G", evidence=("b",))]
    hashes = [
        contract.content_hash(contract.arrange({"t": rows}, {"t": Step}, "r")["t"]) for rows in (one, two)
    ]
    assert hashes[0] != hashes[1]
    tables = pa.table({"a": ["x"]}), pa.table({"b": ["x"]}), pa.table({"a": pa.array([], pa.string())})
    assert len({contract.content_hash(table) for table in tables}) == 3


CHANGES: dict[str, dict[str, Any]] = {
    "text": {"body": "FOD"},
    "day": {"start": date(2011, 12, 8)},
    "null": {"end": date(1970, 1, 1)},
    "number": {"members": 16},
    "list": {"evidence": ("c1",)},
    "border inside a list": {"evidence": ("c1c", "2")},
    "order in a list": {"evidence": ("c2", "c1")},
}


@pytest.mark.parametrize("change", CHANGES)
def test_content_hash_changes_with(change: str) -> None:
    hashes = [
        contract.content_hash(contract.arrange({"timeline": [step]}, TYPES, "r1")["timeline"])
        for step in (STEP, replace(STEP, **CHANGES[change]))
    ]
    assert hashes[0] != hashes[1]


def test_content_hash_of_a_null_is_not_that_of_what_lies_under_it() -> None:
    hidden = pa.array([7, 8], mask=None).to_numpy()
    masked = [pa.Array.from_buffers(pa.int64(), 2, [pa.py_buffer(b"\x01"), pa.py_buffer(v)]) for v in
              (hidden.tobytes(), (hidden * [1, 9]).tobytes())]  # fmt: skip
    first, second = (contract.content_hash(pa.table({"n": m})) for m in masked)
    assert first == second == contract.content_hash(pa.table({"n": pa.array([7, None])}))
    assert first != contract.content_hash(pa.table({"n": [7, 0]}))


# --- what stays out


def but(row: Any, **values: Any) -> Any:
    """The row with values that its type forbids."""
    return replace(row, **values)


BROKEN: dict[str, tuple[dict[str, list[Any]], str]] = {
    "null in a key": (
        {"timeline": [STEP, but(STEP, body=None)]},
        "timeline.body: is empty, not a str (row None,",
    ),
    "null where none may be": (
        {"timeline": [but(STEP, members=None)]},
        "timeline.members: is empty, not a int (row FOC, 2011-12-09)",
    ),
    "text for a number": ({"timeline": [but(STEP, members="15")]}, "timeline.members: '15' is a str"),
    "truth for a number": ({"timeline": [but(STEP, members=True)]}, "timeline.members: True is a bool"),
    "fraction": ({"timeline": [but(STEP, members=15.0)]}, "timeline.members: 15.0 is a float"),
    "moment for a day": ({"timeline": [but(STEP, end=datetime(2012, 1, 1))]}, "timeline.end: datetime"),
    "below the bound": ({"timeline": [STEP, but(STEP, body="G", members=-1)]}, "-1 is not between 0 and"),
    "too big to store": ({"timeline": [but(STEP, members=2**63)]}, "9223372036854775808 is not between"),
    "number in a list": ({"timeline": [but(STEP, evidence=("c1", 2))]}, "('c1', 2) holds more than text"),
    "list for a tuple": (
        {"timeline": [but(STEP, evidence=["c1"])]},
        "timeline.evidence: ['c1'] is a list",
    ),
    "value not in the list": (
        {"issues": [ISSUE, but(ISSUE, issue_id="i2", stage="guess")]},
        "issues.stage: 'guess' is none of ingest, extract, relate, reconcile, publish (row i2)",
    ),
    "half a character": ({"issues": [but(ISSUE, detail="\ud800")]}, "issues: '\\ud800' can't be stored"),
    "key twice": ({"timeline": [STEP, STEP]}, "timeline.body+start: the key FOC, 2011-12-09 comes twice"),
    "row of another table": ({"timeline": [ISSUE]}, "timeline: holds a Issue, not a Step"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_refuses(fault: str) -> None:
    rows, message = BROKEN[fault]
    with pytest.raises(SchemaError) as caught:
        contract.arrange(rows, TYPES, "r1")
    assert message in str(caught.value)


def test_refuses_a_reference_to_nothing() -> None:
    mention = Mention("m1", "d1", "country", 0, 5, "Kenya", "KEN", None, None, "r", "Kenya.")
    cited = Resolution("A/RES/1/1", "UNGA", None, None, None, None, None, ("d1", "d2"))
    documents = [replace(mention, doc_id="d1")]
    met = contract.arrange({"mentions": [mention]}, TYPES, "r", {"documents": documents})
    assert met["mentions"].num_rows == 1
    assert contract.arrange({"mentions": [mention]}, TYPES, "r")["mentions"].num_rows == 1
    with pytest.raises(SchemaError, match=r"mentions\.doc_id: 'd1' does not occur in documents\.doc_id"):
        contract.arrange({"mentions": [mention]}, TYPES, "r", {"documents": []})
    with pytest.raises(SchemaError, match=r"mentions\.doc_id: '' does not occur"):
        contract.arrange({"mentions": [replace(mention, doc_id="")]}, TYPES, "r", {"documents": documents})
    with pytest.raises(SchemaError, match=r"resolutions\.documents: 'd2' does not occur"):
        contract.arrange({"resolutions": [cited]}, TYPES, "r", {"documents": documents})
