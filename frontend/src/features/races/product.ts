import { lazy } from "react";
import type { ProductFeature } from "../market/product";

export const feature: ProductFeature = {
  products: ["weekly-race", "daily-race"],
  outcomes: "Sides",
  Panel: lazy(() => import("./RacePanel")),
};
