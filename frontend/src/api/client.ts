import { ApiRefusal, ApiUnreachable } from "@/errors/api";
import { client } from "@/generated/api/client.gen";
import type { Problem } from "@/generated/api/types.gen";

const TIMEOUT_MS = 10_000;

/** Same origin; every request ends after 10 s, also when the caller gives a signal of its own. */
export function configureApi(): void {
  client.setConfig({
    baseUrl: "",
    fetch: (request) => {
      const asked = request instanceof Request ? request : new Request(request);
      return fetch(asked, { signal: AbortSignal.any([asked.signal, AbortSignal.timeout(TIMEOUT_MS)]) });
    },
  });
}

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "code" in body && "message" in body;
}

/** The answer's data. Throws ApiRefusal or ApiUnreachable. */
export async function unwrap<Data>(answer: Promise<{ data?: Data; error?: unknown }>): Promise<Data> {
  const { data, error } = await answer;
  if (data !== undefined) return data;
  if (isProblem(error)) throw new ApiRefusal(error);
  if (error instanceof DOMException && error.name === "AbortError") throw error;
  throw new ApiUnreachable(error);
}
