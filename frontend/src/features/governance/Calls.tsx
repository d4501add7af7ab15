import type { ReadableCall } from "@/generated/api/types.gen";
import { Hash } from "@/ui/Hash";

/** What a proposal or an act does, call by call; a call inside another stands below it, set in. */
export function Calls({ calls }: { calls: ReadableCall[] }) {
  return (
    <ul aria-label="What it does" className="flex flex-col gap-2 rounded-control bg-s2 p-3">
      {calls.map((call, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the calls of an act never change, and may be equal
        <li key={place} className={call.depth > 0 ? "border-hairline border-l-2 pl-3" : ""}>
          <p className="break-all font-mono text-small">
            {call.contract ?? <Hash value={call.to} ends={6} />}.{call.function ?? "unknown function"}
          </p>
          <dl className="text-small">
            {call.arguments.map(({ name, value }) => (
              <div key={name} className="flex flex-wrap gap-x-2">
                <dt className="text-muted">{name}</dt>
                <dd className="min-w-0 break-all font-mono">{value}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}
