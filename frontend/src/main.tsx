import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { configureApi } from "./api/client";
import { Boot } from "./app/Boot";
import { startStream } from "./live/live";
import "./styles.css";

configureApi();
startStream();
const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <Boot />
  </StrictMode>,
);
