"""Plain text pages: what is the article and what is not."""

from __future__ import annotations

import pytest

from khaldun.knowledge import load
from khaldun.model import Article
from khaldun.read import furniture
from tests.read.make import FISH, SIEGE, articles, page, read_text, wrapped

TITLE = "Army enters Tell Marda after forty days"


def only(*parts: str) -> Article:
    (article,) = articles(read_text(page(*parts)))
    return article


@pytest.mark.parametrize("rule", load().entries("furniture"), ids=lambda rule: str(rule["id"]))
def test_furniture_rules_hold_to_their_own_lines(rule: dict[str, list[str] | str]) -> None:
    assert {line: furniture.told(line, load())[0] for line in rule["is"]} == dict.fromkeys(rule["is"], rule["role"])
    assert {line: furniture.told(line, load())[0] for line in rule["not"]} == dict.fromkeys(rule["not"])


def test_menus_above_and_offers_below_go() -> None:
    article = only(
        "Home | World | Politics | Sport", "Sign in   Subscribe   Search", TITLE, *SIEGE,
        "Related stories", "Markets close higher after a quiet week", "Ten places to see this winter",
        "Share this article    Print    E-mail", "© 2016 The Example. All rights reserved. Terms of use | Privacy policy",
    )  # fmt: skip
    assert article.title == TITLE
    assert article.text == "\n\n".join(SIEGE)


def test_readers_comments_go_with_all_that_follows() -> None:
    article = only(
        TITLE, *SIEGE, "Leave a comment", "I was in that town in 1990 and the silo was already old then, nobody fixed it."
    )
    assert article.text.endswith("last week.")


def test_a_caption_above_its_credit_is_no_text() -> None:
    found = read_text(
        page(
            TITLE, "Soldiers stand at the silo of Tell Marda, near the coast road, on Monday.", "Photo: Agency Example", *SIEGE
        )
    )
    assert [a.text for a in found if a.kind == "caption"] == [
        "Soldiers stand at the silo of Tell Marda, near the coast road, on Monday."
    ]
    assert found[1].parent == found[0].id
    assert found[0].text == "\n\n".join(SIEGE)


def test_a_labelled_caption_is_no_text() -> None:
    article = only(TITLE, "FILE PHOTO: A woman carries water in Tell Marda, March 3, 2014.", *SIEGE)
    assert "FILE PHOTO" not in article.text


def test_a_promotion_inside_the_text_goes_with_its_title() -> None:
    article = only(
        TITLE,
        SIEGE[0],
        "The Siege of Tell Marda: A Town Between Two Roads",
        "A look at who held what, month by month.",
        "OPEN Graphic",
        *SIEGE[1:],
    )
    assert article.text == "\n\n".join(SIEGE)


def test_words_of_a_map_go() -> None:
    article = only(TITLE, SIEGE[0], "Tell Marda", "Tell Marda", *SIEGE[1:])
    assert article.text == "\n\n".join(SIEGE)


def test_the_headline_printed_again_below_goes() -> None:
    article = only(TITLE, *SIEGE, TITLE, "Example Global")
    assert article.text == "\n\n".join(SIEGE)


def test_a_standfirst_stays_in_the_text() -> None:
    article = only(TITLE, "Residents of the town describe tanks at the silo and soldiers in the square", *SIEGE)
    assert article.text.startswith("Residents of the town describe tanks")


def test_wrapped_lines_are_joined() -> None:
    dump = page(*(wrapped(p, 38) for p in SIEGE))
    article = only(TITLE, dump)
    assert article.text == "\n\n".join(SIEGE)


def test_paragraphs_without_empty_lines_between_are_told_by_their_last_line() -> None:
    dump = "\n".join(wrapped(p, 38) for p in SIEGE)
    assert only(TITLE, dump).text.count("\n\n") >= 1


def test_a_running_head_in_the_middle_of_a_sentence_goes() -> None:
    lines = wrapped(SIEGE[0], 38).split("\n")
    dump = "\n".join(lines[:2]) + "\n\n12   THE DAILY EXAMPLE\n\n" + "\n".join(lines[2:])
    assert only(TITLE, dump, wrapped(SIEGE[1], 38)).text == "\n\n".join(SIEGE[:2])


def test_a_paragraph_broken_by_a_column_is_whole_again() -> None:
    lines = wrapped(SIEGE[2], 38).split("\n")
    dump = page(wrapped(SIEGE[0], 38), "\n".join(lines[:3]), "\n".join(lines[3:]))
    assert only(TITLE, dump).text == page(SIEGE[0], SIEGE[2])


def test_a_dateline_is_read_and_removed() -> None:
    article = only(TITLE, f"AMMAN (Reuters) - {SIEGE[0]}", *SIEGE[1:])
    assert article.text == "\n\n".join(SIEGE)
    assert article.dateline is not None
    assert article.dateline.place == "AMMAN"
    assert article.agency == ("Reuters",)


