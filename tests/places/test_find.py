"""Finding places in invented sentences, their parts and relations, the dateline, bad input."""

from __future__ import annotations

import pytest

from onrecord.article.layout import Block, Layout
from onrecord.language import LanguageModel
from onrecord.places import find_places
from onrecord.record import Dateline, Mention, Place, Source
from tests.effort import effort


def found(text: str) -> list[Place]:
    return find_places(LanguageModel.load().read(text, [(0, len(text))]), []).places


# text, names of the places that it speaks of
CASES = [
    ("Gunmen killed nine farmers in the northern province of Balkh in Afghanistan.", ["Balkh", "Afghanistan"]),
    ("Moscow said its troops would stay in Syria.", ["Syria"]),
    ("The Paris agreement was signed by Washington.", []),
    ("Afghan and Pakistani soldiers clashed near Torkham.", ["Torkham"]),
    ("Rescuers in Mosul, Iraq, found three survivors.", ["Mosul", "Iraq"]),
    ("Jordan Whitfield, a teacher, lives in Ohio.", ["Ohio"]),
    ("A tanker was seized in the Strait of Hormuz.", ["Strait of Hormuz"]),
    ("Police in Miramar California arrested two men.", ["Miramar", "California"]),
    ("The senator wants a tax on Wall Street speculation, which Wall Street opposes.", []),
    ("The founder of Amazon bought a farm in Texas.", ["Texas"]),
    ("Loggers burned forests in the Amazon.", ["Amazon"]),
    # Reports on sport call teams after their countries and towns.
    (
        "Sweden had more of the ball in Sochi. The referee sent a defender off before halftime, but the striker "
        "scored twice in the tournament and put Sweden in the lead.",
        ["Sochi"],
    ),
    ("Sweden had more of the votes in Sochi. The chairman put Sweden in the lead.", ["Sweden", "Sochi", "Sweden"]),
    ("Rep. Anna Toll, D-Westfield, voted no.", ["Westfield"]),
    ("Ivo Delver, 26, of Tyler, was held.", ["Tyler"]),
    ("A teacher at Smith College spoke in Northampton.", ["Northampton"]),
    ("Nine cases of Lassa fever were counted in Nigeria.", ["Nigeria"]),
    ("They wed at St. Paul's United Church in Elizabethtown.", ["Elizabethtown"]),
    ("Robbers fled Oscoda. Police in Oscoda, Michigan, said little.", ["Oscoda", "Oscoda", "Michigan"]),
    ("Congress and Hamas are no towns, said a man from Cairo.", ["Cairo"]),
    ("Auditors visited two U.S.-run camps in Iraq.", ["Iraq"]),
    ("A Rome-bound train stopped near Florence.", ["Rome", "Florence"]),
    ("Somali refugees waited at a camp in Kenya.", ["Kenya"]),
    ("Fighting broke out in Congo near Goma.", ["Congo", "Goma"]),
    ("Mr. Nixon met aides at Nixon's home in Key Biscayne, Fla.", ["Key Biscayne", "Fla."]),
    ("Italy declared war on Germany.", []),
    ("Hannibal may have used African Forest elephants in Italy.", ["Italy"]),
    ("The Washington establishment shrugged, an aide said in Austin.", ["Austin"]),
    ("The airline offers fares from Lagos to Accra.", ["Lagos", "Accra"]),
    ("Mira Dolan drove back to Utica.", ["Utica"]),
    ("Hillary Clinton spoke. The Clinton camp cheered.", []),
    ("The U.S. automaker Halden cut jobs in Ohio.", ["Ohio"]),
    ("the vote was held in peace in managua.", ["managua"]),
    ("Troops moved into Austria-Hungary.", ["Austria-Hungary"]),
    ("Germany's Jana Holt spoke in Lagos.", ["Lagos"]),
    ("A fire at St. Mary's Hospital in Duluth forced nurses out.", ["St. Mary's Hospital", "Duluth"]),
    ("OAKTON -- The school board met on Monday.", ["OAKTON"]),
    ("The towers offer views of downtown Dallas.", ["Dallas"]),
    ("Northern Chad saw heavy rain.", ["Chad"]),
    ("Two cases of West Nile virus were found in Ohio.", ["Ohio"]),
    ("Police closed Exit 6 near Delmar.", ["Delmar"]),
    ("The board member for District B lives in Macon.", ["Macon"]),
    ("He found work at Hollin's, he said.", []),
    ("A driver was struck on a Queens street.", ["Queens"]),
    ("The frigate INS Mysore sailed from Aden.", ["Aden"]),
    ("Envoys of the Organization for Security and Cooperation in Europe reached Donetsk.", ["Donetsk"]),
    ("A chief of al-Qaeda in Iraq was seized near Baquba.", ["Baquba"]),
    ("The cell swore loyalty to the Islamic State in Iraq and Syria, police in Lyon said.", ["Lyon"]),
    ("Floods hit the former Soviet republic and the shores of the Caspian Sea.", ["Caspian Sea"]),
    ("She lives in Leeds with her son Jordan and her daughter Georgia.", ["Leeds"]),
    ("A ferry sank off the Baltic states in May.", ["Baltic states"]),
    ("Ms. Lima met Mr. Houston at a cafe in Leeds.", ["Leeds"]),
    ("The Delhi-class destroyer turned towards Djibouti.", ["Djibouti"]),
    ("The captain called on Channel 16 off Somalia.", ["Somalia"]),
    ("A driver was hurt outside Rollo's Grill in Tulsa.", ["Tulsa"]),
    ("Fans lined up in Los Angeles, where L.A.'s mayor spoke.", ["Los Angeles"]),
    ("A Tulsa man pleaded guilty in Wayne County Circuit Court.", ["Wayne County Circuit Court"]),
    ("The boats had 26 Somali crew on board off Yemen.", ["Yemen"]),
    ('He starred in the drama "Australia" before moving to Perth.', ["Perth"]),
    ("WASHINGTON ― Ada Holt's plan failed, lawmakers said.", ["WASHINGTON"]),
    ("Wild ducks were tested in Queen Anne's County in Maryland.", ["Queen Anne's County", "Maryland"]),
    ("Darrow Street makes a sharp turn near the mill.", ["Darrow Street"]),
    ("Volunteers cleaned the banks of the Kanawha River.", ["Kanawha River"]),
    ("The lot is bound by Ardley Road and Fern Hill Road.", ["Ardley Road", "Fern Hill Road"]),
    ("Police took the driver to Huntsville Memorial Hospital.", ["Huntsville Memorial Hospital"]),
    ("The driver went to Huntsville High School.", []),
    ("Nobody knows that better than Mindy Harlow of Ravenel, a nurse.", ["Ravenel"]),
    ("The Eagles earned a 43-21 win over Delano on Friday.", []),
    ("The Panthers will face Plainview in the final.", []),
    ("Brazil lost to Germany in the semifinal.", []),
    ("He played for Saint Orlin's before moving to Perth.", ["Perth"]),
    ("The judges heard Lincoln v. Jordan in Denver.", ["Denver"]),
    ("The cable was cut off Libya, the news agency MENA reported.", ["Libya"]),
    ("Farms in NSW and Queensland were closed.", ["NSW", "Queensland"]),
    ("She wrote a long letter to The Atlantic from Lagos.", ["Lagos"]),
    ("Judges sat in The Hague for a week.", ["Hague"]),
    ("The group Birds Australia said that the swans had left Perth.", ["Perth"]),
    ("Traders halted all traffic through Chaman on Monday.", ["Chaman"]),
    ("Diffa in southeastern Niger shelters thousands of refugees.", ["Diffa", "Niger"]),
    ("He has lived on the Gold Coast of Australia since May.", ["Gold Coast", "Australia"]),
    ("The rally in Midtown Manhattan drew thousands.", ["Manhattan"]),
    ("Thieves took a Milwaukee brand drill from a garage in Tulsa.", ["Tulsa"]),
    ("In Lagos, shares in Obalende Cement fell.", ["Lagos"]),
    ("Doses of Tamiflu were flown to Jakarta along the Andean highway plan.", ["Jakarta"]),
    ("A capsule flew to the International Space Station from Baikonur.", ["Baikonur"]),
    ("A festival of Arab culture opened in Amman.", ["Amman"]),
    ("Salt water spreads through the Delta, a farmer in Sacramento said.", ["Sacramento"]),
    ("In his painting “Hudson,” trains cross a bridge.", []),
    ("He spoke to Abbas and Fatah in Ramallah.", ["Ramallah"]),
    ("A truck overturned on U.S. 36 near Broomfield.", ["U.S. 36", "Broomfield"]),
    ("ADDIS ABABA - Ethiopian troops held a parade in Dessie on Friday.", ["ADDIS ABABA", "Dessie"]),
    ("The aim of the raid was to isolate Raqqah, Syria, a spokesman said.", ["Raqqah", "Syria"]),
    ("The vase dates to the Western Han dynasty, a curator in Xian said.", ["Xian"]),
    ("KHARTOUM - Shelling killed nine civilians in El Fasher.", ["KHARTOUM", "El Fasher"]),
    ("The hurricanes Eta and Iota left Choloma in ruins.", ["Choloma"]),
    ("Drones hit a refinery in the Krasnodar Territory on Friday.", ["Krasnodar"]),
    ("Fighting raged around Chasiv Yar on Monday.", ["Chasiv Yar"]),
    ("Medics worked in South Darfur through the night.", ["South Darfur"]),
    ("Mourners left flowers in the Place Vendome in Paris.", ["Place Vendome", "Paris"]),
]


