"""Every address says which door it stands behind."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        here = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, here)
        else:
            yield here, entry


def test_every_address_declares_its_right() -> None:
    silent = [
        f"/{address} ({entry.callback.__module__}.{entry.callback.__name__})"
        for address, entry in patterns(get_resolver())
        if not getattr(entry.callback, "declares", "")
    ]
    assert silent == []


def test_every_address_has_a_name() -> None:
    assert [address for address, entry in patterns(get_resolver()) if not entry.name] == []


def test_one_address_alone_takes_what_another_site_sends() -> None:
    """A provider's answer, which opens nothing by itself (decision 44)."""
    exempt = {
        entry.name
        for _address, entry in patterns(get_resolver())
        if getattr(entry.callback, "csrf_exempt", False)
    }
    assert exempt == {"provider_answer"}
