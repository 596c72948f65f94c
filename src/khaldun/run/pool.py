"""Processes that share the work; with one job, the work is done here."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from types import TracebackType
from typing import Any, Self

from khaldun.run.stages import Recipe, Stages
from khaldun.run.worker import Crashed, Task, Watch, receive, send, work

_END = object()


class Pool:
    """Works at tasks in `jobs` processes, or in this one where `jobs` is 1. Use as a context manager."""

    def __init__(self, jobs: int, recipe: Recipe, stages: Stages) -> None:
        self._jobs = jobs
        self._recipe = recipe
        self._stages = stages
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for worker in self._workers:
            worker.stop(at_once=kind is not None)

    def run(self, tasks: Iterable[Task], *, here: bool = False) -> Iterator[Any]:
        """The answers to all tasks, as they come: those of one task in order, those of several mixed. `here`: in this process, for
        tasks that are done before others have started. A task whose process died is answered by `Crashed`. Raises what a
        worker's stages raise when they are made."""
        if here or self._jobs == 1:
            for task in tasks:
                yield from work(task, self._stages)
            return
        yield from self._spread(tasks)

    def _spread(self, tasks: Iterable[Task]) -> Iterator[Any]:
        while len(self._workers) < self._jobs:
            self._workers.append(_Worker(self._recipe))
        todo: queue.Queue[Any] = queue.Queue(maxsize=self._jobs)
        done: queue.Queue[Any] = queue.Queue(maxsize=4 * self._jobs)
        stop = threading.Event()
        hands = [threading.Thread(target=_tend, args=(w, todo, done), daemon=True) for w in self._workers]
        feeder = threading.Thread(target=_feed, args=(tasks, todo, done, len(hands), stop), daemon=True)
        for thread in (*hands, feeder):
            thread.start()
        running = len(hands)
        try:
            while running:
                answer = done.get()
                if answer is _END:
                    running -= 1
                elif isinstance(answer, BaseException):
                    raise answer
                else:
                    yield answer
        finally:
            stop.set()


def _feed(tasks: Iterable[Task], todo: queue.Queue[Any], done: queue.Queue[Any], hands: int, stop: threading.Event) -> None:
    """Put the tasks, then one end for each hand, where the hands take them; what goes wrong in making a task is an answer."""
    try:
        for task in chain(tasks, [_END] * hands):
            while not stop.is_set():
                with suppress(queue.Full):
                    todo.put(task, timeout=0.2)
                    break
    except Exception as error:
        done.put(error)


def _tend(worker: _Worker, todo: queue.Queue[Any], done: queue.Queue[Any]) -> None:
    """Give one worker a task after the other, and pass on its answers."""
    while (task := todo.get()) is not _END:
        try:
            for answer in worker.answers(task):
                done.put(answer)
        except (EOFError, OSError):
            late = worker.restart()
            if late is None:
                return
            done.put(Crashed(task, late=late))
        except BaseException as error:
            done.put(error)
            return
    done.put(_END)


class _Worker:
    """One process."""

    def __init__(self, recipe: Recipe) -> None:
        self._recipe = recipe
        self._over = False
        self._changing = threading.Lock()
        self._process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "OMP_NUM_THREADS": "1"}
        call = [sys.executable, "-P", "-c", "from khaldun.run.worker import main; main()"]
        process = subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)  # noqa: S603 - ourselves
        assert process.stdin is not None
        with suppress(OSError):  # a process that is dead already is found out when it is given a task
            send(process.stdin, self._recipe)  # type: ignore[arg-type]
        return process

    def answers(self, task: Task) -> Iterator[Any]:
        """What the process answers; raises EOFError or OSError where it dies of it."""
        process = self._process
        assert process.stdin is not None and process.stdout is not None
        send(process.stdin, task)  # type: ignore[arg-type]
        while True:
            more, answer = receive(process.stdout)  # type: ignore[arg-type]
            if more:
                yield answer
            elif answer is None:
                return
            else:
                raise answer

    def restart(self) -> bool | None:
        """A new process in place of one that died; gives whether that ended itself because it took too long, None where no more is
        wanted: it did not die, it was stopped."""
        process = self._process
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=1)
        with self._changing:
            if self._over:
                return None
            _end(process, at_once=True)
            self._process = self._start()
        return -process.returncode in Watch.SIGNALS

    def stop(self, *, at_once: bool) -> None:
        """End the process, and start no other in its place."""
        with self._changing:
            self._over = True
            _end(self._process, at_once=at_once)


def _end(process: subprocess.Popen[bytes], *, at_once: bool) -> None:
    """End a process: it ends by itself when its input does."""
    if at_once:
        process.kill()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(OSError):
                stream.close()
    process.wait()
