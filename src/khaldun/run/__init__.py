"""The main job: files in, a record out."""

from khaldun.run.build import BuildResult, build
from khaldun.run.stages import Extraction, Recipe, Stages
from khaldun.run.watching import watch

__all__ = ["BuildResult", "Extraction", "Recipe", "Stages", "build", "watch"]