@pytest.mark.parametrize(("text", "names"), CASES)
def test_cases(text: str, names: list[str]) -> None:
    assert [p.text for p in found(text)] == names


# Names of streets that are names of states and countries too: text, name
STREETS = [
    ("A truck overturned near Rivers and Stokes avenues.", "Rivers"),
    ("Shots were heard at the corner of Fifth and Ontario.", "Ontario"),
    ("marchers were stopped on santiago avenue in lima.", "santiago"),
]


@pytest.mark.parametrize(("text", "name"), STREETS)
def test_streets_have_no_point(text: str, name: str) -> None:
    assert not [p for p in found(text) if p.text == name and p.lat is not None]


# A country's name is that of towns elsewhere too: text, name, the country that it must be put in
NAMESAKES = [
    ("Thousands marched in Palestine on Friday to protest the closure of the crossing.", "Palestine", "PSE"),
    ("She grew up in Palestine and moved to London in 1998.", "Palestine", "PSE"),
    ("PALESTINE, Texas - The school board in Palestine voted Monday to buy two buses.", "Palestine", "USA"),
    ("Deputies found the truck in Palestine near Loop 256, the Anderson County sheriff said.", "Palestine", "USA"),
    ("Russia said on Monday that its troops would stay in Georgia until October.", "Georgia", "GEO"),
    ("Deputies in Georgia arrested a man from Macon, the sheriff's office said.", "Georgia", "USA"),
    ("Refugees arrived in Jordan on Monday, the U.N. agency said.", "Jordan", "JOR"),
    ("Rockets were fired from Lebanon at night, the army said.", "Lebanon", "LBN"),
    ("Firefighters from Lebanon and Cornwall, Pennsylvania, will share a truck.", "Lebanon", "USA"),
    ("Prices rose again in Cuba last month.", "Cuba", "CUB"),
    ("The village board in Cuba, N.Y., voted to close the pool.", "Cuba", "USA"),
    ("Ships waited for days at the canal in Panama, the authority said.", "Panama", "PAN"),
    ("Farmers in Peru blocked the road to Cusco on Thursday.", "Peru", "PER"),
    ("Envoys from Peru flew to the People's Republic of China.", "People's Republic of China", "CHN"),
    ("PERU, Ill. - A fire damaged a store in Peru on Monday, the fire chief said.", "Peru", "USA"),
    ("Gunmen killed 11 people in Mexico on Sunday, prosecutors said.", "Mexico", "MEX"),
    ("Rebels attacked a column in Chad on Wednesday, the army said.", "Chad", "TCD"),
    ("Jihadists killed 16 soldiers in Mali on Tuesday.", "Mali", "MLI"),
    ("Coal miners went on strike in Poland on Monday.", "Poland", "POL"),
    ("Police in Norway, Maine, searched for a missing hiker.", "Norway", "USA"),
    ("A train derailed in Brazil, Indiana.", "Brazil", "USA"),
    ("The envoy spoke in Moscow after stops in Manila and Athens.", "Athens", "GRC"),
    ("Ministers met in Cairo, Rome and Paris.", "Rome", "ITA"),
    ("Flights from Dublin to Warsaw and Prague were late.", "Dublin", "IRL"),
    ("Police in Athens, Macon and Savannah made arrests.", "Athens", "USA"),
    ("The president arrived in Washington from London after talks in Berlin.", "Washington", "USA"),
    ("Shells fell on Tripoli in northern Lebanon.", "Tripoli", "LBN"),
    ("Gunmen raided San Fernando in northern Mexico.", "San Fernando", "MEX"),
    ("A shift was cut at the works in Cologne.", "Cologne", "DEU"),
    ("Shops opened again in Medina at dusk.", "Medina", "SAU"),
    ("Shells hit a school in Sloviansk on Monday.", "Sloviansk", "UKR"),
    ("The trawlers of Hull stayed in port.", "Hull", "GBR"),
    ("Farmers blocked roads in San Pedro and Santa Rosa, the Paraguayan ministry said.", "San Pedro", "PRY"),
    ("Clashes at San Juan, in the Cajamarca region of Peru, hurt ten.", "San Juan", "PER"),
    ("Ferries stopped between Lombok and Selayar after the storm.", "Selayar", "IDN"),
    ("Guerrillas killed six soldiers in San Pedro, a department of Paraguay.", "San Pedro", "PRY"),
    ("The mosque in Cordoba closed early, the Spanish ministry in Madrid said.", "Cordoba", "ESP"),
    ("A plant blew up in Xiangshui county, in Yancheng, the Chinese ministry said.", "Xiangshui", "CHN"),
    ("ROME - The bishop, back from the Vatican, had left New York for the island of Lesbos.", "ROME", "ITA"),
]


