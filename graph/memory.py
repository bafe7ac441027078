"""What kernels take from C: copying bytes, comparing them, and finding one, many at a time."""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import types
from numba.core.cgutils import get_or_insert_function, raw_memcpy
from numba.extending import intrinsic


def _copy(_context: Any, target: Any, _at: Any, source: Any, _first: Any, _size: Any) -> Any:
    def generate(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        into, at, out_of, first, size = arguments
        there = builder.gep(context.make_array(target)(context, builder, into).data, [at])
        here = builder.gep(context.make_array(source)(context, builder, out_of).data, [first])
        raw_memcpy(builder, there, here, size, 1)
        return context.get_dummy_value()

    return types.void(target, types.int64, source, types.int64, types.int64), generate


copy: Any = intrinsic(_copy)
"""`copy(target, at, source, first, size)` copies bytes between arrays that do not overlap (`llvm.memcpy`), several
times as fast as a loop, which the compiler cannot know to be one."""


def _seek(_context: Any, data: Any, _at: Any, _end: Any, _byte: Any) -> Any:
    def generate(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        within, at, end, byte = arguments
        start, size = context.make_array(data)(context, builder, within).data, builder.sub(end, at)
        kinds = ir.FunctionType(start.type, [start.type, ir.IntType(32), size.type])
        search = get_or_insert_function(builder.module, kinds, "memchr")
        found = builder.call(search, [builder.gep(start, [at]), builder.trunc(byte, ir.IntType(32)), size])
        place = builder.sub(builder.ptrtoint(found, size.type), builder.ptrtoint(start, size.type))
        return builder.select(builder.icmp_unsigned("==", found, found.type(None)), end, place)

    return types.int64(data, types.int64, types.int64, types.int64), generate


def _compare(_context: Any, one: Any, _at: Any, other: Any, _first: Any, _size: Any) -> Any:
    def generate(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        one_array, at, other_array, first, size = arguments
        here = builder.gep(context.make_array(one)(context, builder, one_array).data, [at])
        there = builder.gep(context.make_array(other)(context, builder, other_array).data, [first])
        kinds = ir.FunctionType(ir.IntType(32), [here.type, there.type, size.type])
        compared = get_or_insert_function(builder.module, kinds, "memcmp")
        return builder.sext(builder.call(compared, [here, there, size]), ir.IntType(64))

    return types.int64(one, types.int64, other, types.int64, types.int64), generate


compare: Any = intrinsic(_compare)
"""`compare(one, at, other, first, size)` is below, at or above zero as so many bytes of one array, from `at` on, are to
those of the other from `first` on: C's `memcmp`."""

seek: Any = intrinsic(_seek)
"""`seek(data, at, end, byte)` is the place of a byte from `at` on, or `end`: C's `memchr`, many bytes at a time."""
