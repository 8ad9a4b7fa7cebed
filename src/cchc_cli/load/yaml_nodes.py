"""Composing the nodes of a YAML document under limits: a file from outside may be nested without end."""

from __future__ import annotations

from typing import Any

import yaml

MAX_NODES = 50_000
MAX_DEPTH = 100
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def composed(text: str) -> yaml.Node | None:
    """Return the root node of a document, None for an empty one.

    PyYAML's own composer overflows the C stack on deep nesting, which no exception reports.

    Raises yaml.YAMLError if the text is no YAML, has several documents, or is nested too deeply.
    """
    root: yaml.Node | None = None
    nodes = 0
    anchors: dict[str, yaml.Node] = {}
    open_nodes: list[tuple[Any, list[yaml.Node]]] = []
    event: Any
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionEndEvent):
            collection, children = open_nodes.pop()
            collection.end_mark = event.end_mark
            pairs = zip(children[::2], children[1::2], strict=True) if isinstance(event, yaml.MappingEndEvent) else None
            collection.value = children if pairs is None else list(pairs)
        elif isinstance(event, yaml.NodeEvent):
            nodes += 1
            if nodes > MAX_NODES:  # before the nodes use up the memory
                raise yaml.YAMLError
            node = _node(event, anchors)
            if open_nodes:
                open_nodes[-1][1].append(node)
            elif root is None:
                root = node
            if isinstance(event, yaml.CollectionStartEvent):
                open_nodes.append((node, []))
                if len(open_nodes) > MAX_DEPTH:
                    raise yaml.YAMLError
        elif isinstance(event, yaml.DocumentStartEvent) and root is not None:
            raise _marked("but found another document", event)
    return root


def _node(event: Any, anchors: dict[str, yaml.Node]) -> yaml.Node:
    if isinstance(event, yaml.AliasEvent):
        if event.anchor not in anchors:
            raise _marked(f"found undefined alias {event.anchor!r}", event)
        return anchors[event.anchor]
    tag, start, end = "" if event.tag in {None, "!"} else event.tag, event.start_mark, event.end_mark
    node: yaml.Node
    if isinstance(event, yaml.ScalarEvent):
        node = yaml.ScalarNode(tag, event.value, start, end, style=event.style)
    else:
        kind = yaml.MappingNode if isinstance(event, yaml.MappingStartEvent) else yaml.SequenceNode
        node = kind(tag, [], start, end, flow_style=event.flow_style)
    if event.anchor in anchors:
        raise _marked(f"found duplicate anchor {event.anchor!r}", event)
    if event.anchor is not None:
        anchors[event.anchor] = node
    return node


def _marked(problem: str, event: Any) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)