@pytest.mark.parametrize(("text", "name", "country"), NAMESAKES)
def test_countries_and_their_namesakes(text: str, name: str, country: str) -> None:
    assert [p.country for p in found(text) if p.text == name] == [country]


def test_a_part_of_the_world_is_no_small_town() -> None:
    text = "Hunger spread across the wider Middle East, officials in Baltimore and Annapolis, Maryland, said."
    assert [(p.feature, p.country) for p in found(text) if p.text == "Middle East"] == [("region", None)]


def test_what_the_gazetteer_lacks_lies_where_it_is_said_to() -> None:
    places = found("Fire swept through the Korodanga slums in Dhaka and the village of Belchora in Fife, Scotland.")
    slum, dhaka, village, fife, _ = places
    assert (slum.name, slum.lat, slum.lon, slum.country) == (None, dhaka.lat, dhaka.lon, "BGD")
    assert (village.name, village.lat, village.lon, village.country) == (None, fife.lat, fife.lon, "GBR")
    assert slum.confidence < dhaka.confidence


def test_a_country_holds_more_than_its_state_of_the_same_name() -> None:
    (la_paz,) = [p for p in found("A hurricane made landfall near La Paz, Mexico, at dawn.") if p.text == "La Paz"]
    assert la_paz.lat is not None
    assert 23 < la_paz.lat < 25


