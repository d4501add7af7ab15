import { useQuery } from "@tanstack/react-query";
import { oracleQuery } from "@/api/queries";
import { useChainNow } from "@/chain/clock";
import type { OracleHealth, Signers } from "@/generated/api/types.gen";
import { microOf, usdExact } from "@/lib/money";
import { priceText } from "@/lib/odds";
import { sourceName } from "@/lib/sources";
import { roughly } from "@/lib/time";
import { Card, CardTitle, Line } from "@/ui/Card";
import { Hash } from "@/ui/Hash";
import { Loaded } from "@/ui/Loaded";
import { PageTitle } from "@/ui/PageTitle";
import { Asked, People, Wrong } from "./Standing";
import { agoText, signersText, sourcesNeeded } from "./wording";

export function OraclePage() {
  const query = useQuery(oracleQuery);
  return (
    <>
      <PageTitle title="Sources">
        Where results come from, how each source is, and who signs. Several must agree; one that fails decides
        nothing.
      </PageTitle>
      <div className="mt-6">
        <Loaded query={query} what="sources">
          {(health) => <Health health={health} />}
        </Loaded>
      </div>
    </>
  );
}

function Health({ health }: { health: OracleHealth }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-2">
      <Watched health={health} />
      {health.status && <Wrong status={health.status} />}
      {health.status && <Asked sources={health.status.sources} />}
      <div className="flex min-w-0 flex-col gap-4">
        {health.status && <People status={health.status} />}
        <Card aria-labelledby="prices">
          <CardTitle id="prices">Age of prices</CardTitle>
          <Prices prices={health.prices} />
          <p className="mt-2 text-muted text-small">
            For charts only; markets settle on the answers to their questions.
          </p>
        </Card>
      </div>
      <Card aria-labelledby="signers" className="lg:col-span-2">
        <CardTitle id="signers">Who answers, and who signs</CardTitle>
        {health.signers.length === 0 && <p className="text-muted">No source is registered on chain yet.</p>}
        <ul className="grid gap-x-6 md:grid-cols-2">
          {health.signers.map((signers) => (
            <li key={signers.sourceId} className="min-w-0 border-hairline border-t py-3">
              <Registered signers={signers} />
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}

/** Silence is no good news: without somebody who looks, nothing below would be noticed. */
function Watched({ health }: { health: OracleHealth }) {
  const now = useChainNow();
  const text =
    health.measuredAt === null
      ? "The oracle has not measured anything yet."
      : `Measured by the oracle ${agoText(health.measuredAt, now)}.`;
  return (
    <p className={`lg:col-span-2 ${health.isWatched ? "text-muted" : "text-down"}`}>
      {text}
      {!health.isWatched && " Nobody is watching; anybody can still decide and settle markets on chain."}
    </p>
  );
}

function Prices({ prices }: { prices: OracleHealth["prices"] }) {
  const now = useChainNow();
  return (
    <dl>
      {prices.map(({ symbol, source, price, at }) => (
        <Line key={symbol} label={source ? `${symbol} · ${sourceName(source)}` : symbol}>
          {price === null ? "no price yet" : `${priceText(price)}, ${agoText(at, now)}`}
        </Line>
      ))}
    </dl>
  );
}

function Registered({ signers }: { signers: Signers }) {
  return (
    <>
      <h3 className="font-medium">{signers.name ?? `Source ${signers.sourceId}`}</h3>
      <p className="text-muted text-small">
        {signersText(signers)}
        {signers.reporters.length > 0 &&
          ` ${sourcesNeeded(signers)} Anyone may challenge for ${roughly(signers.window)} with a bond of ${usdExact(microOf(signers.bond))}.`}
      </p>
      {signers.reporters.length > 0 && (
        <ul aria-label="Reporters" className="flex flex-wrap gap-x-3">
          {signers.reporters.map((reporter) => (
            <li key={reporter}>
              <Hash value={reporter} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
