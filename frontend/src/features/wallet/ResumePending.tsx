import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useConfig as useWagmi } from "wagmi";
import { forget, pendingOf } from "@/chain/pending";
import { describeError } from "@/errors/describe";
import { toastDone, toastFailed } from "@/ui/toastStore";

/** After a reload in the middle of a transaction: waits for it again and says how it ended. */
export function ResumePending() {
  const wagmi = useWagmi();
  const queries = useQueryClient();
  useEffect(() => {
    for (const { hash, title } of pendingOf(sessionStorage, wagmi.chains[0].id)) {
      forget(sessionStorage, { hash, chainId: wagmi.chains[0].id });
      import("@/chain/transact")
        .then(({ confirmed }) => confirmed(wagmi, hash, title))
        .then(() => {
          toastDone(title, "Your transaction from before the reload is confirmed.");
          void queries.invalidateQueries();
        })
        .catch((error: unknown) => {
          const { title: what, detail } = describeError(error);
          toastFailed(what, detail);
        });
    }
  }, [wagmi, queries]);
  return null;
}
