"""Structured logs: one JSON object a line, or coloured text on a terminal."""

import logging
import sys
from typing import Literal

import structlog
from structlog.typing import Processor


def configure(level: str = "INFO", form: Literal["auto", "json", "console"] = "auto") -> None:
    """Sets up every service's log on standard error; `auto` is console on a terminal and JSON elsewhere."""
    console = form == "console" or (form == "auto" and sys.stderr.isatty())
    renderer: Processor = structlog.dev.ConsoleRenderer() if console else structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


def get(name: str) -> structlog.typing.FilteringBoundLogger:
    """A logger that names its part of the system in every line."""
    logger: structlog.typing.FilteringBoundLogger = structlog.get_logger(part=name)
    return logger
