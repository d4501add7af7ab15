import { useQuery } from "@tanstack/react-query";
import { readyQuery } from "@/api/queries";
import type { Readiness } from "@/generated/api/types.gen";
import { useLink } from "@/live/live";
import type { Link } from "@/live/stream";
import { AlertIcon } from "@/ui/icons";

/** What to say about the freshness of the page; null while all is well. */
export function statusText(link: Link, ready: Readiness | undefined, failed: boolean): string | null {
  if (failed)
    return "Mutuel's service does not answer. What you see may be old; your money on chain is not affected.";
  if (ready && !ready.database) return "The service cannot read its data. What you see may be old.";
  if (ready && !ready.rpc)
    return "The service cannot reach the network. Pools may be old; your wallet still works.";
  if (ready && !ready.ready && ready.indexerLagBlocks !== null) {
    return `The index is ${ready.indexerLagBlocks} blocks behind the network. Pools and positions may be old.`;
  }
  if (link === "lost") return "Live updates are interrupted. Reconnecting…";
  return null;
}

export function StatusBanner() {
  const { data, isError } = useQuery(readyQuery);
  const text = statusText(useLink(), data, isError);
  return (
    <div role="status" aria-label="Service status">
      {text && (
        <p className="flex items-center justify-center gap-2 border-hairline border-t bg-s2 px-4 py-2 text-center text-warn">
          <AlertIcon />
          {text}
        </p>
      )}
    </div>
  );
}
