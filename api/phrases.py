"""What the pages say, in English and Spanish."""

from __future__ import annotations

from typing import Final, TypeAlias
from typing import Literal as Choice

Language: TypeAlias = Choice["en", "es"]

LANGUAGES: Final[tuple[Language, ...]] = ("en", "es")

PHRASES: Final[dict[str, tuple[str, str]]] = {
    "places": ("Main places", "Lugares principales"),
    "skip": ("Skip to the content", "Ir al contenido"),
    "documents": ("Documents", "Documentos"),
    "things": ("Things", "Cosas"),
    "queries": ("Queries", "Consultas"),
    "api": ("API", "API"),
    "search": ("Search", "Buscar"),
    "hint": ("A treaty, an agency, a topic…", "Un tratado, un organismo, un tema…"),
    "footer": (
        "Every statement here quotes the sentence that it was read from.",
        "Cada afirmación cita aquí la frase de la que se leyó.",
    ),
    "tagline": (
        "What governments wrote about working together, statement by statement, with the sentence that says so.",
        "Lo que los gobiernos escribieron sobre cooperar, afirmación por afirmación, con la frase que lo dice.",
    ),
    "counts": (
        "{documents} documents, {provisions} provisions, {mentions} mentions, {statements} statements with evidence",
        "{documents} documentos, {provisions} disposiciones, {mentions} menciones, {statements} afirmaciones probadas",
    ),
    "undated": ("undated", "sin fecha"),
    "most_cited": ("Most cited", "Lo más citado"),
    "all_of": ("all", "todo"),
    "ask": ("Ask in SPARQL", "Preguntar en SPARQL"),
    "ask_hint": (
        "The usual prefixes need not be declared.",
        "No hace falta declarar los prefijos habituales.",
    ),
    "run": ("Run", "Ejecutar"),
    "format": ("Format", "Formato"),
    "for_programs": ("For programs", "Para programas"),
    "service_description": ("Service description", "Descripción del servicio"),
    "void": ("The data set in VoID", "El conjunto de datos en VoID"),
    "examples": ("Examples in RDF", "Ejemplos en RDF"),
    "ontology": ("The vocabulary", "El vocabulario"),
    "paths_of": ("How two things are connected", "Cómo se conectan dos cosas"),
    "from": ("From", "De"),
    "to": ("To", "A"),
    "find": ("Find the paths", "Buscar los caminos"),
    "neighbourhood": ("Its neighbourhood as a graph", "Su entorno como grafo"),
    "json": ("The same in JSON", "Lo mismo en JSON"),
    "rdf": ("In RDF", "En RDF"),
    "names": ("Also called", "También llamado"),
    "preferred": ("name", "nombre"),
    "alternative": ("also", "también"),
    "acronym": ("acronym", "sigla"),
    "label": ("label", "etiqueta"),
    "title": ("title", "título"),
    "facts": ("What is said of it", "Qué se dice de ello"),
    "incoming": ("What refers to it", "Qué se refiere a ello"),
    "mentioned_in": ("Where it is mentioned", "Dónde se menciona"),
    "times": ("{count} times", "{count} veces"),
    "once": ("once", "una vez"),
    "reference": ("reference", "referencia"),
    "more": ("{count} more: narrow to this predicate", "{count} más: solo este predicado"),
    "incomplete": (
        "This list is cut; ask for more, or narrow it.",
        "Esta lista está cortada; pida más, o acótela.",
    ),
    "nothing": ("Nothing of that name was found.", "No se encontró nada con ese nombre."),
    "results": ("Results for “{query}”", "Resultados de «{query}»"),
    "everything": ("Everything, the most cited first", "Todo, primero lo más citado"),
    "kind": ("Kind", "Clase"),
    "any_kind": ("any kind", "cualquier clase"),
    "cited": ("cited {count} times", "citado {count} veces"),
    "outline": ("Outline", "Estructura"),
    "text": ("The text", "El texto"),
    "annotations": ("Annotations", "Anotaciones"),
    "publisher": ("Publisher", "Publicado por"),
    "source": ("Source", "Fuente"),
    "date": ("Date", "Fecha"),
    "language": ("Language", "Lengua"),
    "characters": ("Characters", "Caracteres"),
    "no_outline": ("This document has no provisions.", "Este documento no tiene disposiciones."),
    "saved": ("Saved queries", "Consultas guardadas"),
    "saved_hint": (
        "Each is an address: fill in the form, or call it with parameters.",
        "Cada una es una dirección: rellene el formulario, o llámela con parámetros.",
    ),
    "example": ("for instance {example}", "por ejemplo {example}"),
    "required": ("required", "obligatorio"),
    "the_query": ("The query", "La consulta"),
    "rows": ("{count} rows", "{count} filas"),
    "row": ("1 row", "1 fila"),
    "no_rows": ("No rows.", "Sin filas."),
    "api_title": ("The API", "La API"),
    "api_hint": (
        "Every address of the service. Machines read the same in /openapi.json.",
        "Cada dirección del servicio. Las máquinas leen lo mismo en /openapi.json.",
    ),
    "parameter": ("Parameter", "Parámetro"),
    "place": ("In", "En"),
    "meaning": ("Meaning", "Significado"),
    "answers": ("Answers", "Respuestas"),
    "body": ("Body", "Cuerpo"),
    "members": ("Members of the answer", "Miembros de la respuesta"),
    "try": ("Try it", "Probar"),
}


