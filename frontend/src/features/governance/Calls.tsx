import { Link } from "@tanstack/react-router";
import { Evidence } from "@/features/disputes/Evidence";
import type { ReadableCall } from "@/generated/api/types.gen";
import { etherExact } from "@/lib/ether";
import { isHash } from "@/lib/evidence";
import { Chip } from "@/ui/Chip";
import { Hash } from "@/ui/Hash";
import { inUnits, isUnset } from "./units";
import { argumentText, isPayment, isRaw, meaningText } from "./wording";

/** What a proposal or an act does, call by call; a call inside another stands below it, set in. */
export function Calls({ calls, leftOut = 0 }: { calls: ReadableCall[]; leftOut?: number }) {
  return (
    <ul aria-label="What it does" className="flex flex-col gap-2 rounded-control bg-s2 p-3">
      {calls.map((call, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the calls of an act never change, and may be equal
        <li key={place} className={call.depth > 0 ? DEPTHS[Math.min(call.depth, DEPTHS.length) - 1] : ""}>
          <What call={call} />
          {call.value !== "0" && (
            <p className="my-1 flex flex-wrap items-center gap-2 text-small">
              <Chip tone="warn">Sends {etherExact(call.value)}</Chip>
              <span>along with this call.</span>
            </p>
          )}
          <dl className="text-small">
            {call.arguments
              .filter(({ name, value }) => !(isPayment(call) || isUnset(call.function, name, value)))
              .map(({ name, value }) => (
                <div key={name} className="flex flex-wrap gap-x-2">
                  <dt className="text-muted">{name}</dt>
                  <Argument called={call.function} name={name} value={value} />
                </div>
              ))}
          </dl>
        </li>
      ))}
      {leftOut > 0 && (
        <li className="flex flex-wrap items-center gap-2 text-small">
          <Chip tone="warn">Not shown</Chip>
          <span>
            {leftOut === 1 ? "1 more call does" : `${leftOut} more calls do`} not fit on this page. Support
            this only if you have read all of it elsewhere.
          </span>
        </li>
      )}
    </ul>
  );
}

/** In the units of people where there are some; the number as the chain has it in the title. */
function Argument({ called, name, value }: { called: string | null; name: string; value: string }) {
  const said = inUnits(called, name, value);
  if (said !== null) return <dd title={`${value} on chain`}>{said}</dd>;
  return (
    <dd className="min-w-0 break-all font-mono">
      {name === "evidenceUri" ? <Evidence uri={value} /> : <Plain value={value} />}
    </dd>
  );
}

function Plain({ value }: { value: string }) {
  return isHash(value) ? <Hash value={value} ends={6} /> : argumentText(value);
}

const DEPTHS = [
  "border-hairline border-l-2 pl-3",
  "ml-3 border-hairline border-l-2 pl-3",
  "ml-6 border-hairline border-l-2 pl-3",
];

function Named({ call }: { call: ReadableCall }) {
  const meaning = meaningText(call);
  return (
    <>
      {meaning && (
        <p className="text-small">
          {meaning}{" "}
          {call.function === "rule" && (
            <Link to="/disputes" className="text-accent underline underline-offset-4">
              Look at the disputes
            </Link>
          )}
        </p>
      )}
      <p className="break-all font-mono text-small">
        {call.contract}.{call.function}
      </p>
    </>
  );
}

function What({ call }: { call: ReadableCall }) {
  if (isPayment(call)) return <Payment call={call} />;
  return isRaw(call) ? <Raw call={call} /> : <Named call={call} />;
}

function Payment({ call: { contract, to } }: { call: ReadableCall }) {
  return (
    <p className="text-small">
      A payment to {contract ?? <Hash value={to} ends={6} />}; it calls no function.
    </p>
  );
}

/** A call that nobody here can read: said plainly, for it may do anything that its caller may. */
function Raw({ call: { contract, to } }: { call: ReadableCall }) {
  return (
    <p className="flex flex-wrap items-center gap-2 text-small">
      <Chip tone="warn">Not decoded</Chip>
      <span>
        A call to {contract ?? <Hash value={to} ends={6} />} that this page cannot read; its bytes are:
      </span>
    </p>
  );
}
