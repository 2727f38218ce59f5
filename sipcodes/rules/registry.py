"""Codes and phrases are those that IANA has registered."""

from collections.abc import Iterator

from sipcodes.content.load import Loaded
from sipcodes.problems import Problem

_DEPRECATED = " (Deprecated)"


def codes_are_registered(loaded: Loaded) -> Iterator[Problem]:
    """Every registered code is in codes.toml, and no other, each with its phrase."""
    registry, table = loaded.reference.registry, loaded.tables["registry.toml"]
    if registry is None:
        return
    known = loaded.known("codes.toml")
    for number, phrase in registry.phrases.items():
        if number not in known:
            yield table.problem(("phrases", number), f"{number} {phrase} is registered and not in codes.toml")
    for key, code in loaded.reference.codes.items():
        if str(key) in loaded.misnamed:
            continue
        registered = registry.phrases.get(str(key))
        if registered is None:
            message = f"{key} is not in registry.toml: a code that is not registered belongs into other.toml"
            yield code.problem((), message)
        elif registered.removesuffix(_DEPRECATED) != code.phrase:
            wanted = registered.removesuffix(_DEPRECATED)
            yield code.problem(("phrase",), f"{key}: phrase: '{wanted}' is registered (found '{code.phrase}')")
        elif registered.endswith(_DEPRECATED) != code.deprecated:
            wanted = "true" if registered.endswith(_DEPRECATED) else "false"
            yield code.problem(("deprecated",), f"{key}: deprecated: {wanted} is what registry.toml says")


def registry_is_checked_after_its_change(loaded: Loaded) -> Iterator[Problem]:
    """The day on which codes were compared is not before the last change of the registry."""
    registry, checked = loaded.reference.registry, loaded.reference.settings.checked
    if registry and registry.updated > checked:
        message = f"updated: {registry.updated} is after the day on which codes were compared (site.toml: {checked})"
        yield loaded.tables["registry.toml"].problem(("updated",), message)


RULES = (codes_are_registered, registry_is_checked_after_its_change)
