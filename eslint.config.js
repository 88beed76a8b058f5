/** Lint: TypeScript as strict as it goes, the rules of hooks, and files that stay short. */
import reactHooks from "eslint-plugin-react-hooks";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  { ignores: ["dist/", "node_modules/"] },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "max-lines": ["error", { max: 400, skipBlankLines: true, skipComments: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ["src/netfilter/**/*.ts"],
    rules: {
      "no-restricted-globals": [
        "error",
        "document",
        "window",
        "self",
        "navigator",
        "localStorage",
        "fetch",
        "process",
        "Buffer",
      ],
    },
  },
  { files: ["src/app/**/*.{ts,tsx}"], ...reactHooks.configs.flat["recommended-latest"] },
);
