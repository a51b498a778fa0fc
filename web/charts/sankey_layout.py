"""Where nodes and flows of a Sankey diagram stand: columns relaxed towards what they exchange.

Source: the method of d3-sankey by Mike Bostock, https://github.com/d3/d3-sankey (ISC), itself after
Riehmann, Hanfler and Froehlich, Interactive Sankey Diagrams, 2005
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

ROUNDS, AIR = 12, 8.0


@dataclass(frozen=True, slots=True)
class Flow:
    """An amount from one node to another, above zero."""

    source: str
    target: str
    amount: Decimal


@dataclass(slots=True)
class Node:
    """A node: its column, its amount, and where it stands."""

    key: str
    column: int
    amount: Decimal
    passing: bool = False  # not a node, only room for a ribbon that goes further
    y: float = 0.0
    height: float = 0.0

    @property
    def middle(self) -> float:
        """Where its name stands."""
        return self.y + self.height / 2


@dataclass(slots=True)
class Ribbon:
    """A flow as it is drawn: the tops of its two ends, and how thick it is."""

    to: str  # where the flow goes in the end
    source: Node
    target: Node
    thick: float
    y0: float = 0.0
    y1: float = 0.0


@dataclass(slots=True)
class Layout:
    """Everything with its place."""

    nodes: dict[str, Node] = field(default_factory=dict)
    ribbons: list[Ribbon] = field(default_factory=list)
    columns: list[list[Node]] = field(default_factory=list)


def laid_out(
    steps: Sequence[Sequence[str]],
    flows: Sequence[Flow],
    height: float,
    least: Mapping[str, float],
) -> Layout:
    """Nodes in their columns, from left to right, in a drawing of that height.

    least: how far the middles of a node and of its neighbours are apart at least: its label
    """
    found = Layout()
    real = [flow for flow in flows if flow.amount > 0]
    for place, keys in enumerate(steps):
        held = [_node(key, place, real) for key in keys]
        found.columns.append([node for node in held if node.amount > 0])
        found.nodes.update({node.key: node for node in found.columns[-1]})
    legs = [leg for flow in real for leg in _legs(flow, found)]
    found.columns = [column for column in found.columns if column]
    unit = min((_unit(column, height, least) for column in found.columns), default=0.0)
    for column in found.columns:
        for node in column:
            node.height = float(node.amount) * unit
        _stack(column, height, least)
    found.ribbons = [
        Ribbon(flow.target, source, target, float(flow.amount) * unit)
        for flow, source, target in legs
    ]
    for round_ in range(ROUNDS):
        alpha = 0.99**round_
        _relax(found, height, least, alpha, from_left=False)
        _relax(found, height, least, alpha, from_left=True)
    _hang(found)
    return found


def _node(key: str, column: int, flows: Sequence[Flow]) -> Node:
    came = sum((flow.amount for flow in flows if flow.target == key), Decimal(0))
    went = sum((flow.amount for flow in flows if flow.source == key), Decimal(0))
    return Node(key, column, max(came, went))


def _legs(flow: Flow, found: Layout) -> list[tuple[Flow, Node, Node]]:
    """A flow from column to column: where it jumps one, it gets room to pass there."""
    source, target = found.nodes[flow.source], found.nodes[flow.target]
    stops = [source]
    for place in range(source.column + 1, target.column):
        stop = Node(f"{flow.source}>{flow.target}@{place}", place, flow.amount, passing=True)
        if found.columns[place]:
            found.columns[place].append(stop)
            found.nodes[stop.key] = stop
            stops.append(stop)
    return [(flow, one, two) for one, two in pairwise([*stops, target])]


def _unit(column: Sequence[Node], height: float, least: Mapping[str, float]) -> float:
    """How high one euro may be for the column to fit, names and all."""
    air = sum(least.get(node.key, AIR) for node in column)
    return max(height - air, height / 10) / float(sum(node.amount for node in column))


def _room(node: Node, least: Mapping[str, float]) -> float:
    """A node takes its own height and the air that its label needs."""
    return node.height + least.get(node.key, AIR)


def _stack(column: Sequence[Node], height: float, least: Mapping[str, float]) -> None:
    """One under the other, in the middle."""
    y = (height - sum(_room(node, least) for node in column)) / 2
    for node in column:
        node.y = y + least.get(node.key, AIR) / 2
        y += _room(node, least)


def _relax(
    found: Layout, height: float, least: Mapping[str, float], alpha: float, *, from_left: bool
) -> None:
    """Move each node towards the middle of what it exchanges with the column before, or after."""
    for column in found.columns if from_left else reversed(found.columns):
        for node in column:
            near = [
                (ribbon.source if from_left else ribbon.target, ribbon.thick)
                for ribbon in found.ribbons
                if (ribbon.target if from_left else ribbon.source) is node
            ]
            weight = sum(thick for _, thick in near)
            if weight:
                wanted = sum(other.middle * thick for other, thick in near) / weight
                node.y += (wanted - node.middle) * alpha
        _part(column, height, least)


def _part(column: list[Node], height: float, least: Mapping[str, float]) -> None:
    """Push apart what overlaps, down from the top, then up from the bottom.

    Their order stays as it was given: readers compare one year with another.
    """
    floor = 0.0
    for node in column:
        node.y = max(node.y, floor + least.get(node.key, AIR) / 2)
        floor = node.y + node.height + least.get(node.key, AIR) / 2
    ceiling = max(height, sum(_room(node, least) for node in column))
    for node in reversed(column):
        node.y = min(node.y, ceiling - least.get(node.key, AIR) / 2 - node.height)
        ceiling = node.y - least.get(node.key, AIR) / 2


def _hang(found: Layout) -> None:
    """The ends of ribbons under each other, in the order of where they go and come from."""
    for node in found.nodes.values():
        y = node.y
        out = [ribbon for ribbon in found.ribbons if ribbon.source is node]
        for ribbon in sorted(out, key=lambda one: one.target.middle):
            ribbon.y0 = y
            y += ribbon.thick
        y = node.y
        into = [ribbon for ribbon in found.ribbons if ribbon.target is node]
        for ribbon in sorted(into, key=lambda one: one.source.middle):
            ribbon.y1 = y
            y += ribbon.thick
