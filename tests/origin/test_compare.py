"""What is one text, and what only shares words: reports in one mould, follow-ups, updates."""

from datetime import date

import numpy as np
import pytest

from khaldun.origin.compare import Comparer, Verdict
from tests.origin.make import article

RAID = (
    "Government jets struck the market of {0} on {1} morning, killing at least {2} people and wounding {3} more, residents and a rescue "
    "worker said. The raid hit the vegetable stalls when the place was crowded, said {4}, who drives an ambulance in the town. “We carried "
    "the wounded out under the dust and could not see our own hands,” he said by telephone. The army did not comment. State television "
    "said that its planes had destroyed a command post of what it called terrorists near {0}. The Northern Monitor, a group that follows "
    "the war through contacts on the ground, put the toll at {2} and said that it was likely to rise because of those in a critical state."
)
STRIKES = (
    "Coalition aircraft carried out {0} strikes against Islamic State on {1}, the coalition said in a statement. Near {2}, {3} strikes hit "
    "{4} tactical units and destroyed {5} fighting positions, a vehicle bomb and a weapons cache. Near {6}, one strike destroyed a tunnel "
    "entrance and suppressed a mortar team. The strikes were conducted as part of the operation to eliminate the group and the threat that "
    "it poses to the region. The destruction of targets further limits the ability of the group to conduct operations, the statement said."
)
CAR_BOMB = (
    "A car bomb went off at a checkpoint at the entrance of {0} on {1}, killing {2} people, among them {3} soldiers, a police source said. "
    "The driver blew himself up when guards stopped him to search the vehicle, the source said on condition of anonymity because he was not "
    "allowed to talk to the press. Nobody claimed the attack at first, but such bombings bear the marks of {6}, which has lost "
    "most of the ground that it held in the province. A doctor at the hospital of {4} said that {5} wounded had been brought in."
)
LEAD = (
    "Rebels shot down a helicopter over the hills south of Tal Zaman on Monday, and both of its pilots were killed, the army and two rebel "
    "groups said. The wreck burned for an hour on a slope above the village of Ain Sabra, a witness said. "
)
OTHER_LEAD = (
    "BEIRUT: Two airmen died when insurgents brought down their helicopter near Tal Zaman, officials said. "
    + LEAD.split(". ")[1]
)
EXCHANGE = (
    "The bodies of the two pilots were handed over at a checkpoint on Wednesday in exchange for nine prisoners, the Red Crescent said. The "
    "deal was brokered by elders of two clans who met in a mosque in the plain for two nights, a mediator said. "
)
CAPTURE = (
    "The army took the village of Ain Sabra on Thursday after three days of shelling, its most important gain in the south since summer, "
    "officers said. Tanks entered from the east at dawn and met little resistance, a commander named Salah Qasim told state radio. "
)
BACKGROUND = (
    "The hills have changed hands four times since the spring, when the army opened an offensive to cut the road to the border crossing at "
    "Bab Salim. More than 40,000 people have fled the fighting, according to the United Nations, and most of them sleep in schools in the "
    "plain. Talks on a truce broke down in July after each side accused the other of shelling villages that were to be left alone. The "
    "conflict began in 2011 with protests against the rule of the Haddar family and has since drawn in neighbours and foreign volunteers."
)
BLAST = (
    "The blast brought down the front of the building and set fire to cars in the street. Rescuers were digging for people who had been "
    "queueing for bread. “I had just left with my two loaves when the ground jumped,” said Umm Tariq, a mother of four. No group said that "
    "it was behind the attack."
)
BAKERY = "An explosion tore through a bakery in the eastern quarter of Velmara on Tuesday, killing at least 7 people and wounding 20. "
RISES = (
    "The death toll from an explosion at a bakery in the eastern quarter of Velmara rises to 12, with 31 wounded, on Tuesday. "
)


def compared(one: str, two: str, *, days: int = 1) -> Verdict | None:
    """What two texts, the second published some days after the first, are to one another."""
    articles = [article("a", one, day=date(2016, 5, 1)), article("b", two, day=date(2016, 5, 1 + days))]
    return Comparer(articles, np.empty(0, np.uint64))(0, 1)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (
            RAID.format("Kafr Tamar", "Monday", 14, 30, "Hassan Issa"),
            RAID.format("Maar Sheikhun", "Wednesday", 6, 11, "Abdo Rahhal"),
        ),
        (RAID.format("Kafr Tamar", "Monday", 14, 30, "Hassan Issa"), RAID.format("Kafr Tamar", "Friday", 5, 9, "Abdo Rahhal")),
        (
            STRIKES.format(17, "Monday", "Raqqa", 4, "three", "six", "Mosul"),
            STRIKES.format(23, "Tuesday", "Deir al-Zor", 7, "five", "nine", "Tal Afar"),
        ),
        (STRIKES.format(17, "Monday", "Raqqa", 4, 3, 6, "Mosul"), STRIKES.format(23, "Tuesday", "Raqqa", 7, 5, 9, "Mosul")),
        (
            CAR_BOMB.format("Tuz Darra", "Sunday", 9, "three", "Kirmash", 22, "Islamic State"),
            CAR_BOMB.format("Balad Qays", "Saturday", 4, "two", "Samarin", 13, "Islamic State"),
        ),
    ],
)
def test_the_next_days_event_told_alike_is_no_copy(one: str, two: str) -> None:
    assert compared(one, two) is None


@pytest.mark.parametrize("news", [EXCHANGE, CAPTURE])
def test_a_follow_up_that_repeats_most_of_a_report_is_no_copy(news: str) -> None:
    assert compared(LEAD + BACKGROUND, news + BACKGROUND, days=2) is None


def test_a_rewritten_lead_of_the_same_news_is_an_edit() -> None:
    verdict = compared(LEAD + BACKGROUND, OTHER_LEAD + " " + BACKGROUND, days=0)
    assert verdict is not None
    assert verdict.relation == "edit"


def test_a_higher_toll_in_the_same_report_is_an_edit() -> None:
    verdict = compared(BAKERY + BLAST, RISES + BLAST, days=0)
    assert verdict is not None
    assert verdict.relation == "edit"


def test_another_spelling_and_another_name_of_a_group_make_an_edit() -> None:
    one = CAR_BOMB.format("Deir al-Zor", "Sunday", 9, "three", "al-Mayadin", 22, "Islamic State")
    two = CAR_BOMB.format("Deir ez-Zour", "Sunday", 9, "three", "Mayadeen", 22, "Daesh")
    verdict = compared(one, two)
    assert verdict is not None
    assert verdict.relation == "edit"


def test_names_broken_at_line_ends_are_the_same_names() -> None:
    one = RAID.format("Kafr Tamar", "Monday", 14, 30, "Hassan Issa")
    broken = "-\n".join(one[i : i + 9] for i in range(0, len(one) * 2 // 3, 9))
    verdict = compared(one, broken)
    assert verdict is not None
    assert verdict.relation == "edit"