def test_a_quarter_lies_in_the_city_that_owns_it() -> None:
    nashville, quarter, _ = found("Storms tore through Nashville's Germantown before they crossed Tennessee.")
    assert (quarter.lat, quarter.lon) == (nashville.lat, nashville.lon)


def test_washington_before_a_comma_and_area() -> None:
    (place,) = found("They were moved out of the Washington, D.C., area in 1942.")
    assert (place.name, place.country) == ("Washington", "USA")


def test_a_small_town_of_a_country_that_nothing_speaks_of_has_no_point() -> None:
    (baga,) = [p for p in found("Gunmen raided Baga, a town in Nigeria's Borno state.") if p.text == "Baga"]
    assert baga.lat is None
    assert baga.country is None


def test_counties_said_of_several_names() -> None:
    places = found("Rain fell on Navarro and Ellis counties in Texas.")
    assert [(p.text, p.feature) for p in places if p.text != "Texas"] == [("Navarro", "admin"), ("Ellis", "admin")]


def test_spans_and_ids() -> None:
    text = "Rescuers in Mosul, Iraq, found three survivors. Others left for Erbil."
    places = found(text)
    assert [text[p.start : p.end] for p in places] == [p.text for p in places]
    assert [p.id for p in places] == [f"p{i}" for i in range(1, len(places) + 1)]
    assert all(p.country == "IRQ" and p.lat and p.lon and p.geonames for p in places)


