"""The grammar of SPARQL 1.1: the tree of a text, or where the text leaves the language and what could have stood there.

The engine's own messages give the end of the longest keyword it tried, and a part of what it expected. This parser
is a table-driven LL(1) parser (Aho, Lam, Sethi and Ullman, Compilers, 4.4): it stops at the very token that cannot
follow, knows all that could, and uses no recursion. It is looser than the recommendation (19.8) in arity and
precedence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final, TypeAlias

from graph.sparql.tokens import NEWER, Token

_RULES: Final = r"""
query: prologue form values end
update: updates end
updates: prologue ( operation ( ; updates )? )?
prologue: ( BASE iri | PREFIX ns iri )*
form: projection source* where modifiers
    | CONSTRUCT ( template source* where modifiers | source* WHERE template modifiers )
    | DESCRIBE ( varoriri+ | * ) source* where? modifiers
    | ASK source* where modifiers
projection: SELECT ( DISTINCT | REDUCED )? ( column+ | * )
column: var | \( expression AS var \)
source: FROM NAMED? iriref
where: WHERE? group
modifiers: ( GROUP BY grouping+ )? ( HAVING constraint+ )? ( ORDER BY ordering+ )? slice?
slice: LIMIT int ( OFFSET int )? | OFFSET int ( LIMIT int )?
grouping: call | iriref arguments | \( expression ( AS var )? \) | var
ordering: ( ASC | DESC ) bracketed | constraint | var
values: ( VALUES table )?
operation: LOAD SILENT? iriref ( INTO GRAPH iriref )?
    | ( CLEAR | DROP ) SILENT? ( GRAPH iriref | DEFAULT | NAMED | ALL )
    | CREATE SILENT? GRAPH iriref
    | ( ADD | MOVE | COPY ) SILENT? place TO place
    | INSERT ( DATA quads | quads using* WHERE group )
    | DELETE ( DATA quads | WHERE quads | quads ( INSERT quads )? using* WHERE group )
    | WITH iriref ( DELETE quads ( INSERT quads )? | INSERT quads ) using* WHERE group
place: DEFAULT | GRAPH? iriref
using: USING NAMED? iriref
quads: { triples? ( GRAPH varoriri template .? triples? )* }
template: { triples? }
triples: subject ( . triples? )?
subject: simple properties | compound properties?
properties: verb objects ( ; ( verb objects )? )*
verb: var | iriref | a
objects: node ( , node )*
node: simple | compound
compound: \( node+ \) | [ properties ]
group: { ( projection where modifiers values | pattern ) }
pattern: pathtriples? ( part .? pathtriples? )*
pathtriples: pathsubject ( . pathtriples? )?
pathsubject: simple pathproperties | pathcompound pathproperties?
pathproperties: pathverb pathobjects ( ; ( pathverb pathobjects )? )*
pathverb: var | path
pathobjects: pathnode ( , pathnode )*
pathnode: simple | pathcompound
pathcompound: \( pathnode+ \) | [ pathproperties ]
path: sequence ( \| sequence )*
sequence: step ( / step )*
step: ^? ( iriref | a | ! negated | \( path \) ) ( \? | \* | \+ )?
negated: edge | nil | \( edge ( \| edge )* \)
edge: ^? ( iriref | a )
part: group ( UNION group )*
    | ( OPTIONAL | MINUS | LATERAL ) group
    | GRAPH varoriri group
    | SERVICE SILENT? varoriri group
    | FILTER constraint
    | BIND \( expression AS var \)
    | VALUES table
table: var { value* } | ( nil | \( var* \) ) { ( \( value* \) | nil )* }
value: iriref | literal | UNDEF
constraint: bracketed | call | iriref arguments
bracketed: \( expression \)
arguments: nil | \( DISTINCT? expression ( , expression )* \)
list: nil | \( expression ( , expression )* \)
expression: operand ( operator operand | NOT? IN list | signed )*
operator: \|\| | && | = | != | < | > | <= | >= | \+ | - | * | /
operand: ( ! | \+ | - )* ( bracketed | call | iriref arguments? | literal | var )
call: function list
    | BOUND \( var \)
    | COUNT \( DISTINCT? ( * | expression ) \)
    | ( SUM | MIN | MAX | AVG | SAMPLE ) \( DISTINCT? expression \)
    | GROUP_CONCAT \( DISTINCT? expression ( ; SEPARATOR = string )? \)
    | EXISTS group
    | NOT EXISTS group
