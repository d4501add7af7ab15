import { Link } from "@tanstack/react-router";
import { outcomeText } from "@/features/markets/naming";
import { typedOf } from "@/lib/money";
import { CloseIcon } from "@/ui/icons";
import { Returns } from "./Estimate";
import { type Leg, roomText } from "./legs";
import { drop, write } from "./selectionStore";

/** One bet of the slip: what it is on, its stake, and what it would return. */
export function SelectionRow({
  leg,
  fault,
  minimum,
  only,
  disabled,
}: {
  leg: Leg;
  fault: string | undefined;
  minimum: bigint;
  /** The slip's only bet has room for all its figures. */
  only: boolean;
  disabled: boolean;
}) {
  const { market, selection } = leg;
  const id = `stake-${selection.marketId}`;
  const name = market ? outcomeText(market, selection.outcome) : "…";
  return (
    <li className="border-hairline border-b pb-3 last:border-b-0">
      <div className="mb-3 flex items-start justify-between gap-2 rounded-control bg-s2 p-3">
        <p className="min-w-0">
          <Link
            to="/m/$marketId"
            params={{ marketId: selection.marketId }}
            className="block text-muted text-small hover:underline"
          >
            {market?.title ?? "Loading…"}
          </Link>
          <span className="font-semibold">{name}</span>
        </p>
        <button
          type="button"
          aria-label={`Remove ${name}, ${market?.title ?? "bet"}`}
          disabled={disabled}
          onClick={() => drop([selection.marketId])}
          className="-mt-1 -mr-1 grid size-8 shrink-0 place-items-center rounded-control text-muted hover:bg-s3 hover:text-ink"
        >
          <CloseIcon />
        </button>
      </div>
      <label htmlFor={id} className={only ? "mb-1 block text-muted text-small" : "sr-only"}>
        Stake (USDC){only ? "" : ` on ${name}, ${market?.title ?? ""}`}
      </label>
      <input
        id={id}
        inputMode="decimal"
        autoComplete="off"
        placeholder={`at least ${typedOf(minimum)}`}
        value={selection.text}
        disabled={disabled}
        onChange={(event) => write([selection.marketId], event.target.value.trim())}
        aria-invalid={fault !== undefined}
        aria-describedby={`${id}-help`}
        className="h-11 w-full rounded-control border border-field bg-bg px-3 text-card placeholder:text-muted aria-invalid:border-down"
      />
      <div id={`${id}-help`} aria-live="polite" className={`my-2 text-small ${only ? "min-h-8" : ""}`}>
        {fault ? (
          <p className="text-down">{fault}</p>
        ) : (
          only && leg.room && <p className="text-muted">{roomText(leg.room)}</p>
        )}
      </div>
      <Returns leg={leg} full={only} />
    </li>
  );
}
