"""The command line. Thin: what a command does is in `khaldun.commands`, imported when it is called, so that help costs
nothing."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from khaldun.errors import KhaldunError
from khaldun.version import __version__

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

EPILOG = """\
first steps:
  khaldun demo                                  build the bundled sample and look at it
  khaldun build reports/                        read a folder of reports into khaldun.sqlite
  khaldun holds Palmyra --on 2016-04-08         who held it on that day, by whose word

exit status: 0 done; 1 done, but some input was set aside (each named on standard error); 2 the call is wrong"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; gives the exit status."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    if not hasattr(arguments, "module"):
        parser.print_help()
        return 2
    try:
        module = importlib.import_module(f"khaldun.commands.{arguments.module}")
        status: int = getattr(module, arguments.function)(arguments)
        sys.stdout.flush()
    except KhaldunError as error:
        from khaldun.commands.terminal import printable

        print(printable(f"khaldun: {error}"), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nkhaldun: stopped; the same command goes on from here", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of a pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="khaldun",
        description="Turns conflict reports into a sourced record: who did what to whom, where and when, and who held which place on "
        "which day, by whose word.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"khaldun {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for add in (
        _build,
        _watch,
        _holds,
        _timeline,
        _show,
        _export,
        _serve,
        _demo,
        _review,
        _explain,
        _knowledge,
        _gazetteer,
        _evaluate,
    ):
        add(commands)
    return parser


def _command(
    commands: Commands, name: str, module: str, about: str, more: str = "", *, function: str = "run"
) -> argparse.ArgumentParser:
    """A command, with what it does, and examples below its options."""
    parser = commands.add_parser(
        name, help=about, description=about[0].upper() + about[1:] + ".", epilog=more or None,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.set_defaults(module=module, function=function)
    return parser


def _record(parser: argparse.ArgumentParser) -> None:
    default = os.environ.get("KHALDUN_RECORD") or "khaldun.sqlite"
    parser.add_argument(
        "--record", metavar="R", default=default,
        help="the record: a file, or a postgresql:// address (default: %(default)s; KHALDUN_RECORD names another)",
    )  # fmt: skip


def _build(commands: Commands) -> None:
    parser = _command(
        commands, "build", "build", "read reports into a record: text, HTML, PDF, e-mail, Word, feeds, WARC, CSV, Parquet, JSON Lines",
        "Running it again adds what is new and repeats nothing; a build that was cut off goes on. What cannot be read is set aside\n"
        "and named, and the exit status is then 1.\n\n"
        "examples:\n  khaldun build reports/ more/2016-04-08.pdf\n  khaldun build reports/ --record syria.sqlite --jobs 4",
    )  # fmt: skip
    parser.add_argument("paths", metavar="PATH", nargs="+", help="a file, or a folder with all below it")
    _building(parser)


def _building(parser: argparse.ArgumentParser) -> None:
    _record(parser)
    _work(parser)


def _work(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--jobs", metavar="N", type=_count, help="processes that share the work (default: one a core)")
    parser.add_argument(
        "--nice", metavar="N", type=int, choices=range(20), default=10,
        help="how far it gives way to other programs, 0 (not at all) to 19 (default: %(default)s); Windows knows no such thing",
    )  # fmt: skip
    parser.add_argument(
        "--knowledge", metavar="FOLDER", action="append", type=Path, help="a pack of knowledge of your own; can be repeated"
    )


def _watch(commands: Commands) -> None:
    parser = _command(
        commands, "watch", "watch", "keep a record up to date as files arrive in a folder",
        "Builds at once, and again whenever files have come or changed and have not grown for two seconds. Ctrl-C ends it.\n\n"
        "example:\n  khaldun watch inbox/ --record syria.sqlite",
    )  # fmt: skip
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="the folder, with all below it")
    _building(parser)


def _holds(commands: Commands) -> None:
    parser = _command(
        commands, "holds", "holds", "who holds a place, day by day or on one day, by whose word",
        "p is the probability, `reported` the day of the last report that speaks of it: what was reported long ago fades. `for`, `vs`: how many claims\n"
        "speak for it and against.\n\n"
        "examples:\n  khaldun holds Palmyra\n  khaldun holds Palmyra --on 2016-04-08\n  khaldun holds Palmyra --by syrian-government --json",
    )  # fmt: skip
    parser.add_argument("place", metavar="PLACE", help="its name in any spelling, or its id")
    parser.add_argument("--on", metavar="DATE", help="a day, as 2016-04-08")
    _voice(parser)
    parser.add_argument("--all", action="store_true", help="show every claim for and against, not the first few")


def _timeline(commands: Commands) -> None:
    parser = _command(
        commands, "timeline", "timeline", "what is claimed to have happened at a place, or to have been done by or to an actor, in order",
        "examples:\n  khaldun timeline Palmyra --from 2016-03-01 --to 2016-04-30\n  khaldun timeline islamic-state --json",
    )  # fmt: skip
    parser.add_argument("subject", metavar="PLACE|ACTOR", help="a name in any spelling, or an id")
    parser.add_argument("--from", dest="start", metavar="D", help="the first day, as 2016-04-08")
    parser.add_argument("--to", dest="end", metavar="D", help="the last day")
    _voice(parser)


def _voice(parser: argparse.ArgumentParser) -> None:
    _record(parser)
    parser.add_argument("--by", metavar="SPEAKER|SIDE", help="go by the word of one speaker, or one side, alone")
    parser.add_argument("--without", metavar="SPEAKER|SIDE", help="as if one speaker, or one side, had said nothing")
    parser.add_argument("--json", action="store_true", help="print JSON")


def _show(commands: Commands) -> None:
    parser = _command(
        commands, "show", "show", "one article, story, claim, incident, stretch of control or figure, with the evidence marked in its text",
        "examples:\n  khaldun show clm-0123456789abcdef\n  khaldun show art-0123456789abcdef --raw > page.html",
    )  # fmt: skip
    parser.add_argument("id", metavar="ID", help="as other commands and exports print it")
    parser.add_argument(
        "--raw",
        dest="function",
        action="store_const",
        const="raw",
        help="of an article: the bytes it was read from, on standard output",
    )
    parser.add_argument("--json", action="store_true", help="print JSON, as in export jsonl")
    _record(parser)


def _export(commands: Commands) -> None:
    from khaldun.export import FORMATS

    listed = "\n".join(f"  {name:<11}{what}" for name, what in FORMATS.items())
    parser = _command(
        commands, "export", "export", "write the record as files for other programs",
        f"formats:\n{listed}\n\n"
        "Every format but jsonl hides the names of private persons, a █ for each letter, unless --names is given. A file or folder that\n"
        "holds an earlier export of the format is written anew, any other file is left alone.\n\n"
        "examples:\n  khaldun export jsonl --out record/\n  khaldun export gpkg --out control.gpkg\n  khaldun export prov --claim clm-0123456789abcdef",
    )  # fmt: skip
    parser.add_argument("format", metavar="FORMAT", help=" | ".join(FORMATS))
    parser.add_argument(
        "--out",
        metavar="DIR|FILE",
        help="where to (default: named after the record, beside you; geojson, prov: standard output)",
    )
    parser.add_argument("--claim", metavar="ID", help="the claim that prov tells of")
    parser.add_argument("--names", action="store_true", help="with the names of private persons")
    _record(parser)


def _serve(commands: Commands) -> None:
    parser = _command(
        commands, "serve", "serve", "serve the record as pages with search, places, actors and a map",
        "Nothing that it shows leaves the machine, and no page asks for anything from elsewhere.\n\n"
        "example:\n  khaldun serve --record syria.sqlite --port 9000",
    )  # fmt: skip
    _record(parser)
    _address(parser)


def _demo(commands: Commands) -> None:
    parser = _command(commands, "demo", "serve", "build the record of the bundled sample, and serve it", function="demo")
    parser.add_argument("--record", metavar="R", help="where to put it (default: in your cache)")
    parser.add_argument("--build-only", action="store_true", help="do not serve it")
    _address(parser)


def _address(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--host", metavar="H", default="127.0.0.1", help="the address to serve on (default: %(default)s, this machine alone)"
    )
    parser.add_argument("--port", metavar="P", type=_port, default=8765, help="the port (default: %(default)s)")
    parser.add_argument("--names", action="store_true", help="show the names of private persons beyond this machine too")
    parser.add_argument(
        "--token", metavar="T",
        help="what a request must bring that writes a judgement (default: KHALDUN_TOKEN, else one made up at the start; "
        "beyond this machine one must be given)",
    )  # fmt: skip
    parser.add_argument(
        "--basemap", metavar="FILE", type=Path, help="a PMTiles archive of vector tiles of your own, drawn under the map"
    )
    parser.add_argument("--workers", metavar="N", type=_count, default=1, help="processes that answer (default: %(default)s)")


def _review(commands: Commands) -> None:
    parser = commands.add_parser(
        "review", help="judgements as files, what waits for a reader, how far readers agree",
        description="What reviewers say of claims. The bench itself is a page: khaldun serve.",
    )  # fmt: skip
    below = parser.add_subparsers(metavar="COMMAND", required=True)
    out = _command(
        below, "export", "review", "write the judgements of a record as JSON Lines", function="export",
        more="example:\n  khaldun review export judgements.jsonl --record syria.sqlite",
    )  # fmt: skip
    out.add_argument("file", metavar="FILE", help="where to; - is standard output")
    take = _command(
        below, "import", "review", "add the judgements of a file to a record", function="take",
        more="Judgements that are there already are passed over; one on a claim that the record does not have is left out and named.",
    )  # fmt: skip
    take.add_argument("file", metavar="FILE", help="JSON Lines; - is standard input")
    agree = _command(
        below, "agreement", "review", "how far every two readers agree, field by field (Cohen's kappa)", function="agree",
    )  # fmt: skip
    agree.add_argument("--json", action="store_true", help="as JSON")
    waiting = _command(
        below, "queue", "review", "the claims that wait for a reader, the first to look at first", function="waiting"
    )
    waiting.add_argument("--reviewer", metavar="NAME", required=True, help="whose queue")
    waiting.add_argument("--by", choices=("both", "doubt", "weight"), default="both", help="the order (default: %(default)s)")
    waiting.add_argument("--limit", metavar="N", type=_count, default=20, help="so many at most (default: %(default)s)")
    waiting.add_argument("--second", action="store_true", help="only claims that somebody else has judged")
    waiting.add_argument("--json", action="store_true", help="as JSON")
    for command in (out, take, agree, waiting):
        _record(command)


def _explain(commands: Commands) -> None:
    parser = _command(
        commands, "explain", "explain", "how a sentence is read: its parse, frames, mentions, and the claims with the patterns that made them",
        'example:\n  khaldun explain "The army retook Palmyra on Sunday, state television said." --published 2016-03-28',
    )  # fmt: skip
    parser.add_argument("sentence", metavar="SENTENCE", help="one sentence, or several")
    parser.add_argument("--published", metavar="DATE", help="the day it was printed, which `on Sunday` is read from")
    parser.add_argument(
        "--knowledge", metavar="FOLDER", action="append", type=Path, help="a pack of knowledge of your own; can be repeated"
    )


def _knowledge(commands: Commands) -> None:
    parser = commands.add_parser("knowledge", help="test packs of knowledge", description="Test packs of knowledge.")
    below = parser.add_subparsers(metavar="COMMAND", required=True)
    check = _command(
        below, "check", "knowledge", "test a pack of knowledge by the sentences that stand in it",
        "Without a folder, the packs that come with khaldun are tested.\n\nexample:\n  khaldun knowledge check my-pack/", function="check",
    )  # fmt: skip
    check.add_argument("folder", metavar="FOLDER", nargs="?", type=Path, help="a pack of your own")


def _gazetteer(commands: Commands) -> None:
    parser = commands.add_parser("gazetteer", help="add places to the gazetteer", description="Add places to the gazetteer.")
    below = parser.add_subparsers(metavar="COMMAND", required=True)
    add = _command(
        below, "add", "gazetteer", "add the places of a file to a gazetteer of your own, which is read beside the bundled one",
        "The file is a GeoNames dump (SY.txt, SY.zip, allCountries.zip), a CSV file with the columns name, lat, lon and, if wanted, id,\n"
        "kind, country, population, also (other names, split by |), or a table of areas with p-codes (ADM2_EN, ADM2_PCODE, ...). A place whose id is known is replaced. The next build reads\n"
        "every article anew with the places added. KHALDUN_GAZETTEER says where your gazetteer is kept.\n\n"
        "example:\n  khaldun gazetteer add SY.zip", function="add",
    )  # fmt: skip
    add.add_argument("file", metavar="FILE", type=Path, help="a table of places")


def _evaluate(commands: Commands) -> None:
    parser = _command(
        commands, "evaluate", "evaluate", "measure how well this installation reads, beside gold sets: places, dates, kinds, control, speakers and others",
        "A SET is a folder with a gold.json, which says what is true of the texts in the folder `input` beside it, or a folder of such folders, one or two\n"
        "deep (task/set). Each is built as `khaldun build` builds, into a record that is thrown away. Without a SET the bundled sample and the sentences of\n"
        "the packs are measured: that shows whether this installation works as it should, not how well it reads texts it was not made with.\n"
        "What gold.json says, and what each metric counts, stands in the documentation under `Measuring your installation`.\n\n"
        "exit status: 0 done; 1 done, but a set failed or some of its input was set aside (named on standard error); 2 no such set, no gold\n\n"
        "examples:\n  khaldun evaluate\n  khaldun evaluate my-gold/ --verbose\n  khaldun evaluate my-gold/places/june my-gold/control --knowledge my-pack/ --json",
    )  # fmt: skip
    parser.add_argument(
        "sets", metavar="SET", nargs="*", type=Path, help="a folder with gold (default: what comes with khaldun)"
    )
    parser.add_argument("--verbose", action="store_true", help="name what was missed, told otherwise, or told beyond the gold")
    parser.add_argument("--json", action="store_true", help="print JSON, with every metric and all that --verbose names")
    _work(parser)


def _port(text: str) -> int:
    """A port that can be served on."""
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: a whole number from 1 to 65535")
    return int(text)


def _count(text: str) -> int:
    """A whole number of at least 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of at least 1")
    return int(text)