simple: var | iriref | literal | blank | anon | nil
varoriri: var | iriref
iriref: iri | pname | ns
literal: string ( lang | ^^ iriref )? | int | number | signed | TRUE | FALSE
"""
r"""Alternatives are parted by |, parentheses group, and ?, * and + close to a symbol or a group mean what they mean in
regular expressions. Symbols that are no rules are kinds of token; a \ makes a sign one of them."""

FUNCTIONS: Final = frozenset(
    """
    ABS BNODE CEIL COALESCE CONCAT CONTAINS DATATYPE DAY ENCODE_FOR_URI FLOOR HOURS IF IRI ISBLANK ISIRI ISLITERAL
    ISNUMERIC ISURI LANG LANGMATCHES LCASE MD5 MINUTES MONTH NOW RAND REGEX REPLACE ROUND SAMETERM SECONDS SHA1 SHA256
    SHA384 SHA512 STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLEN STRSTARTS STRUUID SUBSTR TIMEZONE TZ UCASE URI
    UUID YEAR
    """.split()
)
"""Functions that are called with a list of expressions; the grammar calls any of them `function`."""

_Production: TypeAlias = "tuple[str, ...]"
_Grammar: TypeAlias = "dict[str, list[_Production]]"


@dataclass(frozen=True, slots=True)
class Fault:
    """The token at which a text leaves the language, and the kinds of token that could have stood there."""

    token: Token
    expected: frozenset[str]


def find_fault(found: Sequence[Token], start: str) -> Fault | None:
    """The first fault of a `query` or an `update`; None if there is none, or if SPARQL 1.2 comes before it."""
    analysis = _analysis()
    stack = [start]
    for token in found:
        if token.kind == NEWER:
            return None
        kind = "function" if token.kind in FUNCTIONS else token.kind
        before = tuple(stack)
        while stack and stack[-1] in analysis.table and kind in analysis.table[stack[-1]]:
            stack.extend(reversed(analysis.table[stack.pop()][kind]))
        if not stack or stack.pop() != kind:
            return Fault(token, analysis.expected(before))
    return None


@dataclass(slots=True, eq=False)
class Node:
    """A rule of the grammar at work: its name, and its parts in the order of the text; a token stands for itself."""

    rule: str
    parts: list[Node | Token] = field(default_factory=list)


def parse(found: Sequence[Token], start: str) -> Node | None:
    """The tree of a `query` or an `update`; None where `find_fault` finds a fault, or the marks of SPARQL 1.2.

    Functions of SPARQL 1.2 are read as functions. The parts of groups and repetitions stand among those of the rule
    that holds them.
    """
    table = _analysis().table
    top = Node("")
    stack = [(start, top)]
    for token in found:
        newer = token.kind == NEWER and token.text.isalpha()
        kind = "function" if newer or token.kind in FUNCTIONS else token.kind
        while stack and kind in table.get(stack[-1][0], ()):
            symbol, above = stack.pop()
            below = Node(symbol) if symbol.isalpha() else above
            if below is not above:
                above.parts.append(below)
            stack.extend((one, below) for one in reversed(table[symbol][kind]))
        symbol, above = stack.pop() if stack else ("", top)
        if symbol != kind:
            return None
        above.parts.append(token)
    root = top.parts[0]
    return root if isinstance(root, Node) and not stack else None


def conflicts() -> list[tuple[str, str]]:
    """Rules and tokens for which one token does not tell which way to go on; there are none."""
    return _analysis().conflicts


@dataclass(frozen=True, slots=True)
class _Analysis:
    """What can begin each rule, whether it can be empty, and which way to go on at each token."""

    first: dict[str, frozenset[str]]
    table: dict[str, dict[str, _Production]]
    conflicts: list[tuple[str, str]]

    def expected(self, stack: Sequence[str]) -> frozenset[str]:
        """The tokens that can come next."""
        return _firsts(reversed(stack), self.first) - {""}


@cache
def _analysis() -> _Analysis:
    grammar = _grammar()
    first = _first(grammar)
    follow = _follow(grammar, first)
    table: dict[str, dict[str, _Production]] = {rule: {} for rule in grammar}
    conflicts = []
    for rule, productions in grammar.items():
        for production in productions:
            starts = _firsts(production, first)
            for kind in sorted(starts - {""} | (follow[rule] if "" in starts else set())):
                if kind in table[rule]:
                    conflicts.append((rule, kind))
                table[rule].setdefault(kind, production)
    return _Analysis(first, table, conflicts)


def _first(grammar: _Grammar) -> dict[str, frozenset[str]]:
    """The tokens that each rule can begin with, and the empty text if it can be empty."""
    first: dict[str, frozenset[str]] = dict.fromkeys(grammar, frozenset())
    while True:
        known = {rule: frozenset().union(*(_firsts(p, first) for p in options)) for rule, options in grammar.items()}
        if known == first:
            return first
        first = known


def _firsts(symbols: Iterable[str], first: Mapping[str, frozenset[str]]) -> frozenset[str]:
    found: set[str] = set()
    for symbol in symbols:
        starts = first.get(symbol, frozenset((symbol,)))
        found |= starts - {""}
        if "" not in starts:
            return frozenset(found)
    return frozenset(found | {""})


def _follow(grammar: _Grammar, first: Mapping[str, frozenset[str]]) -> dict[str, set[str]]:
    """The tokens that can come after each rule."""
    follow: dict[str, set[str]] = {rule: set() for rule in grammar}
    size = -1
    while size != (size := sum(map(len, follow.values()))):
        for rule, productions in grammar.items():
            for production in productions:
                for place, symbol in enumerate(production):
                    if symbol in grammar:
                        after = _firsts(production[place + 1 :], first)
                        follow[symbol] |= after - {""} | (follow[rule] if "" in after else set())
    return follow


def _grammar() -> _Grammar:
    """The rules as plain productions, with a rule of its own for each group and each repetition."""
    grammar: _Grammar = {}
    for rule in re.split(r"\n(?=\w+:)", _RULES.strip()):
        name, _, body = rule.partition(":")
        grammar[name] = _options(iter(body.split()), name, grammar)
    return grammar


def _options(words: Iterator[str], name: str, grammar: _Grammar) -> list[_Production]:
    """Alternatives up to the end of the rule."""
    options: list[list[str]] = [[]]
    outer: list[tuple[str, list[list[str]]]] = []
    for word in words:
        if word == "(":
            inner = f"{name}({len(grammar)}"
            grammar[inner] = []
            outer.append((inner, options))
            options = [[]]
        elif word == "|":
            options.append([])
        elif word.startswith(")"):
            inner, above = outer.pop()
            grammar[inner] = [tuple(option) for option in options]
            options = above
            options[-1].append(_repeated(inner, word[1:], grammar))
        else:
            options[-1].append(_symbol(word, grammar))
    return [tuple(option) for option in options]


def _symbol(word: str, grammar: _Grammar) -> str:
    if word.startswith("\\"):
        return word.replace("\\", "")
    if len(word) > 1 and word[-1] in "?*+":
        return _repeated(word[:-1], word[-1], grammar)
    return word


def _repeated(symbol: str, times: str, grammar: _Grammar) -> str:
    """The rule for a symbol that may come once (?), any number of times (*) or at least once (+)."""
    if not times:
        return symbol
    name = f"{symbol} {times}"
    any_number = f"{symbol} *"
    match times:
        case "?":
            grammar[name] = [(symbol,), ()]
        case "*":
            grammar[name] = [(symbol, name), ()]
        case _:
            grammar[any_number] = [(symbol, any_number), ()]
            grammar[name] = [(symbol, any_number)]
    return name