def test_part_moves_the_point() -> None:
    (whole,) = found("Fighting spread across Afghanistan.")
    (part,) = found("Fighting spread across the north and east of Afghanistan.")
    assert part.part == "north and east"
    assert part.text == part.name == "Afghanistan"
    assert part.lat is not None
    assert part.lon is not None
    assert whole.lat is not None
    assert whole.lon is not None
    assert part.lat > whole.lat
    assert part.lon > whole.lon
    assert (part.radius_km or 0) < (whole.radius_km or 0)


def _box(place: Place) -> tuple[float, float, float, float]:
    assert place.box is not None
    south, west, north, east = place.box
    assert south < north
    assert west < east
    return south, west, north, east


def test_a_part_has_the_box_of_its_half() -> None:
    (part,) = found("Fighting raged in the north of Ukraine.")
    south, west, north, east = _box(part)
    assert 48 < south < 49.5
    assert 51 < north < 52.5
    assert west < 25
    assert east > 37
    assert found("Rain fell across the north and east of Ukraine.")[0].box is None


def test_between_two_towns_the_box_holds_both() -> None:
    aleppo, homs = found("The road between Aleppo and Homs was cut.")
    south, west, north, east = _box(homs)
    assert aleppo.lat is not None
    assert south < 34.75 < aleppo.lat < north
    assert west < 36.8 < 37.1 < east


@pytest.mark.parametrize(
    ("text", "name", "point"),
    [
        ("Smugglers were stopped near the border between Iran and Iraq.", "Iraq", (34.0, 46.0)),
        ("Tents stand along the Syria-Turkey border.", "Turkey", (36.8, 39.0)),
        ("Thailand closed its border with Myanmar.", "Myanmar", (16.5, 98.7)),
    ],
)
def test_a_border_lies_along_both_countries(text: str, name: str, point: tuple[float, float]) -> None:
    place = next(p for p in found(text) if p.text == name)
    south, west, north, east = _box(place)
    assert south < point[0] < north
    assert west < point[1] < east
    assert place.lat is not None
    assert place.lon is not None
    assert south <= place.lat <= north
    assert west <= place.lon <= east


def test_places_in_small_letters() -> None:
    text = "a blast in kabul killed nine. troops from afghanistan went to northern syria, and he ate turkey."
    assert [p.text for p in found(text)] == ["kabul", "afghanistan", "syria"]