KINDS: Final[dict[str, tuple[str, str]]] = {
    "country": ("Countries", "Países"),
    "agency": ("Agencies", "Organismos"),
    "group": ("Groups", "Grupos"),
    "agreement": ("Agreements", "Acuerdos"),
    "person": ("People", "Personas"),
    "post": ("Posts", "Cargos"),
    "place": ("Places", "Lugares"),
    "event": ("Events", "Eventos"),
    "operation": ("Operations", "Operaciones"),
    "program": ("Programs", "Programas"),
    "criminal-organization": ("Criminal organizations", "Organizaciones delictivas"),
    "organization": ("Organizations", "Organizaciones"),
    "legislature": ("Legislatures", "Parlamentos"),
    "topic": ("Topics", "Temas"),
    "substance": ("Substances", "Sustancias"),
    "document": ("Documents", "Documentos"),
    "provision": ("Provisions", "Disposiciones"),
    "thing": ("Other things", "Otras cosas"),
}
"""The kinds of things, as headings."""


CLASSES: Final[dict[str, tuple[str, str]]] = {
    "Accomplishment": ("accomplishment", "logro"),
    "Action": ("action", "acción"),
    "Agency": ("agency", "organismo"),
    "Agreement": ("agreement", "acuerdo"),
    "AgreementText": ("text of an agreement", "texto de un acuerdo"),
    "AlliancePoint": ("alliance point", "punto de la alianza"),
    "Article": ("article", "artículo"),
    "Convention": ("convention", "convención"),
    "Country": ("country", "país"),
    "CriminalOrganization": ("criminal organization", "organización criminal"),
    "Declaration": ("declaration", "declaración"),
    "Document": ("document", "documento"),
    "Editorial": ("editorial", "editorial"),
    "Event": ("event", "acontecimiento"),
    "FactSheet": ("fact sheet", "hoja informativa"),
    "Figure": ("figure", "cifra"),
    "GeneralObjective": ("general objective", "objetivo general"),
    "Goal": ("goal", "meta"),
    "Initiative": ("initiative", "iniciativa"),
    "IntergovernmentalOrganization": ("intergovernmental organization", "organización intergubernamental"),
    "JointStatement": ("joint statement", "declaración conjunta"),
    "Law": ("law", "ley"),
    "Legislature": ("legislature", "asamblea legislativa"),
    "NewsArticle": ("news article", "artículo de prensa"),
    "Objective": ("objective", "objetivo"),
    "Operation": ("operation", "operación"),
    "Passage": ("passage", "pasaje"),
    "Place": ("place", "lugar"),
    "Plan": ("plan", "plan"),
    "Point": ("point", "punto"),
    "Principle": ("principle", "principio"),
    "Program": ("program", "programa"),
    "ProgramElement": ("program element", "elemento de programa"),
    "Protocol": ("protocol", "protocolo"),
    "Provision": ("provision", "disposición"),
    "Strategy": ("strategy", "estrategia"),
    "Substance": ("substance", "sustancia"),
    "Topic": ("topic", "tema"),
    "Treaty": ("treaty", "tratado"),
    "WorkingGroup": ("working group", "grupo de trabajo"),
    "WorkingGroupReport": ("working-group report", "informe de grupo de trabajo"),
    "Person": ("person", "persona"),
    "Post": ("post", "cargo"),
}
"""The classes of things, as the ontology labels them; a test holds them to it."""


def class_name(language: Language, class_: str) -> str:
    """A class in words; one of another vocabulary is its own name.

    >>> class_name("es", "Treaty")
    'tratado'
    """
    names = CLASSES.get(class_)
    return class_ if names is None else names[LANGUAGES.index(language)]


def kind_name(language: Language, kind: str) -> str:
    """A kind as a heading; an unknown one is its own.

    >>> kind_name("es", "agreement")
    'Acuerdos'
    """
    names = KINDS.get(kind)
    return kind if names is None else names[LANGUAGES.index(language)]


def say(language: Language, key: str, **values: object) -> str:
    """A phrase in a language, with values filled in.

    >>> say("es", "times", count=3)
    '3 veces'
    """
    return PHRASES[key][LANGUAGES.index(language)].format(**values)
