import pytest

from khaldun.places.extent import beside, extent


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("They hold Qaim.", "whole"), ("They took most of Qaim.", "most"), ("Nearly all of Qaim is in ruins.", "most"), ("About 80 percent of Qaim was lost.", "most"),
        ("They hold parts of Qaim.", "part"), ("a pocket of territory in Qaim", "part"), ("the oil fields in Qaim", "part"), ("eastern Qaim was shelled", "part"),
        ("the outskirts of Qaim", "part"), ("They camped outside Qaim.", "part"), ("Qaim's western countryside", "part"), ("the eastern part of Qaim", "part"),
        ("They fled Qaim's old city.", "part"), ("the capture of Qaim", "whole"), ("They control the whole of Qaim.", "whole"), ("half of the city of Qaim", "part"),
        ("the villages around Qaim", "part"), ("the village of Qaim", "whole"), ("They took the towns of Qaim and Rawa.", "whole"), ("They took villages of Qaim.", "part"),
        ("parts of the town of Qaim", "part"), ("They took the Qaim neighbourhood.", "whole"), ("They shelled a Qaim neighbourhood.", "part"),
        ("They shelled Qaim's eastern neighbourhood.", "part"), ("They took 40% of Qaim.", "part"), ("about 15 percent of the city of Qaim", "part"), ("They hold 100% of Qaim.", "whole"), ("They hold Qaim village.", "whole"),
    ],
)  # fmt: skip
def test_the_words_around_a_name_say_how_much_of_it_is_meant(text, told):
    at = text.index("Qaim")
    assert extent(text, at, at + 4) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("two villages south of Qaim", True), ("a hill near the town of Qaim", True), ("Qaim's western countryside", True), ("two districts of Qaim", False),
        ("the southern part of Qaim", False), ("They took Qaim.", False),
    ],
)  # fmt: skip
def test_what_lies_beside_a_place_is_not_in_it(text, told):
    at = text.index("Qaim")
    assert beside(text, at, at + 4) == told
