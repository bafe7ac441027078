"""What a kernel with much to work on is given: one array of parameters and of the addresses of other arrays.

A kernel that took forty arrays would spend microseconds on every call and minutes in the compiler. It takes a frame
instead. Results come back in arrays of the workspace; what a kernel returns is a status. A kernel whose workspace is
too small says so, and how much it needs; `Frame.run` makes room and asks again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from llvmlite import ir
from numba import types
from numba.extending import intrinsic
from numba.np.arrayobj import populate_array

from graph.kernels import array, inner

Array = npt.NDArray[Any]
Longs = npt.NDArray[np.int64]
Fields = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]

WHOLE, CUT, ROOM = 0, 1, 2
"""Statuses: everything was found; the budget of steps ran out; a slot is too small (`NEED_SLOT`, `NEED_SIZE`)."""

SLOTS_AT: Final = 96
"""Where the addresses begin: slot i has its array's address at `SLOTS_AT + 2 * i`, and the array's size after it."""
NEED_SLOT, NEED_SIZE = 17, 18
"""Where a kernel says which slot is too small, and how many elements it needs."""


class Frame:
    """A frame and the arrays that its addresses stand for; one thread uses it at a time.

    `longs` are the parameters and addresses, `values` the same as a view.
    """

    def __init__(self, dtypes: Sequence[type[np.generic]]) -> None:
        """A frame with no array in any slot; the types of the slots' elements are given."""
        self._dtypes = tuple(dtypes)
        self.longs: Longs = np.zeros(SLOTS_AT + 2 * len(self._dtypes), np.int64)
        self.values = memoryview(self.longs)
        self._arrays: dict[int, Array] = {}
        self._views: dict[tuple[int, ...], tuple[memoryview, ...]] = {}

    def put(self, slot: int, values: Array) -> None:
        """Place an array in a slot.

        Raises:
            TypeError: the array is of another type than the slot's, or not contiguous.
        """
        expected = np.dtype(self._dtypes[slot])
        if values.dtype != expected or not values.flags.c_contiguous:
            raise TypeError(f"slot {slot}: found {values.dtype}, expected contiguous {expected}")
        self._arrays[slot] = values
        self._views.clear()
        at = SLOTS_AT + 2 * slot
        self.longs[at : at + 2] = values.__array_interface__["data"][0], values.size

    def get(self, slot: int) -> Array:
        """The array in a slot."""
        return self._arrays[slot]

    def views(self, slots: tuple[int, ...]) -> tuple[memoryview, ...]:
        """The arrays in some slots as views, whose elements are Python's own numbers at a third of the cost."""
        found = self._views.get(slots)
        if found is None:
            found = self._views[slots] = tuple(memoryview(self._arrays[slot]) for slot in slots)
        return found

    def room(self, slot: int, size: int) -> Array:
        """The array in a slot, replaced by one of zeros if it is smaller than asked for.

        The zeros are written: a question would else wait for the system to find memory, 20 ms at ten million quads.
        """
        found = self._arrays.get(slot)
        if found is None or found.size < size:
            self.put(slot, np.full(size, 0, self._dtypes[slot]))
        return self._arrays[slot]

    def run(self, kernel: Callable[[Longs], int]) -> int:
        """Run a kernel, making room as often as it asks for it; WHOLE or CUT."""
        while (status := kernel(self.longs)) == ROOM:
            self.room(self.values[NEED_SLOT], self.values[NEED_SIZE] * 3 // 2 + 64)
        return status


def _view(dtype: Any) -> Any:
    """A function of frame and slot that gives the array in the slot; it costs two loads and no call."""

    def typed(typing_context: Any, frame: Any, slot: Any) -> Any:
        shaped = array(dtype)

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            at = builder.add(builder.mul(arguments[1], _long(2)), _long(SLOTS_AT))
            values = arguments[0]
            if not isinstance(frame, types.CPointer):
                values = context.make_array(frame)(context, builder, values).data
            address = builder.load(builder.gep(values, [at]))
            size = builder.load(builder.gep(values, [builder.add(at, _long(1))]))
            made = context.make_array(shaped)(context, builder)
            width = context.get_constant(types.intp, dtype.bitwidth // 8)
            data = builder.inttoptr(address, made.data.type)
            populate_array(made, data=data, shape=[size], strides=[width], itemsize=width, meminfo=None)
            return made._getvalue()

        return shaped(frame, types.int64), generate

    return intrinsic(typed)


def _long(value: int) -> Any:
    return ir.Constant(ir.IntType(64), value)


ints, longs, words = _view(types.int32), _view(types.int64), _view(types.uint64)
shorts, flags, floats = _view(types.uint16), _view(types.uint8), _view(types.float64)
"""The arrays in slots, by the type of their elements: `ints(frame, slot)` and so on, for use in kernels."""


def _soon(_context: Any, values: Any, _at: Any) -> Any:
    def generate(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        data = context.make_array(values)(context, builder, arguments[0]).data
        address = builder.bitcast(builder.gep(data, [arguments[1]]), ir.IntType(8).as_pointer())
        kinds = ir.FunctionType(ir.VoidType(), [address.type, *[ir.IntType(32)] * 3])
        fetch = builder.module.declare_intrinsic("llvm.prefetch", [address.type], kinds)
        builder.call(fetch, [address, *(ir.Constant(ir.IntType(32), one) for one in (0, 3, 1))])
        return context.get_dummy_value()

    return types.void(values, types.int64), generate


soon: Any = intrinsic(_soon)
"""`soon(array, at)` has the processor fetch what will be read soon (`llvm.prefetch`); the element need not exist."""


def _fields(_context: Any, frame: Any) -> Any:
    def generate(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return context.make_array(frame)(context, builder, arguments[0]).data

    return types.CPointer(types.int64)(frame), generate


fields: Any = intrinsic(_fields)
"""Where a frame's parameters begin: inner functions take this one address.

An array would come to each of them as seven values, with one more owner counted, and every index tested for less than
0. It is good while the frame is, and indices into it are not tested.
"""


def _counted(name: str) -> Any:
    """A function of a word that the processor has an instruction for."""

    def typed(_context: Any, word: Any) -> Any:
        def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
            return (
                builder.ctpop(*arguments)
                if name == "ctpop"
                else builder.cttz(*arguments, ir.Constant(ir.IntType(1), 1))
            )

        return types.int64(word), generate

    return intrinsic(typed)


bits_of, first_bit = _counted("ctpop"), _counted("cttz")
"""How many bits of a word are set (`llvm.ctpop`), and the place of the lowest of a word that is not 0 (`llvm.cttz`)."""


@inner
def size(frame: Fields, slot: int) -> int:
    """How many elements the array in a slot has."""
    return frame[SLOTS_AT + 2 * slot + 1]


@inner
def lacks(frame: Fields, slot: int, needed: int) -> bool:
    """Whether a slot is too small, noted for whoever makes room."""
    if frame[SLOTS_AT + 2 * slot + 1] >= needed:
        return False
    frame[NEED_SLOT], frame[NEED_SIZE] = slot, needed
    return True
