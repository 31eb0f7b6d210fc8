"""Tables of objects in columns say what their rows say one by one."""

from hypothesis import given
from hypothesis import strategies as st

from annexa.verify.columns import WIDEST, as_written, numbers


@given(st.integers(1, 9), st.data())
def test_rows_told_by_the_one_above(across: int, data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.binary(min_size=across, max_size=across), max_size=6))
    told = b""
    for row, above in zip(rows, [bytes(across), *rows], strict=False):
        told += b"\2" + bytes((here - before) % 256 for here, before in zip(row, above, strict=True))
    assert as_written(told, across) == b"".join(rows)
    if rows:
        assert as_written(told[:-1], across) is None
        assert as_written(b"\1" + told[1:], across) is None


@given(st.integers(0, WIDEST), st.integers(0, 2), st.integers(0, 2), st.data())
def test_a_number_of_each_row(size: int, first: int, behind: int, data: st.DataObject) -> None:
    across = max(1, first + size + behind)
    rows = data.draw(st.lists(st.binary(min_size=across, max_size=across), max_size=6))
    assert list(numbers(b"".join(rows), across, first, size)) == [
        int.from_bytes(row[first : first + size], "big") for row in rows
    ]
