import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

// Parts of a page load when they are first needed, and a loaded machine takes its time. What is there is found at once.
configure({ asyncUtilTimeout: 15_000 });

afterEach(cleanup);
