"""The scoring versions that a desk knows: its content's, and every one that it has met.

So the same result says the same a year later, when the content judges its tasks in another way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kiosk.domain import scoring
from kiosk.domain.task import Assessments, Service
from kiosk.handoff.sitepack import ScoringVersion
from kiosk.storage.desk import DeskStore

KeptVersions = Callable[[bytes], bytes | None]
"""The canonical bytes that are kept under a digest."""


def nothing_kept(_digest: bytes) -> bytes | None:
    """Where only the present content is known."""
    return None


def keep(assessments: Assessments, store: DeskStore) -> None:
    """Keep the version of every service; what is kept already is only looked at."""
    for service in assessments.services:
        content = scoring.canonical(scoring.version_of(service.number, service.tasks))
        digest = scoring.digest(content)
        if store.scoring(digest) != content:
            store.keep_scoring(digest, content)


def as_it_was(service: Service, digest: bytes, kept: KeptVersions) -> Service:
    """The service as results under that digest are judged.

    Raises:
        ValueError: the version is not known here.
    """
    if service.scoring_digest == digest:
        return service
    content = kept(digest)
    if content is None or scoring.digest(content) != digest:
        raise ValueError("an unknown scoring version")
    return scoring.as_it_was(service, scoring.read(content))


def listed(assessments: Assessments) -> tuple[ScoringVersion, ...]:
    """Those of the content, as a site pack names them."""
    return tuple(
        ScoringVersion(service.number, service.scoring_digest) for service in assessments.services
    )


def all_known(
    wanted: Iterable[ScoringVersion], assessments: Assessments, kept: KeptVersions
) -> bool:
    """Whether results under each of these can be read here."""
    services = {service.number: service for service in assessments.services}
    return all(
        one.service in services and _is_known(services[one.service], one.digest, kept)
        for one in wanted
    )


def _is_known(service: Service, digest: bytes, kept: KeptVersions) -> bool:
    try:
        as_it_was(service, digest, kept)
    except ValueError:
        return False
    return True
