import { Link } from "@tanstack/react-router";
import { isFlat } from "@/lib/multiplier";
import { Countdown } from "@/ui/Countdown";
import type { PanelProps } from "../market/product";
import { Pools } from "./Pools";
import { Weight } from "./Weight";

/** One window of a match: both pools, the time left, and what a stake weighs now. */
export default function WindowPanel({ market, selected, estimate }: PanelProps) {
  const open = market.phase === "open";
  return (
    <>
      {market.match && (
        <p className="mb-3 text-muted">
          <Link
            to="/matches/$number"
            params={{ number: `${market.match.number}` }}
            className="text-accent underline underline-offset-4"
          >
            All windows of {market.match.sides.join(" – ")}
          </Link>
        </p>
      )}
      <Pools market={market} />
      {open && !isFlat(market) && <Weight market={market} selected={selected} estimate={estimate} clock />}
      {open && isFlat(market) && (
        <p className="text-hero font-semibold">
          <Countdown to={market.close} />
        </p>
      )}
    </>
  );
}
