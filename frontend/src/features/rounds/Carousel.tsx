import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { roundsQuery } from "@/api/queries";
import { useAtChainTime, useChainNow } from "@/chain/clock";
import type { MarketDetail } from "@/generated/api/types.gen";
import { useWatch } from "@/live/live";
import { Failed, Loading, Skeleton } from "@/ui/States";
import { RoundCard } from "./RoundCard";
import { carouselOf, nextChange, type Round } from "./rounds";
import { useStrip } from "./useStrip";

/** Past, live, next and expected rounds side by side: swiped, scrolled, or walked with the arrow keys. */
export default function Carousel({ market: { marketId, template } }: { market: MarketDetail }) {
  const { data, error, refetch } = useQuery(roundsQuery(template));
  const now = useChainNow();
  const rounds = useMemo(() => carouselOf(data?.items ?? [], now), [data, now]);
  useAtChainTime(
    nextChange(rounds, now),
    useCallback(() => void refetch(), [refetch]),
  );
  useWatch(rounds.filter(isMoving).flatMap(({ market }) => market?.marketId ?? []));
  const strip = useStrip(marketId, rounds.length > 0);

  if (error && !data) return <Failed error={error} retry={refetch} />;
  if (!data) {
    return (
      <Loading what="rounds">
        <Skeleton className="h-44 rounded-card" />
      </Loading>
    );
  }
  return (
    <section aria-label="Rounds" aria-roledescription="carousel">
      <div className="mb-2 flex h-8 items-center justify-between gap-4">
        <p className="label">Rounds</p>
        <div className="hidden gap-2 sm:flex">
          <StripButton label="Earlier rounds" glyph="‹" onClick={() => strip.move(-1)} />
          <StripButton label="Later rounds" glyph="›" onClick={() => strip.move(1)} />
        </div>
      </div>
      <ol
        ref={strip.ref}
        onKeyDown={strip.onKeyDown}
        className="relative flex snap-x gap-3 overflow-x-auto overscroll-x-contain px-px pt-px pb-2 [scrollbar-width:thin]"
      >
        {rounds.map((round) => (
          <li key={round.open} className="flex w-52 shrink-0 snap-center">
            <RoundCard round={round} current={round.market?.marketId === marketId} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function isMoving({ place }: Round): boolean {
  return place === "live" || place === "next";
}

/** For a mouse; fingers swipe, and keys walk. */
function StripButton({ label, glyph, onClick }: { label: string; glyph: string; onClick: () => void }) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onClick}
      className="grid size-8 place-items-center rounded-control border border-hairline text-card text-muted hover:bg-s2 hover:text-ink"
    >
      <span aria-hidden="true">{glyph}</span>
    </button>
  );
}
