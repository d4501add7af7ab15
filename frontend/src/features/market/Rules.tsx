import { useQuery } from "@tanstack/react-query";
import { oracleQuery } from "@/api/queries";
import type { MarketDetail } from "@/generated/api/types.gen";
import { pathOf, whatIfsOf, withoutExamples } from "./rules";

/** What a bettor should know before betting: the rules, one bet worked out, and how it can end otherwise. */
export function Rules({ market }: { market: MarketDetail }) {
  // How a source is answered is registered for ever, so asking once is enough.
  const { data: oracle } = useQuery({ ...oracleQuery, refetchInterval: false, staleTime: Infinity });
  const { said, examples } = withoutExamples(market.rules);
  return (
    <div className="flex flex-col gap-6">
      <section aria-labelledby="rules">
        <h2 id="rules" className="mb-2 font-semibold">
          Rules
        </h2>
        <ol className="flex list-decimal flex-col gap-2 pl-5 text-muted marker:text-muted">
          {said.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ol>
      </section>
      {examples.length > 0 && (
        <section aria-labelledby="example" className="rounded-control bg-s2 p-3">
          <h2 id="example" className="mb-2 font-semibold">
            Worked out with this market's numbers
          </h2>
          {examples.map((example) => (
            <p key={example} className="mt-1">
              {example}
            </p>
          ))}
        </section>
      )}
      <section aria-labelledby="what-if">
        <h2 id="what-if" className="mb-2 font-semibold">
          What if …
        </h2>
        <dl className="flex flex-col gap-2">
          {whatIfsOf(market, pathOf(market, oracle?.signers)).map(({ when, ends }) => (
            <div key={when}>
              <dt className="font-medium">… {when}?</dt>
              <dd className="text-muted">{ends}</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );
}
