"""A run of pytest that puts one fault after another into the code, and notes which are seen.

A plugin (`pytest -p tests.mutation.running_code`). Which functions each test meets is noted in the
first run; a fault is tried on those that meet its function, in a fork in which the function runs
the faulty code.
"""

import gc
import sys
import types
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest

from tests.mutation import faults
from tests.mutation.in_python import Fault
from tests.mutation.running import Bench, own_templates, tried_on
from tovholder.audit.prepared import Reading

OUT_OF_HERE = {"browser", "house", "page", "visits", "live_server"}

Code = tuple[str, str, int]


class InTheCode(Bench):
    """The faults of the code, one after the other."""

    most_left_out = 12

    def __init__(self, session: pytest.Session, wanted: list[str]) -> None:
        super().__init__(session, wanted)
        self.files = {str(one.file) for one in self.faults}
        self.met: dict[Code, set[str]] = defaultdict(set)
        self.test = ""

    def known(self, wanted: list[str]) -> Sequence[Fault]:
        return faults.of_the_code(wanted)

    @contextmanager
    def during(self, test: str) -> Iterator[None]:
        self.test = test
        with super().during(test):
            sys.setprofile(self._note)
            yield
            sys.setprofile(None)

    def _note(self, frame: types.FrameType, event: str, _arg: object) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename in self.files:
            self.met[code.co_filename, code.co_qualname, code.co_firstlineno].add(self.test)

    def tests_for(self, fault: Any) -> set[str]:
        """Those that meet its function; what a name is built with is built once, for all."""
        function = fault.function.split(".")[-1]
        here = [(name, tests) for (file, name, _), tests in self.met.items() if file == fault.path]
        found = [tests for name, tests in here if function in name]
        return set().union(*(found or [tests for _name, tests in here]))

    @contextmanager
    def standing(self, fault: Any) -> Iterator[None]:  # noqa: ARG002 it is put in after the fork
        running_functions()
        yield

    def put_in(self, fault: Any) -> None:
        """Let every function of the file run its faulty code; what was kept is forgotten."""
        for (name, line), code in fault.codes.items():
            for function in running_functions().get((str(fault.file), name, line), []):
                if len(function.__code__.co_freevars) == len(code.co_freevars):
                    function.__code__ = code
        for one in gc.get_objects():
            if type(one) is Reading:
                one.compiled = None
            elif type(one).__name__ == "_lru_cache_wrapper" and one.__module__.startswith(
                "tovholder."
            ):
                one.cache_clear()


@cache
def running_functions() -> dict[Code, list[types.FunctionType]]:
    """Everything that can be called now, by where it is written."""
    found: dict[Code, list[types.FunctionType]] = defaultdict(list)
    for one in gc.get_objects():
        if type(one) is types.FunctionType:  # isinstance wakes lazy objects
            code = one.__code__
            found[code.co_filename, code.co_qualname, code.co_firstlineno].append(one)
    return found


def pytest_configure(config: pytest.Config) -> None:
    own_templates()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items[:] = [one for one in items if not OUT_OF_HERE & set(getattr(one, "fixturenames", ()))]


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    return tried_on(InTheCode, session)
