"""Measures are found by walking the package: functions by name, SQL files by file name, private ones not at all."""

from types import ModuleType

from yanbao.core.rows import Rows
from yanbao.core.wiring import Provider
from yanbao.measures import functions, providers, sql_measure


def found() -> dict[str, Provider]:
    return {provider.name: provider for provider in providers()}


def test_functions_need_what_their_parameters_name() -> None:
    assert found()["index_week_move"].needs == ("index_ends", "week")


def test_every_measure_says_what_it_is() -> None:
    assert [name for name, provider in found().items() if not provider.doc] == []


def test_no_name_is_provided_twice() -> None:
    names = [provider.name for provider in providers()]
    assert len(names) == len(set(names))


def test_an_sql_file_is_asked_under_its_own_name_with_its_head_as_explanation(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "stock_moves.sql"
    path.write_text("-- Moves of stocks.\n-- In percent.\nSELECT 1 -- one\n", encoding="utf-8")
    measure = sql_measure(path)
    answer = measure.make(lambda name, sql: Rows(name, sql, (), (), ()))
    assert (measure.name, measure.needs, measure.doc) == ("stock_moves", ("query",), "Moves of stocks. In percent.")
    assert (answer.query, answer.sql.endswith("-- one\n")) == ("stock_moves", True)


def test_imported_and_private_functions_are_no_measures() -> None:
    module = ModuleType("example")
    module.open_one = sql_measure  # type: ignore[attr-defined]
    exec("def moves(week):\n    'Moves.'\ndef _private(): ...", module.__dict__)
    assert [provider.name for provider in functions(module)] == ["moves"]
