import { Link } from "@tanstack/react-router";
import { useChainNow } from "@/chain/clock";
import type { Alarm, FeedAge, Keeper, Reporter, SourceHealth, Status } from "@/generated/api/types.gen";
import { etherDown, etherExact } from "@/lib/ether";
import { isHash } from "@/lib/evidence";
import { microOf, usdExact } from "@/lib/money";
import { reasonText, sourceName } from "@/lib/sources";
import { roughly } from "@/lib/time";
import { Card, CardTitle, Line } from "@/ui/Card";
import { Chip } from "@/ui/Chip";
import { Hash } from "@/ui/Hash";
import { agoText, alarmText, askedText, lastingText, STATES } from "./wording";

/** Everybody who is asked for prices or results, as the oracle last found them. */
export function Asked({ sources }: Pick<Status, "sources">) {
  return (
    <Card aria-labelledby="asked">
      <CardTitle id="asked">Who is asked</CardTitle>
      {sources.length === 0 && <p className="text-muted">No source is needed yet.</p>}
      <ul className="flex flex-col">
        {sources.map((source) => (
          <li key={source.source} className="border-hairline border-t py-2 first:border-t-0">
            <Source source={source} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Who signs, what the keeper holds, and the feeds on chain. */
export function People({ status: { reporters, keeper, feeds } }: { status: Status }) {
  return (
    <Card aria-labelledby="people">
      <CardTitle id="people">Signers, keeper and feeds</CardTitle>
      <Reporters reporters={reporters} />
      <dl className="mt-2 border-hairline border-t pt-2">
        <Purse keeper={keeper} />
        {feeds.map((feed) => (
          <Feed key={feed.feed} feed={feed} />
        ))}
      </dl>
    </Card>
  );
}

/** What is not as it should be, and what is not offered for it. */
export function Wrong({ status: { alarms, withheld } }: { status: Status }) {
  return (
    <Card aria-labelledby="alarms" className="lg:col-span-2">
      <CardTitle id="alarms">Alarms</CardTitle>
      {alarms.length === 0 && <p className="text-muted">None: everything is as it should be.</p>}
      <ul className="flex flex-col gap-2">
        {alarms.map((alarm) => (
          <li key={`${alarm.kind} ${alarm.about}`}>
            <Holding alarm={alarm} />
          </li>
        ))}
      </ul>
      {withheld.length > 0 && (
        <p className="mt-3 text-muted text-small">
          Not offered, because the sources that are switched on could not decide them:{" "}
          {withheld.map(({ template }) => template).join(", ")}.
        </p>
      )}
    </Card>
  );
}

/** What an alarm's title names already. */
const OWN = new Set(["keeper", "engine"]);

function Holding({ alarm }: { alarm: Alarm }) {
  const now = useChainNow();
  return (
    <>
      <p className="flex flex-wrap items-center gap-2">
        <Chip tone="down">{alarmText(alarm)}</Chip>
        {isHash(alarm.about) ? (
          <Link to="/disputes" className="text-accent underline underline-offset-4">
            Question <Hash value={alarm.about} ends={6} />
          </Link>
        ) : (
          !OWN.has(alarm.about) && <span className="break-all font-medium">{sourceName(alarm.about)}</span>
        )}
        <span className="text-muted text-small">{lastingText(alarm.since, now)}</span>
      </p>
      <p className="break-words text-muted text-small first-letter:uppercase">{alarm.detail}</p>
    </>
  );
}

function Source({ source }: { source: SourceHealth }) {
  const now = useChainNow();
  const state = STATES[source.state];
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-medium">{sourceName(source.source)}</h3>
        <Chip tone={state.tone}>{state.label}</Chip>
      </div>
      {source.askedAt !== null && source.state !== "off" && (
        <p className="text-muted text-small">
          {askedText(source, now)}
          {source.failures > 0 && ` · ${source.failures} failures in a row`}
          {source.restsUntil !== null && now !== null && ` · rests ${roughly(source.restsUntil - now)} more`}
        </p>
      )}
      {source.refusal && (
        <p className="break-words text-small first-letter:uppercase">{reasonText(source.refusal)}</p>
      )}
    </>
  );
}

function Reporters({ reporters }: { reporters: readonly Reporter[] }) {
  const now = useChainNow();
  if (reporters.length === 0) return <p className="text-muted">Nobody signs for what is offered.</p>;
  return (
    <ul aria-label="Signers">
      {reporters.map(({ address, isReady, seenAt }) => (
        <li key={address} className="flex flex-wrap items-center justify-between gap-2 py-1">
          <Hash value={address} ends={8} />
          <span className="flex items-center gap-2 text-muted text-small">
            {seenAt === null ? "not seen yet" : `seen ${agoText(seenAt, now)}`}
            <Chip tone={isReady ? "up" : "warn"}>{isReady ? "Can sign" : "Silent"}</Chip>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Purse({ keeper }: { keeper: Keeper }) {
  const isShort = microOf(keeper.purse) < microOf(keeper.bonds);
  return (
    <>
      <Line label={keeper.isLow ? "Keeper's gas, running low" : "Keeper's gas"}>
        <span className={keeper.isLow ? "text-down" : ""} title={etherExact(keeper.balanceWei)}>
          {etherDown(keeper.balanceWei)}
        </span>
      </Line>
      <Line label="Keeper's money for bonds">
        <span className={isShort ? "text-down" : ""}>
          {usdExact(microOf(keeper.purse))}; {usdExact(microOf(keeper.bonds))} may be needed
        </span>
      </Line>
    </>
  );
}

function Feed({ feed }: { feed: FeedAge }) {
  const now = useChainNow();
  return (
    <Line label={`${feed.feed}, newest round`}>
      <span className={feed.isStale ? "text-down" : ""}>
        {feed.updatedAt === 0 ? "none" : agoText(feed.updatedAt, now)}
        {feed.isStale && `: stale; one is due every ${roughly(feed.heartbeat)}`}
      </span>
    </Line>
  );
}
