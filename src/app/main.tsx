/**
 * Where the page begins.
 */
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queries } from "./queries";
import "./tokens.css";
import "./base.css";
import { openFirst, openLink } from "./opening";
import { Page } from "./shell/Page";
import { showTheme } from "./theme/theme";

async function begin(root: HTMLElement): Promise<void> {
  showTheme();
  await openFirst();
  addEventListener("hashchange", () => void openLink());
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <Page />
      </QueryClientProvider>
    </StrictMode>,
  );
}

const root = document.getElementById("page");
if (root) void begin(root);
