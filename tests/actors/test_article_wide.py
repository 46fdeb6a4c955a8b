"""What the rest of an article tells of an actor. All texts and people are invented."""

from __future__ import annotations

import pytest

from onrecord.ingest import Document
from onrecord.pipeline import Coder


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def actors(coder: Coder, text: str) -> dict[str, tuple[str | None, int]]:
    """Code and number of mentions of each actor, by its name."""
    report = coder.code(Document("1", text=text, uri="invented"))
    return {a.name: (a.code, len(a.mentions)) for a in report.actors}


POLICE = "Police in Tolsk arrested two men after a robbery. Lt. Ravin Dol said they had fled in a van."
SOLDIERS = "Police in Tolsk called in soldiers after the attack. Lt. Ravin Dol said the town was calm."


@pytest.mark.parametrize(("text", "code"), [(POLICE, "COP"), (SOLDIERS, "MIL")])
def test_a_rank_is_of_the_police_where_no_soldiers_are_spoken_of(coder: Coder, text: str, code: str) -> None:
    assert actors(coder, text)["Ravin Dol"][0] == code


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Ghana's defence minister, former general Otto Weiss, is to travel to Peru.", "defence minister"),
        ("Ghana's defence minister, retired general Otto Weiss, is to travel to Peru.", "defence minister"),
        ("Former general Otto Weiss is to travel to Peru.", "Former general"),
        ("Norway's premier Otto Weiss visited Peru on Wednesday.", "premier"),
    ],
)
def test_what_somebody_is_now_goes_before_what_they_were(coder: Coder, text: str, role: str) -> None:
    report = coder.code(Document("1", text=text, uri="invented"))
    assert [a.role for a in report.actors if a.name == "Otto Weiss"] == [role]


def test_whoever_leads_a_body_is_of_its_sector(coder: Coder) -> None:
    text = (
        "Ines Vale, a vice president of the Tolsk Forum, called the plan costly. "
        "The Tolsk Forum, a think tank, has studied the budget for years."
    )
    code, _ = actors(coder, text)["Ines Vale"]
    assert code is not None
    assert code.endswith("EDU")


@pytest.mark.parametrize(
    ("text", "name", "mentions"),
    [
        (
            "Commissioners hired a clerk on Monday. The road was closed. Commissioners also approved a loan.",
            "Commissioners",
            2,
        ),
        ("Some commissioners left. Other commissioners stayed for the vote.", "Some commissioners", 1),
        ("Ten protesters were hurt. Twelve protesters were arrested.", "Ten protesters", 1),
    ],
)
def test_people_in_the_same_words_are_the_same(coder: Coder, text: str, name: str, mentions: int) -> None:
    assert actors(coder, text)[name][1] == mentions


def test_a_county_is_none_of_its_bodies(coder: Coder) -> None:
    text = (
        "Belmont County will replace sixteen bridges, the engineer said. "
        "The court paid Ann Roe to write for the Belmont County Volunteer Fire Departments. "
        "Belmont County has waited for years."
    )
    found = actors(coder, text)
    assert all(n == 1 for name, (_, n) in found.items() if "Fire" in name)


def test_a_place_with_the_name_of_a_crowd_stays_a_place(coder: Coder) -> None:
    report = coder.code(Document("1", text="The woman was hit by a van in Queens on Friday.", uri="invented"))
    assert "Queens" not in {a.name for a in report.actors}
    assert "Queens" in {p.text for p in report.places}


def test_a_family_name_that_is_a_title_is_none(coder: Coder) -> None:
    text = "Chief Martin Baron spoke first. The council met in Tolsk. Baron said the road was closed."
    report = coder.code(Document("1", text=text, uri="invented", published="2016-05-12"))
    assert [(a.name, a.code) for a in report.actors if "Baron" in a.name] == [("Martin Baron", None)]


def test_a_region_named_like_a_country(coder: Coder) -> None:
    states = "Polls opened on Tuesday in Georgia, Florida and Ohio. Georgia said it would count the votes again."
    assert "Georgia" not in actors(coder, states)
    land = "Georgia accused Russia of shelling a village. Envoys from Ohio and Florida came to Tbilisi to mediate."
    assert actors(coder, land)["Georgia"][0] == "GEOGOV"


def test_the_south_of_a_divided_land(coder: Coder) -> None:
    text = "North and South Korea exchanged fire on Thursday. The South retaliated with artillery. The North denied it."
    found = actors(coder, text)
    assert {name: code for name, (code, _) in found.items()} == {"North Korea": "PRKGOV", "South Korea": "KORGOV"}
    assert found["South Korea"][1] == 2


def test_names_with_marks_inside_are_found_in_a_text(coder: Coder) -> None:
    found = actors(coder, "Kim Jong-un gave an order to the Korean People's Army on Monday.")
    assert found == {"Kim Jong-un": ("PRKGOV", 1), "Korean People's Army": ("PRKMIL", 1)}


def test_a_capital_in_sport_is_a_team(coder: Coder) -> None:
    text = (
        "The coach said his teammates had lost a contest against Washington before halftime. It was a third defeat in "
        "a season, and the Tolsk goalkeeper left with an injury."
    )
    assert "United States" not in actors(coder, text)
    assert "United States" in actors(coder, "The minister said his government had lost a dispute against Washington.")


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("USA TODAY reported the story on Monday, the paper said.", "USA Today", "USAJRN"),
        ("The Organization for Security and Co-operation in Europe sent monitors. The OSCE paid.", "OSCE", "IGO"),
        ("The plan won support on the Hill on Monday.", "US Congress", "USALEG"),
        ("Mary Hill was found on Monday. Hill, 34, had left the house.", "Mary Hill", None),
    ],
)
def test_names_read_in_pieces_are_those_of_the_tables(coder: Coder, text: str, name: str, code: str | None) -> None:
    assert actors(coder, text)[name][0] == code


