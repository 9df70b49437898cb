"""The sheets of a plan's workbook and their columns, as the plan's dataclasses declare them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal

from yamato_dx.plan.model import types
from yamato_dx.plan.model.declared import Declared, fields_of
from yamato_dx.plan.model.types import Plan, Text

FieldPath = tuple[str, ...]
Need = Literal["always", "with_its_group", "never"]

# Heading of the column that says which list of the plan a row belongs to.
PART: Final = "part"
# The key by which the rows of an inner list name the thing that they belong to.
PARENT_KEYS: Final[Mapping[str, str]] = {
    "initiatives": "initiative_no",
    "kpis": "kpi_id",
    "open_questions": "question_id",
}


@dataclass(frozen=True)
class PlanColumn:
    """One value of a row. `code`: «name.ja», «stated_years.first», «kpi_id»."""

    code: str
    way: FieldPath  # the fields that lead to it from the row's record
    form: Declared
    need: Need

    @property
    def is_english(self) -> bool:
        return self.code.rpartition(".")[2] == "en"


@dataclass(frozen=True)
class Table:
    """One sheet: a row is a `record` of one of the `lists`, each the way to it from the plan."""

    name: str
    record: type[Any]
    lists: tuple[FieldPath, ...]

    @property
    def is_required(self) -> bool:
        return self.name in REQUIRED

    @property
    def parent(self) -> str | None:
        """The list whose things the rows belong to, where they are an inner list's."""
        return self.lists[0][0] if len(self.lists[0]) > 1 else None

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(way[-1] for way in self.lists) if len(self.lists) > 1 else ()

    @property
    def columns(self) -> tuple[PlanColumn, ...]:
        return _columns(self)

    @property
    def parent_key(self) -> str | None:
        return PARENT_KEYS[self.parent] if self.parent else None


def _table(name: str, record: type[Any]) -> Table:
    return Table(name, record, ((name,),))


def _of_initiatives(*names: str) -> tuple[FieldPath, ...]:
    return tuple(("initiatives", name) for name in names)


# The plan's own facts: one row per fact, where every other sheet has one row per thing.
FACTS: Final = "plan"
PASSAGES: Final = (
    "purpose",
    "background",
    "review_rule",
    "readings",
    "securing_policies",
    "training_policies",
)
TABLES: Final = (
    Table("passages", types.Passage, tuple((name,) for name in PASSAGES)),
    _table("history", types.HistoryEvent),
    _table("related_plans", types.RelatedPlan),
    _table("principles", types.Principle),
    _table("quoted_population", types.QuotedPopulation),
    _table("initiatives", types.Initiative),
    Table("initiative_lines", Text, _of_initiatives("aims", "effects")),
    Table("other_names", types.OtherName, _of_initiatives("other_names")),
    _table("work_items", types.WorkItem),
    _table("commitments", types.Commitment),
    _table("kpis", types.Kpi),
    Table("targets", types.Target, (("kpis", "targets"),)),
    _table("open_questions", types.OpenQuestion),
    Table("candidates", types.Candidate, (("open_questions", "candidates"),)),
    _table("gaps", types.Gap),
    _table("roles", types.Role),
    _table("role_relations", types.RoleRelation),
    _table("career_levels", types.CareerLevel),
    _table("glossary", types.GlossaryTerm),
    _table("treatments", types.OwnTreatment),
    _table("self_grades", types.SelfGrade),
)
REQUIRED: Final = (FACTS, "initiatives", "kpis")


@cache
def _columns(table: Table) -> tuple[PlanColumn, ...]:
    leading = []
    if table.parent_key:
        parent = next(outer for outer in TABLES if outer.name == table.parent)
        form = fields_of(parent.record)[table.parent_key]
        leading.append(PlanColumn(table.parent_key, (), form, "always"))
    if table.parts:
        leading.append(PlanColumn(PART, (), Declared("choice", choices=table.parts), "always"))
    own = Declared("record", record=table.record)
    return (*leading, *_leaves((), own, "always"))


@cache
def facts() -> tuple[PlanColumn, ...]:
    """What the sheet of the plan's own facts holds, a column's code naming each value."""
    return tuple(
        column
        for name, form in fields_of(Plan).items()
        if form.kind != "list"
        for column in _leaves((name,), form, "always")
    )


def is_line_list(form: Declared) -> bool:
    """A list of single values stands in one cell, one a line."""
    return form.kind == "list" and form.item is not None and form.item.record is None


def _leaves(way: FieldPath, form: Declared, need: Need) -> Iterator[PlanColumn]:
    """The columns under one field; an inner list of things has a sheet of its own."""
    if form.is_optional:
        need = "with_its_group" if form.kind == "record" and form.record is not Text else "never"
    code = ".".join(way)
    if form.record is Text:
        yield PlanColumn(_joined(code, "ja"), way, form, need)
        yield PlanColumn(_joined(code, "en"), way, form, "never")
    elif form.kind == "record":
        assert form.record, "a record declares its class"
        for name, inner in fields_of(form.record).items():
            yield from _leaves((*way, name), inner, need)
    elif form.kind != "list":
        yield PlanColumn(code, way, form, need)
    elif is_line_list(form):
        yield PlanColumn(code, way, form, "never")


def _joined(code: str, language: str) -> str:
    return f"{code}.{language}" if code else language
