"""A local agreement that extends another says only what differs; the rest is filled in from its base here.

A table is filled in key by key, a document of its own likewise, a guidance topic is replaced by the one of
the same Danish name, and any other value is taken from the more specific file. Bases may have bases.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

Contents = Mapping[str, object]
"""A file as TOML gives it."""


def chain(name: str, files: Mapping[str, Contents]) -> tuple[str, ...]:
    """The file, its base, the base of that, and so on, as far as there are files and no circle."""
    found = [name]
    while (base := files[found[-1]].get("extends")) and isinstance(base, str):
        if base not in files or base in found:
            break
        found.append(base)
    return tuple(found)


def broken_bases(files: Mapping[str, Contents]) -> Iterator[tuple[str, str]]:
    """The files whose `extends` names no other file, or leads back to themselves; and what to do."""
    for name in files:
        if "extends" not in files[name]:
            continue
        base, others = files[name]["extends"], sorted(set(files) - {name})
        bases = chain(name, files)
        if base not in list(files):
            known = f"name one of {', '.join(others)}" if others else "leave it out"
            yield name, f"there is no {base}.toml in this folder: {known}"
        elif files[bases[-1]].get("extends") == name:
            yield name, f"{' → '.join([*bases, name])} is a circle: let one of them stand alone"


def filled_in(name: str, files: Mapping[str, Contents]) -> dict[str, object]:
    """The file with all that it leaves out taken from its bases."""
    whole: dict[str, object] = {}
    for each in reversed(chain(name, files)):
        whole = _over(whole, files[each])
    return whole


def _over(base: Contents, local: Contents) -> dict[str, object]:
    """`local` laid over `base`."""
    return {key: _value(key, base.get(key), local.get(key)) for key in {**base, **local}}


def _value(key: str, base: object, local: object) -> object:
    if local is None:
        return base
    if isinstance(base, Mapping) and isinstance(local, Mapping):
        return _over(base, local)
    if key == "guidance" and isinstance(base, list) and isinstance(local, list):
        topics = [_topic(each) for each in local]
        return [each for each in base if _topic(each) not in topics] + local
    return local


def _topic(guidance: object) -> object:
    return guidance.get("topic_da") if isinstance(guidance, Mapping) else guidance
