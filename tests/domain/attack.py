"""A subtraction attack: what someone who adds and subtracts knows of the hidden cells.

Every hidden number is unknown and not below zero; rows and columns add up, tables of one figure
share their margins. The attack finds the least and the most that each hidden number can be, by
linear programming in exact fractions.
"""

from fractions import Fraction

from domain.figures.definition import TOTAL

Row = list[Fraction]


def unknowns_and_sums(tables):
    """Names of the hidden numbers, and the sums: {name: factor} and what they come to."""
    hidden, sums = set(), []
    seen = {  # in any of the tables
        number_name(table, i, place): cell.people
        for i, table in enumerate(tables)
        for place, cell in table.cells.items()
        if not cell.hidden
    }
    for i, table in enumerate(tables):
        across = table.columns or ()
        lines = [[(r, TOTAL), *((r, c) for c in across)] for r in table.rows if across]
        lines += [[(TOTAL, c), *((r, c) for r in table.rows)] for c in across]
        lines.append([(TOTAL, TOTAL), *((r, TOTAL) for r in table.rows)])
        if across:
            lines.append([(TOTAL, TOTAL), *((TOTAL, c) for c in across)])
        for line in lines:
            factors, known = {}, 0
            for place, factor in zip(line, [-1] + [1] * len(line), strict=False):
                name = number_name(table, i, place)
                if name in seen:
                    known -= factor * seen[name]
                else:
                    hidden.add(name)
                    factors[name] = factor
            sums.append((factors, known))
    return sorted(hidden, key=str), sums


def number_name(table, i, place):
    """A margin is one number in all tables of a figure; an inner cell belongs to one table."""
    row, column = place
    definition = table.definition
    if place == (TOTAL, TOTAL):
        return (definition.figure, TOTAL)
    if column == TOTAL:
        return (definition.figure, definition.rows, row)
    if row == TOTAL:
        return (definition.figure, definition.columns, column)
    return (i, row, column)


def most(tables, name):
    """The most that a hidden number can be; None where nothing limits it, 0 where it is shown."""
    names, sums = unknowns_and_sums(tables)
    if name not in names:
        return 0  # another table shows it
    goal = [Fraction(one == name) for one in names]
    rows = [[Fraction(factors.get(one, 0)) for one in names] for factors, _ in sums]
    return maximum(goal, rows, [Fraction(known) for _, known in sums])


def maximum(goal: Row, rows: list[Row], known: Row) -> Fraction | None:
    """The simplex method with Bland's rule, in two phases; None where there is no limit."""
    many = len(goal)
    signed = [
        ([-f for f in row], -k) if k < 0 else (row, k) for row, k in zip(rows, known, strict=True)
    ]
    table = [
        [*row, *(Fraction(i == j) for j in range(len(signed))), k]
        for i, (row, k) in enumerate(signed)
    ]
    base = [many + i for i in range(len(signed))]
    first = [Fraction(0)] * many + [Fraction(-1)] * len(signed)
    found = _climb(table, base, first, many + len(signed))
    assert found == 0, "what is shown has no solution"
    for i, column in enumerate(base):
        if column >= many:  # a sum that says nothing new
            enter = next((j for j in range(many) if table[i][j]), None)
            if enter is not None:
                _pivot(table, base, i, enter)
    return _climb(table, base, [*goal, *[Fraction(0)] * len(signed)], many)


def _climb(table, base, goal, width) -> Fraction | None:
    while True:
        worth = [(goal[b], row) for b, row in zip(base, table, strict=True) if goal[b]]
        gains = (goal[j] - sum(g * row[j] for g, row in worth if row[j]) for j in range(width))
        enter = next((j for j, gain in enumerate(gains) if gain > 0), None)
        if enter is None:
            return sum((goal[b] * row[-1] for b, row in zip(base, table, strict=True)), Fraction(0))
        able = [(row[-1] / row[enter], base[i], i) for i, row in enumerate(table) if row[enter] > 0]
        if not able:
            return None
        _pivot(table, base, min(able)[2], enter)


def _pivot(table, base, leave, enter) -> None:
    factor = table[leave][enter]
    table[leave] = [value / factor for value in table[leave]]
    for i, row in enumerate(table):
        if i != leave and row[enter]:
            times = row[enter]
            table[i] = [v - times * w if w else v for v, w in zip(row, table[leave], strict=True)]
    base[leave] = enter
