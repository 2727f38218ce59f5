"""A short run of the fuzzer: enough to notice that something broke, the same each time. `make fuzz` runs thousands."""

import pytest
from fuzzing import DEFECT, REFUSED, fuzz


@pytest.mark.programs
@pytest.mark.parametrize(("kind", "count"), [("content", 48), ("templates", 12)])
def test_no_mutation_is_a_defect(kind: str, count: int) -> None:
    results = list(fuzz(kind, count))
    assert [str(result) for result in results if result.verdict == DEFECT] == []
    assert {result.verdict for result in results} > {REFUSED}
