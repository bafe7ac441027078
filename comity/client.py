"""A notebook's view of a service or of a store: answers as data frames, networks and RDF graphs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self, TypeAlias

import httpx
import rdflib

from comity.frames import frame
from comity.problems import problem
from ontology.errors import ServiceError, UnknownNameError

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

Value: TypeAlias = "str | int | float | bool | Sequence[str | int]"

_ACCEPTED: Final = {"json": "application/json", "results": "application/sparql-results+json"}
_TRIPLES: Final = "application/n-triples"


class Client:
    """Asks a Comity service by its address, or a store by its folder; the answers are the same.

    >>> from comity.client import Client
    >>> client = Client("http://127.0.0.1:8000")             # doctest: +SKIP
    >>> client.query("SELECT ?it { ?it a comity:Treaty }")   # doctest: +SKIP

    Every method raises what Comity itself raises (`ontology.errors`), and ServiceError if a service cannot be reached.
    """

    def __init__(self, where: str | Path, timeout: float = 60.0, transport: httpx.BaseTransport | None = None) -> None:
        """Ask the service at an address, or the store in a folder as it is now.

        Raises:
            StoreMissingError: nothing was published in the folder.
            StoreDamagedError: what was published there is not whole.
        """
        address = str(where)
        if "://" not in address:
            from comity.inprocess import InProcess  # noqa: PLC0415, a client of a service needs no service

            transport, address = transport or InProcess(Path(where)), "http://in.process"
        self._http = httpx.Client(base_url=address, timeout=timeout, transport=transport)

    def __enter__(self) -> Self:
        """The client itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of connections."""
        self.close()

    def close(self) -> None:
        """Let go of connections."""
        self._http.close()

    def query(self, sparql: str) -> pd.DataFrame:
        """The solutions of a SELECT, each column with the type of its values; see `comity.frames.frame`."""
        return frame(self._sparql(sparql, _ACCEPTED["results"]))

    def ask(self, sparql: str) -> bool:
        """The answer of an ASK."""
        return bool(json.loads(self._sparql(sparql, _ACCEPTED["results"]))["boolean"])

    def construct(self, sparql: str) -> rdflib.Graph:
        """The triples of a CONSTRUCT or DESCRIBE."""
        return rdflib.Graph().parse(data=self._sparql(sparql, _TRIPLES), format="nt")

    def saved(self, name: str, **values: Value) -> pd.DataFrame:
        """What a saved query that selects gives for these values."""
        return frame(self._get(f"/queries/{name}", values, _ACCEPTED["results"]))

    def graph(self, name: str | None = None) -> rdflib.Graph:
        """The merged statements of all documents, or the named graph of this IRI with its evidence."""
        asked = {"default": ""} if name is None else {"graph": name}
        return rdflib.Graph().parse(data=self._get("/graphs", asked, _TRIPLES), format="nt")

    def paths(self, source: str | Sequence[str], target: str | Sequence[str], **parameters: Value) -> dict[str, Any]:
        """How things are connected, as the design's section on paths says; parameters are those of `/paths`."""
        return self._json("/paths", {"source": source, "target": target, **parameters})

    def subgraph(self, seed: str | Sequence[str], **parameters: Value) -> nx.MultiDiGraph[str]:
        """The neighbourhood of things, nearest first; parameters are those of `/subgraph`."""
        import networkx as nx  # noqa: PLC0415, it takes a third of a second

        found = self._json("/subgraph", {"seed": seed, **parameters, "format": "node-link"})
        made: nx.MultiDiGraph[str] = nx.node_link_graph(found, edges="edges")
        return made

    def why(self, subject: str, predicate: str, object: str) -> pd.DataFrame:
        """Every passage that supports a statement, one a row."""
        import pandas as pd  # noqa: PLC0415, only notebooks have it

        found = self._json("/why", {"s": subject, "p": predicate, "o": object})
        columns = ["document", "part", "start", "end", "exact"]
        return pd.DataFrame(found["evidence"], columns=columns)

    def search(self, text: str, kind: str | None = None, limit: int = 20) -> pd.DataFrame:
        """Things by a few words, the best match first."""
        import pandas as pd  # noqa: PLC0415, only notebooks have it

        found = self._json("/entities", {"q": text, "limit": limit, **({"kind": kind} if kind else {})})
        return pd.DataFrame(found["things"])

    def entity(self, name: str, **parameters: Value) -> dict[str, Any]:
        """One thing by `kind/slug`, IRI or name: its names, its facts with their evidence, where it is mentioned."""
        return self._json(f"/entities/{self._address(name)}", parameters)

    def documents(self) -> pd.DataFrame:
        """The sources, by date."""
        import pandas as pd  # noqa: PLC0415, only notebooks have it

        return pd.DataFrame(self._json("/documents", {})["documents"])

    def text(self, document: str) -> str:
        """The text of a document, by its slug; every offset counts its code points."""
        return self._get(f"/documents/{document}/text", {}, "text/plain").decode()

    def _address(self, name: str) -> str:
        """The `kind/slug` of a thing."""
        if "://" in name:
            return "/".join(name.split("/id/", 1)[-1].split("/"))
        if "/" in name:
            return name
        things = self._json("/entities", {"q": name, "limit": 5})["things"]
        exact = [one for one in things if one["how"] == "exact"]
        if not exact:
            raise UnknownNameError(name, [one["name"] for one in things])
        return self._address(exact[0]["iri"])

    def _sparql(self, query: str, media_type: str) -> bytes:
        request = self._http.build_request("POST", "/sparql", data={"query": query}, headers={"Accept": media_type})
        return self._send(request)

    def _json(self, address: str, parameters: Mapping[str, Value]) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._get(address, parameters, _ACCEPTED["json"]))
        return found

    def _get(self, address: str, parameters: Mapping[str, Value], media_type: str) -> bytes:
        request = self._http.build_request("GET", address, params=dict(parameters), headers={"Accept": media_type})
        return self._send(request)

    def _send(self, request: httpx.Request) -> bytes:
        try:
            response = self._http.send(request)
        except httpx.HTTPError as error:
            raise ServiceError(f"{request.url}: {error}") from error
        if not response.is_success:
            raise problem(response.status_code, response.content)
        return response.content
