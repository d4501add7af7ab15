import { AlertIcon, CheckIcon, CloseIcon } from "@/ui/icons";
import { isPlaced, resultText } from "./results";
import type { Basket } from "./useBasket";

/** What became of each bet of the last batch, or would have; stays until it is closed or the next one goes out. */
export function Results({ basket: { results, dismissResults } }: { basket: Basket }) {
  return (
    <div aria-live="polite">
      {results.length > 0 && (
        <div className="mb-4 rounded-control border border-hairline p-3">
          <div className="mb-2 flex items-center justify-between gap-2">
            <h3 className="font-semibold">What became of your bets</h3>
            <button
              type="button"
              aria-label="Close the results"
              onClick={dismissResults}
              className="-mt-1 -mr-1 grid size-8 shrink-0 place-items-center rounded-control text-muted hover:bg-s2 hover:text-ink"
            >
              <CloseIcon />
            </button>
          </div>
          <ul aria-label="Results" className="flex flex-col gap-2">
            {results.map((result) => (
              <li key={result.marketId} className="flex items-start gap-2 text-small">
                <span className={isPlaced(result) ? "text-up" : "text-down"}>
                  {isPlaced(result) ? <CheckIcon /> : <AlertIcon />}
                </span>
                <span className="min-w-0">
                  <span className="block font-medium">
                    {result.name} · {result.title}
                  </span>
                  <span className="text-muted">{resultText(result)}</span>
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
