"""Places: finding the names that are meant as places, and putting them on the map from an embedded gazetteer."""

from onrecord.places.find import find_places as find_places
from onrecord.places.gazetteer import embedded as embedded
from onrecord.places.name_groups import PlaceName as PlaceName
from onrecord.places.resolving import resolve as resolve