def test_distance_and_direction() -> None:
    (town,) = found("Floods cut roads in Kunduz.")
    (away,) = found("The convoy was attacked about 30 km south of Kunduz.")
    assert away.relation == "about 30 km south of"
    assert away.lat is not None
    assert town.lat is not None
    assert town.lat - away.lat == pytest.approx(30 / 111.2, abs=0.01)


def test_distance_with_a_second_measure_and_between_two_directions() -> None:
    (town,) = found("Floods cut roads in Iquique.")
    (away,) = found("The quake was centred 55 miles (88 km) west-southwest of Iquique.")
    assert away.relation == "55 miles (88 km) west-southwest of"
    assert away.lon is not None
    assert town.lon is not None
    assert away.lon < town.lon - 0.5


def test_a_town_that_something_is_far_from_keeps_its_point() -> None:
    (town,) = found("Floods cut roads in Tehran.")
    (far,) = found("The island lies about 940 miles south of Tehran.")
    assert (far.lat, far.lon) == (town.lat, town.lon)
    assert far.relation == "about 940 miles south of"


def test_distance_out_at_sea() -> None:
    places = found("The ship sank 200 nautical miles off the coast of Vietnam.")
    assert [p.relation for p in places] == ["200 nautical miles off the coast of"]
    assert (places[0].radius_km or 0) > 300


def test_beside_a_town_is_not_in_it() -> None:
    (town,) = found("Rescuers worked in Idlib.")
    (beside,) = found("Shells fell in a village south-west of Idlib.")
    assert (beside.relation, beside.part) == ("south-west of", None)
    assert town.lat is not None
    assert beside.lat is not None
    assert 0.1 < town.lat - beside.lat < 0.3
    (part,) = found("They live in the north of Baghdad.")
    assert (part.relation, part.part) == (None, "north")


def test_an_island_is_no_county() -> None:
    (island,) = found("The seaplane landed at Wake Island.")
    assert island.country == "UMI"


def test_near_and_border() -> None:
    (near,) = found("Shells fell near Kherson.")
    assert near.relation == "near"
    assert (near.radius_km or 0) >= 25
    border = found("Troops massed along the border with Niger.")
    assert [p.relation for p in border] == ["along the border with"]


def test_between() -> None:
    first, second = found("A bus crashed on the road between Kabul and Jalalabad.")
    assert second.relation == "between Kabul and"
    assert first.lon is not None
    assert second.lon is not None
    assert second.lon > first.lon


def test_dateline_outside_the_reading() -> None:
    text = "KABUL, Jan 20 (Reuters) - Two people were hurt in Herat."
    layout = Layout(Source(dateline=Dateline(0, 23)), [Block("body", 26, len(text))])
    mention = Mention("m1", text.index("Herat"), text.index("Herat") + 5, "Herat", "name", "place")
    places = find_places(LanguageModel.load().read(text, [(26, len(text))]), [mention], layout).places
    assert [p.text for p in places] == ["KABUL", "Herat"]
    assert layout.source.dateline is not None
    assert layout.source.dateline.place == places[0].id
    assert mention.place == places[1].id


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "34.5281° N, 69.1723° E",
        "Lions 3-1 Bears; Hawks 2, Owls 2 (aet). Final: 27-24.",
        "Brazil 2-1 Germany",
        "Oslo 4 Bergen 4",
        "+44 20 7946 0018 A320-200 F-16 $4.99 £3m",
        "🙂 ﷽ 北京 Москва",
    ],
)
def test_bad_input_gives_no_invented_places(text: str) -> None:
    assert found(text) == []


def test_a_list_of_many_names_in_linear_time() -> None:
    model = LanguageModel.load()
    spent = []
    for n in (400, 1600):
        text = ", ".join(["Springfield", "Kabul", "San Jose", "Victoria"] * (n // 4))
        reading = model.read(text, [(0, len(text))])
        spent.append(effort(lambda reading=reading: find_places(reading, [])))
    assert spent[1] < 4 * spent[0] * 1.5
