import { createContext, type ReactNode, use } from "react";
import { type Basket, useBasket } from "./useBasket";

const BasketContext = createContext<Basket | null>(null);

/** One slip for all pages: it survives going from market to market. */
export function SlipProvider({ children }: { children: ReactNode }) {
  return <BasketContext value={useBasket()}>{children}</BasketContext>;
}

export function useSlipBasket(): Basket {
  const basket = use(BasketContext);
  if (!basket) throw new Error("used outside SlipProvider");
  return basket;
}