def test_a_place_standing_alone_above_the_text_is_its_dateline() -> None:
    article = only(TITLE, "Beirut", *SIEGE)
    assert article.dateline is not None
    assert article.dateline.place == "Beirut"
    assert article.text == "\n\n".join(SIEGE)


def test_the_paper_beside_the_date_publishes_it() -> None:
    article = only("Levant Example Courier\nMonday 11/04/2016", TITLE, *SIEGE)
    assert article.publisher == "Levant Example Courier"
    assert article.title == TITLE


def test_a_page_of_links_is_set_aside() -> None:
    (nothing,) = read_text(page("Home | World | Sport", "Sign in", "Most read", "Army enters town", "Fish return"))
    assert nothing.set_aside == "no running text was found"


def two(*between: str) -> list[Article]:
    return articles(read_text(page(TITLE, *SIEGE, *between, *FISH)))


def test_two_articles_parted_by_a_rule_and_a_headline() -> None:
    first, second = two("* * *", "Councils agree on a map of the fishing grounds")
    assert (first.text, second.text) == ("\n\n".join(SIEGE), "\n\n".join(FISH))
    assert second.title == "Councils agree on a map of the fishing grounds"


def test_two_articles_each_with_a_line_about_its_author() -> None:
    dump = page(
        f"{TITLE}\n\nCouncils agree on a map of the fishing grounds", "A\n\n" + wrapped("n " + SIEGE[0][4:], 38),
        *(wrapped(p, 38) for p in SIEGE[1:]), "Rami Khoury is a correspondent in Amman.\n D", wrapped(FISH[0][1:], 38),
        *(wrapped(p, 38) for p in FISH[1:]), wrapped("Lina Haddad writes on the sea for a weekly. Information from Agence France-Presse was included in this article.", 38),
    )  # fmt: skip
    first, second = articles(read_text(dump))
    assert (first.byline, second.byline) == (("Rami Khoury",), ("Lina Haddad",))
    assert second.text == "\n\n".join(FISH)
    assert second.title == "Councils agree on a map of the fishing grounds"
    assert second.agency == ("Agence France-Presse",)


def test_a_rule_within_one_article_does_not_part_it() -> None:
    assert len(articles(read_text(page(TITLE, *SIEGE, "* * *", SIEGE[0].replace("Monday", "Tuesday"), SIEGE[1])))) == 1


def test_a_subhead_does_not_part_an_article() -> None:
    more = "Residents of Tell Marda said the army had searched houses beside the silo. The commander of the northern brigades repeated that the town had not fallen and that the hospital was his."
    assert (
        len(
            articles(
                read_text(page(TITLE, *SIEGE, "What the residents of the town say", more, more.replace("searched", "marked")))
            )
        )
        == 1
    )


def test_a_sections_name_is_no_headline() -> None:
    article = only("Page 6 April 22, 2016 Middle East", "News & Analysis Army", TITLE, *SIEGE)
    assert article.title == TITLE
    assert article.text == "\n\n".join(SIEGE)


def test_an_agencys_page() -> None:
    article = only(
        "World News\nApril 11, 2016 / 1:05 PM / 3 years ago", TITLE, "Ann Karim\n5 Min Read", f"BEIRUT (Reuters) - {SIEGE[0]}", "Slideshow (3 Images)", *SIEGE[1:],
        "Reporting by Ann Karim; Editing by Larry Example\nOur Standards: The Example Trust Principles.",
    )  # fmt: skip
    assert (article.title, article.byline, article.agency, article.text) == (
        TITLE,
        ("Ann Karim",),
        ("Reuters",),
        "\n\n".join(SIEGE),
    )


def test_a_broadcasters_page() -> None:
    article = only(
        TITLE, "By Ann Karim and Bob Darwish, CNN", "Updated 1304 GMT (2104 HKT) April 11, 2016", "Soldiers walk through the town of Tell Marda on Monday.", "Hide Caption",
        "1 of 10", f"Beirut, Lebanon (CNN){SIEGE[0]}", *SIEGE[1:],
    )  # fmt: skip
    assert (article.byline, article.publisher, article.text) == (("Ann Karim", "Bob Darwish"), "CNN", "\n\n".join(SIEGE))


def test_words_without_end_are_no_text() -> None:
    (nothing,) = read_text(page(TITLE, *SIEGE, f"{SIEGE[0]} {'a' * 5000}."))
    assert nothing.set_aside == "no running text: it has words without end"


def test_left_over_markup_goes() -> None:
    article = only(f"{TITLE}<br/><br/>" + "".join(f"<p>{p}</p>" for p in SIEGE).replace("Tell Marda", "<b>Tell Marda</b>"))
    assert (article.title, article.text) == (TITLE, "\n\n".join(SIEGE))
