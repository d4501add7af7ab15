import { lazy } from "react";
import type { ProductFeature } from "../market/product";

export const feature: ProductFeature = {
  products: ["match-windows"],
  outcomes: "Sides",
  ownClock: true,
  Panel: lazy(() => import("./WindowPanel")),
  Below: lazy(() => import("./OtherWindows")),
};
