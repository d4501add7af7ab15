import { Link } from "@tanstack/react-router";
import { useChainNow } from "@/chain/clock";
import type { Alarm, FeedAge, Keeper, Reporter, SourceHealth, Status } from "@/generated/api/types.gen";
import { isHash } from "@/lib/evidence";
import { microOf, usdExact } from "@/lib/money";
import { reasonText, sourceName } from "@/lib/sources";
import { roughly } from "@/lib/time";
import { Card, CardTitle, Line } from "@/ui/Card";
import { Chip } from "@/ui/Chip";
import { Hash } from "@/ui/Hash";
import { agoText, alarmText, etherText, STATES } from "./wording";

/** How the oracle found itself when it last looked. */
export function Standing({ status }: { status: Status }) {
  return (
    <>
      <Alarms alarms={status.alarms} withheld={status.withheld} />
      <Card aria-labelledby="asked">
        <CardTitle id="asked">Sources</CardTitle>
        {status.sources.length === 0 && <p className="text-muted">No source is needed yet.</p>}
        <ul className="flex flex-col">
          {status.sources.map((source) => (
            <li key={source.source} className="border-hairline border-t py-2 first:border-t-0">
              <Source source={source} />
            </li>
          ))}
        </ul>
      </Card>
      <Card aria-labelledby="people">
        <CardTitle id="people">Signers, keeper and feeds</CardTitle>
        <Reporters reporters={status.reporters} />
        <dl className="mt-2 border-hairline border-t pt-2">
          <Purse keeper={status.keeper} />
          {status.feeds.map((feed) => (
            <Feed key={feed.feed} feed={feed} />
          ))}
        </dl>
      </Card>
    </>
  );
}

function Alarms({ alarms, withheld }: Pick<Status, "alarms" | "withheld">) {
  return (
    <Card aria-labelledby="alarms" className="lg:col-span-2">
      <CardTitle id="alarms">Wrong now</CardTitle>
      {alarms.length === 0 && <p className="text-muted">Nothing.</p>}
      <ul className="flex flex-col gap-2">
        {alarms.map((alarm) => (
          <li key={`${alarm.kind} ${alarm.about}`}>
            <Holding alarm={alarm} />
          </li>
        ))}
      </ul>
      {withheld.length > 0 && (
        <p className="mt-3 text-muted text-small">
          Not offered, for nobody could decide them with the sources that are switched on:{" "}
          {withheld.map(({ template }) => template).join(", ")}.
        </p>
      )}
    </Card>
  );
}

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
          <span className="break-all font-medium">{sourceName(alarm.about)}</span>
        )}
        <span className="text-muted text-small">since {agoText(alarm.since, now)}</span>
      </p>
      <p className="break-words text-muted text-small">{alarm.detail}</p>
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
          Answered {agoText(source.answeredAt, now)} · asked {agoText(source.askedAt, now)}
          {source.failures > 0 && ` · ${source.failures} failures in a row`}
          {source.restsUntil !== null && now !== null && ` · rests ${roughly(source.restsUntil - now)} more`}
        </p>
      )}
      {source.refusal && <p className="break-words text-small">{reasonText(source.refusal)}</p>}
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
            last seen {agoText(seenAt, now)}
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
        <span className={keeper.isLow ? "text-down" : ""}>{etherText(keeper.balanceWei)}</span>
      </Line>
      <Line label="Keeper's money for bonds">
        <span className={isShort ? "text-down" : ""}>
          {usdExact(microOf(keeper.purse))}, {usdExact(microOf(keeper.bonds))} may be needed
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
        {feed.isStale && `: stale, every ${roughly(feed.heartbeat)} one is due`}
      </span>
    </Line>
  );
}
