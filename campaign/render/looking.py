"""Tell whether a template looks at what it has joined or kept of a person.

A place of a mould refuses to be looked into, but not once it was joined into a longer text: `(recipient.name ~ "!")|upper`
or a `{% set %}` block. So the template is read, too: what it does with a person other than print it has no mould.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import jinja2
from jinja2 import nodes

PERSON = frozenset(("recipient", "address", "personal", "document"))
PRINTING = frozenset(("e", "escape", "safe", "string", "default", "d", "join", "format"))
TRANSLATING = frozenset(("gettext", "ngettext", "pgettext", "npgettext"))


def looks(env: jinja2.Environment, name: str) -> bool:
    """Tell whether a template, or one that it includes, looks at a person in a way that a mark cannot refuse."""
    trees = list(trees_of(env, name, set()))
    everything = [node for tree in trees if tree for node in tree.find_all(nodes.Node)]
    return None in trees or Reading(everything).looks


def trees_of(env: jinja2.Environment, name: str, seen: set[str]) -> Iterator[nodes.Template | None]:
    """Yield the trees of a template and of those that it includes; None for one whose name is not known before."""
    if name in seen or env.loader is None:
        return
    seen.add(name)
    tree = env.parse(env.loader.get_source(env, name)[0])
    yield tree
    for other in tree.find_all((nodes.Include, nodes.Extends, nodes.Import, nodes.FromImport)):
        if isinstance(other, nodes.Include) and isinstance(other.template, nodes.Const):
            yield from trees_of(env, other.template.value, seen)
        else:
            yield None


class Reading:
    """What a template does with a person: `persons` are names of places, `joined` those of texts made of them."""

    def __init__(self, everything: list[nodes.Node]) -> None:
        self.persons, self.joined = set(PERSON), set[str]()
        before = -1
        while before < len(self.persons) + len(self.joined):
            before = len(self.persons) + len(self.joined)
            for node in everything:
                self.follow(node)
        self.looks = any(map(self.is_look, everything))

    def follow(self, node: nodes.Node) -> None:
        """Remember the names that a person is given."""
        if isinstance(node, (nodes.Assign, nodes.For)):
            held = node.node if isinstance(node, nodes.Assign) else node.iter
            if self.tells(held):
                (self.persons if self.is_place(held) else self.joined).update(names_in(node.target))
        elif isinstance(node, nodes.AssignBlock) and any(map(self.tells, node.body)):
            self.joined.update(names_in(node.target))

    def tells(self, node: nodes.Node) -> bool:
        """Tell whether a person is named in a piece of a template."""
        return not self.persons.isdisjoint(names_in(node)) or not self.joined.isdisjoint(names_in(node))

    def is_place(self, node: nodes.Node) -> bool:
        """Tell whether a piece is a place itself, which refuses what it must: `address.salutation.splitlines()`."""
        if isinstance(node, nodes.Name):
            return node.name in self.persons and node.name not in self.joined
        if isinstance(node, nodes.Call):
            return not node.args and not node.kwargs and self.is_place(node.node)
        return isinstance(node, (nodes.Getattr, nodes.Getitem)) and self.is_place(node.node)

    def is_plain(self, node: nodes.Node) -> bool:
        """Tell whether a condition only asks whether something is there."""
        if isinstance(node, (nodes.And, nodes.Or)):
            return self.is_plain(node.left) and self.is_plain(node.right)
        if isinstance(node, nodes.Not):
            return self.is_plain(node.node)
        return not self.tells(node) or self.is_place(node)

    def is_look(self, node: nodes.Node) -> bool:
        """Tell whether a node does more with a person than print, or ask whether something is there."""
        if isinstance(node, (nodes.If, nodes.CondExpr)):
            return not self.is_plain(node.test)
        if isinstance(node, (nodes.Macro, nodes.CallBlock, nodes.FilterBlock, nodes.Compare, nodes.Test, nodes.With)):
            return self.tells(node)
        if isinstance(node, nodes.Filter) and node.node is not None:
            return node.name not in PRINTING and self.tells(node.node) and not self.is_place(node.node)
        if isinstance(node, (nodes.Getattr, nodes.Getitem)):
            return self.tells(node.node) and not self.is_place(node.node)
        if isinstance(node, nodes.Call):
            given = [*node.args, *(pair.value for pair in node.kwargs)]
            translates = isinstance(node.node, nodes.Name) and node.node.name in TRANSLATING
            return any(self.tells(value) and not (translates and self.is_place(value)) for value in given)
        return isinstance(node, nodes.For) and self.tells(node.iter) and not self.is_place(node.iter)


def names_in(node: nodes.Node | Iterable[nodes.Node]) -> set[str]:
    """Return the names in a piece of a template."""
    if not isinstance(node, nodes.Node):
        return set().union(*map(names_in, node))
    own = {node.name} if isinstance(node, nodes.Name) else set()
    return own | {found.name for found in node.find_all(nodes.Name)}