def test_a_town_said_to_lie_in_a_state_is_no_capital(coder: Coder) -> None:
    text = "Dublin, Ohio, sued a builder on Monday. Dublin said the builder owed $2 million."
    found = actors(coder, text)
    assert found["Dublin"][0] == "USAGOV"
    assert "Ireland" not in found


def test_a_common_word_inside_a_longer_name_is_no_body(coder: Coder) -> None:
    text = "Memorial said it had counted 40 prisoners. The director of the Tolsk Memorial Museum praised its staff."
    codes = {name: code for name, (code, _) in actors(coder, text).items()}
    assert codes["Memorial"] == "RUSSOC"
    assert not [name for name, code in codes.items() if "Museum" in name and code and code.startswith("RUS")]


def test_a_persons_deputy_is_somebody_else_and_no_member_of_parliament(coder: Coder) -> None:
    text = (
        "Police detained Karim Dol, leader of the miners' union, on Sunday. "
        "Dol's deputy, Ravina Okoth, told reporters he was well."
    )
    found = actors(coder, text)
    assert found["Ravina Okoth"][0] == "LAB"
    assert found["Karim Dol"][0] == "LAB"


def test_a_name_that_somebody_is_known_by_is_the_same_person(coder: Coder) -> None:
    found = actors(coder, "Karim Dol, better known as Brenno, was held on Monday. Brenno had hidden in a barn.")
    assert found == {"Karim Dol": (None, 3)}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Sheriff Linda Baca said Deputy Aaron Pino was shot on Monday.", "COP"),
        ("Deputy Aaron Pino told parliament that the bill would pass.", "LEG"),
    ],
)
def test_a_deputy_is_a_sheriffs_where_the_article_speaks_of_one(coder: Coder, text: str, code: str) -> None:
    assert actors(coder, text)["Aaron Pino"][0] == code


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("The Athens Police Department in Athens, Georgia, is asking for help.", "Athens Police Department", "USACOP"),
        ("Police in Casablanca said on Monday that two men were held.", "Police in Casablanca", "MARCOP"),
        ("Police in Alexandria, Virginia, held two men.", "Police in Alexandria, Virginia", "USACOP"),
        ("Tula Mayor Ines Vale said on Monday the bridge in Tula, Russia, was safe.", "Ines Vale", "RUSGOV"),
        ("The German ambassador to Nairobi left on Monday.", "The German ambassador to Nairobi", "DEUGOV"),
        ("A Kisumu-backed militia fled.", "A Kisumu-backed militia", "PRM"),
        ("Officials in Oslo, Lagos and Lima met on Monday.", "Officials in Oslo, Lagos and Lima", "GOV"),
    ],
)
def test_an_actor_is_of_the_country_that_the_town_in_its_words_lies_in(
    coder: Coder, text: str, name: str, code: str
) -> None:
    assert actors(coder, text)[name][0] == code


def test_a_town_that_plans_or_announces_is_its_government(coder: Coder) -> None:
    text = "Fargo announced a curfew on Monday. People in Fargo were calm, said the mayor of the city in North Dakota."
    assert actors(coder, text)["Fargo"] == ("USAGOV", 1)
    assert "Fargo" not in actors(coder, "Snow fell in Fargo on Monday, and roads from Fargo to Bismarck were shut.")


def test_a_force_is_of_the_country_that_all_places_of_the_article_lie_in(coder: Coder) -> None:
    text = "A barn burned near Fargo on Monday. Smoke was seen in Bismarck and in Minot. The police held a man."
    assert actors(coder, text)["The police"][0] == "USACOP"


def test_what_the_text_calls_a_body_is_no_person(coder: Coder) -> None:
    report = coder.code(
        Document("1", text="The newspaper, Dagens Speil, said so. Dagens Speil gave no names.", uri="x")
    )
    assert [(a.type, a.code) for a in report.actors if a.name == "Dagens Speil"] == [("organization", "JRN")]


def test_a_name_after_ruling_or_opposition_is_a_party(coder: Coder) -> None:
    found = actors(coder, "The ruling Patriotic Union won. The opposition United Congress rejected the count.")
    assert found["Patriotic Union"][0] == "PTY"
    assert found["United Congress"][0] == "PTYOPP"


def test_a_party_may_have_two_candidates(coder: Coder) -> None:
    text = (
        "The Patriotic Union said its candidate, Mwansa Chanda, had won. "
        "The United Congress protested. Its candidate, Bwalya Phiri, called for calm."
    )
    assert {"Mwansa Chanda", "Bwalya Phiri"} <= actors(coder, text).keys()


def test_a_common_noun_in_small_letters_is_no_name(coder: Coder) -> None:
    assert list(actors(coder, "The interior ministry had at first denied holding him.")) == ["The interior ministry"]


def test_what_the_headline_speaks_of_is_what_the_report_introduces(coder: Coder) -> None:
    text = "Aid convoy shelled near Tolsk, UN says\n\nAn aid convoy was shelled near Tolsk on Monday, the UN said."
    assert [name for name in actors(coder, text) if "convoy" in name] == ["An aid convoy"]
