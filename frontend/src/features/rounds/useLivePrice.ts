import { useQuery } from "@tanstack/react-query";
import { latestPriceQuery } from "@/api/queries";
import { type Price, priceOf } from "@/lib/price";

export interface LivePrice {
  text: string;
  price: Price;
  source: string | null;
  /** The last question was not answered: the price may have moved on. */
  stale: boolean;
}

/** The latest price that any source showed, asked for every few seconds; null while there is none. For the eye only. */
export function useLivePrice(symbol: string, wanted: boolean): LivePrice | null {
  const { data, isError } = useQuery({ ...latestPriceQuery(symbol), enabled: wanted });
  if (!data?.price) return null;
  return { text: data.price, price: priceOf(data.price), source: data.source, stale: isError };
}
