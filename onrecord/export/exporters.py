"""Every export of a store by its name."""

from __future__ import annotations

from onrecord.export.atom import ATOM
from onrecord.export.codebook import CODEBOOK
from onrecord.export.conllu import CONLLU
from onrecord.export.csv_tables import CSV, SPREADSHEET
from onrecord.export.event_data import ACLED, GDELT, ICEWS, POLECAT
from onrecord.export.exporter import Exporter
from onrecord.export.followthemoney import FTM
from onrecord.export.geojson import GEOJSON
from onrecord.export.gexf import GEXF
from onrecord.export.gold import EVENTS, SPANS, STATEMENTS
from onrecord.export.panels import PANEL
from onrecord.export.parquet import PARQUET
from onrecord.export.reports import REPORTS
from onrecord.export.sqlite import METADATA, SQLITE
from onrecord.export.standoff import BRAT
from onrecord.export.stix import STIX

# A new one: a file with an `Exporter` here, its line in this table, a test that reads it with the format's own reader.
EXPORTERS: dict[str, Exporter] = {
    exporter.name: exporter
    for exporter in (
        CSV, SPREADSHEET, PARQUET, PANEL, CODEBOOK, POLECAT, ICEWS, GDELT, ACLED, GEOJSON, GEXF, STIX, FTM, CONLLU,
        BRAT, SQLITE, METADATA, REPORTS, SPANS, STATEMENTS, EVENTS, ATOM,
    )
}  # fmt: skip
