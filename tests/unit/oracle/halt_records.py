"""An exchange's record of trading halts, as tests have it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from oracle.sources.adapter import Answer, Declaration
from oracle.sources.closes import Refusal
from oracle.sources.halts import NASDAQ, Halts
from oracle.sources.transport import Page, Web


@dataclass
class Record:
    """An exchange's record as a test has it."""

    told: Halts | Refusal = ()
    hangs: bool = False
    asked: int = 0
    declaration: Declaration = NASDAQ.declaration

    async def fetch(self, _web: Web, _wanted: None) -> Answer[Halts]:
        self.asked += 1
        if self.hangs:
            await asyncio.Event().wait()
        return Answer(self.declaration, (Page("/rss", 200, b"<rss/>"),), self.told)
