import { useId } from "react";
import { ONE_USDC, typedOf, usdDown, usdExact } from "@/lib/money";
import { Button } from "@/ui/Button";
import { Line } from "@/ui/Card";
import { Segments } from "@/ui/Segments";
import { Empty } from "@/ui/States";
import { Stepper } from "@/ui/Stepper";
import { Results } from "./Results";
import { SelectionRow } from "./SelectionRow";
import { SlipButton } from "./SlipButton";
import { useSlipBasket } from "./SlipProvider";
import { write } from "./selectionStore";
import { MOST_SELECTIONS } from "./selections";
import type { Basket } from "./useBasket";

const QUICK = [5n, 25n, 100n, 250n].map((dollars) => dollars * ONE_USDC);

/** Everything that is to be bet, paid in one transaction. */
export default function BetSlip() {
  const basket = useSlipBasket();
  const { legs, transaction } = basket;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void basket.place();
      }}
    >
      <Results basket={basket} />
      {legs.length === 0 ? (
        <Empty title="Your slip is empty">
          Choose an outcome here or in the list of markets. Up to {MOST_SELECTIONS} bets go in one
          transaction.
        </Empty>
      ) : (
        <Bets basket={basket} />
      )}
      <Stepper transaction={transaction} />
      {legs.length > 0 && (
        <p className="mt-3 text-muted text-small">
          Estimates change until betting closes. A stake is locked in the contract and cannot be withdrawn
          early.
        </p>
      )}
    </form>
  );
}

function Bets({ basket }: { basket: Basket }) {
  const { legs, slip, transaction } = basket;
  const busy = transaction.stage !== null;
  const only = legs.length === 1;
  return (
    <>
      <PayFrom basket={basket} />
      <ul aria-label="Bets on the slip" className="flex flex-col gap-3">
        {legs.map((leg) => (
          <SelectionRow
            key={leg.selection.marketId}
            leg={leg}
            fault={slip.faults.get(leg.selection.marketId)}
            minimum={basket.minimum}
            only={only}
            disabled={busy}
          />
        ))}
      </ul>
      <QuickStakes basket={basket} disabled={busy} />
      <AllowLess basket={basket} />
      {/* Many bets are scrolled; what they cost together, and the button, stay in sight. */}
      <div className={only ? "" : "sticky bottom-0 -mx-4 border-hairline border-t bg-s1 px-4 py-3"}>
        {!only && <Total basket={basket} />}
        {slip.shortage && <p className="mb-3 text-down text-small">{slip.shortage}</p>}
        <SlipButton basket={basket} />
      </div>
      {!only && <Together basket={basket} />}
    </>
  );
}

function PayFrom({ basket: { credit, from, payFrom } }: { basket: Basket }) {
  if (credit === null) return null;
  return (
    <div className="mb-4 flex items-center justify-between gap-3">
      <span className="text-muted text-small">Pay from</span>
      <Segments
        label="Pay from"
        value={from}
        options={{ wallet: "Wallet", credit: `Credit ${usdDown(credit)}` }}
        onChange={payFrom}
      />
    </div>
  );
}

/** Fills the one stake, or all of them alike. */
function QuickStakes({ basket: { legs, most, minimum }, disabled }: { basket: Basket; disabled: boolean }) {
  const ids = legs.map(({ selection }) => selection.marketId);
  const only = legs.length === 1;
  return (
    <div className="mt-3 mb-4">
      {!only && <p className="mb-1 text-muted text-small">The same stake on each</p>}
      <div className="grid auto-cols-fr grid-flow-col gap-2">
        {QUICK.map((amount) => (
          <Button
            key={amount}
            className="px-0! border-transparent!"
            disabled={disabled}
            onClick={() => write(ids, typedOf(amount))}
          >
            ${typedOf(amount)}
          </Button>
        ))}
        {only && (
          <Button
            className="px-0! border-transparent!"
            disabled={disabled || most === null || most < minimum}
            title={most === null ? undefined : usdExact(most)}
            onClick={() => most !== null && write(ids, typedOf(most))}
          >
            Max
          </Button>
        )}
      </div>
    </div>
  );
}

/** Shown only where it matters: some bet on the slip would return less than its stake when it wins. */
function AllowLess({ basket: { legs, allowLess, setAllowLess } }: { basket: Basket }) {
  const id = useId();
  if (!allowLess && !legs.some(({ estimate }) => estimate?.losing)) return null;
  return (
    <div className="mb-4 flex items-start gap-2 rounded-control border border-warn/50 p-3">
      <input
        id={id}
        type="checkbox"
        checked={allowLess}
        onChange={(event) => setAllowLess(event.target.checked)}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <label htmlFor={id} className="text-small">
        Allow a winning bet that returns less than its stake
      </label>
    </div>
  );
}

function Total({ basket: { legs, slip } }: { basket: Basket }) {
  return (
    <dl className="mb-2">
      <Line label={`Total of ${legs.length} bets`}>
        <strong className="font-semibold">{usdExact(slip.total)}</strong>
      </Line>
    </dl>
  );
}

function Together({ basket: { from } }: { basket: Basket }) {
  return (
    <p className="text-muted text-small">
      One transaction, a result for each bet; nothing is taken for one that is refused.
      {from === "wallet" &&
        " Your wallet may ask twice: first to allow the contract exactly this total, then to send the bets."}
    </p>
  );
}
