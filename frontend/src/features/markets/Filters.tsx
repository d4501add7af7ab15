import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useId, useState } from "react";
import { matchesQuery } from "@/api/queries";
import { Segments } from "@/ui/Segments";
import { ASSETS, DEFAULTS, KINDS, type MarketsSearch, PHASES_SHOWN, SORTS } from "./search";

const TYPING_MS = 300;
type Change = (change: MarketsSearch) => void;

/** Kinds, filters, words and order; each change is a new address. */
export function Filters({ search, change }: { search: MarketsSearch; change: Change }) {
  const kind = search.kind ?? DEFAULTS.kind;
  const sports = kind === "match" || search.match !== undefined;
  return (
    <div className="mb-4 flex flex-col gap-3">
      <div className="-mx-4 overflow-x-auto px-4 sm:mx-0 sm:px-0">
        <Segments
          label="Kind of market"
          value={kind}
          options={KINDS}
          onChange={(next) => change({ kind: next, match: undefined, asset: undefined })}
        />
      </div>
      <div className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap sm:items-end">
        <Words q={search.q ?? ""} change={change} />
        <Choice
          label="Phase"
          value={search.phase ?? DEFAULTS.phase}
          options={PHASES_SHOWN}
          onChange={(phase) => change({ phase })}
        />
        {sports ? (
          <MatchChoice match={search.match} change={change} />
        ) : (
          <Choice
            label="Asset"
            value={search.asset ?? DEFAULTS.asset}
            options={ASSETS}
            onChange={(asset) => change({ asset })}
          />
        )}
        <Choice
          label="Order"
          wide
          value={search.sort ?? DEFAULTS.sort}
          options={SORTS}
          onChange={(sort) => change({ sort })}
        />
      </div>
    </div>
  );
}

const FIELD = "h-9 w-full rounded-control border border-field bg-s1 px-2 sm:w-auto";

function Words({ q, change }: { q: string; change: Change }) {
  const id = useId();
  const [text, setText] = useState(q);
  // The address may change by itself, as when going back: then it wins.
  useEffect(() => setText(q), [q]);
  useEffect(() => {
    if (text === q) return;
    const timer = setTimeout(() => change({ q: text }), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, q, change]);
  return (
    <div className="col-span-2 sm:grow">
      <label htmlFor={id} className="sr-only">
        Search markets
      </label>
      <input
        id={id}
        type="search"
        maxLength={80}
        placeholder="Search: BTC, Apple, a team, a market's number"
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="h-9 w-full rounded-control border border-field bg-s1 px-3 placeholder:text-muted"
      />
    </div>
  );
}

function Choice<Value extends string>({
  label,
  value,
  options,
  onChange,
  wide = false,
}: {
  label: string;
  value: Value;
  options: Record<Value, string>;
  onChange: (value: Value) => void;
  /** A row of its own on phones. */
  wide?: boolean;
}) {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value as Value)}
      className={`${FIELD} ${wide ? "col-span-2" : ""}`}
    >
      {(Object.entries(options) as [Value, string][]).map(([option, text]) => (
        <option key={option} value={option}>
          {text}
        </option>
      ))}
    </select>
  );
}

/** The latest matches; an older one is found by its sides, or by the address of this list. */
function MatchChoice({ match, change }: { match: number | undefined; change: Change }) {
  const { data } = useInfiniteQuery(matchesQuery);
  const latest = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <select
      aria-label="Match"
      value={match ?? ""}
      onChange={({ target }) =>
        change({ kind: "match", match: target.value === "" ? undefined : Number(target.value) })
      }
      className={FIELD}
    >
      <option value="">All matches</option>
      {latest.map(({ number, sides }) => (
        <option key={number} value={number}>
          {sides.join(" – ")}
        </option>
      ))}
      {match !== undefined && !latest.some(({ number }) => number === match) && (
        <option value={match}>Match {match}</option>
      )}
    </select>
  );
}
