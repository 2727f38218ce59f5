// Rules for the scripts of the pages and their tests: `eslint --config tests/node/eslint.config.mjs templates tests/scripts`.
import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["**/node_modules/", "**/*.d.ts"] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "array-callback-return": "error",
      "arrow-body-style": "error",
      "consistent-return": "off", // a handler that returns early has no value to return; tsc checks the others
      "default-case-last": "error",
      eqeqeq: "error",
      "func-style": "error",
      "logical-assignment-operators": "error",
      "max-depth": ["error", 4],
      "max-len": ["error", { code: 120, ignoreRegExpLiterals: true }], // a pattern cannot be broken
      "no-bitwise": "off", // postings are packed into numbers
      "no-else-return": "error",
      "no-eval": "error",
      "no-implicit-coercion": "error",
      "no-implied-eval": "error",
      "no-lonely-if": "error",
      "no-new-wrappers": "error",
      "no-param-reassign": "off",
      "no-promise-executor-return": "error",
      "no-restricted-globals": ["error", "event", "name", "status"], // a forgotten declaration finds these
      "no-self-compare": "error",
      "no-throw-literal": "error",
      "no-undef-init": "error",
      "no-unneeded-ternary": "error",
      "no-unused-expressions": ["error", { allowShortCircuit: true }],
      "no-useless-rename": "error",
      "no-useless-return": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-arrow-callback": "error",
      "prefer-const": "error",
      "prefer-object-spread": "error",
      "prefer-rest-params": "error",
      "prefer-spread": "error",
      "prefer-template": "error",
      "sort-imports": ["error", { ignoreDeclarationSort: true }],
      yoda: "error",
    },
  },
  {
    files: ["templates/**"],
    languageOptions: { globals: globals.browser },
    rules: {
      "no-restricted-syntax": [
        "error",
        { selector: "ImportExpression", message: "it would not run from disk" },
        {
          selector: "VariableDeclarator:not(:first-child) > :matches(ArrayPattern, ObjectPattern).id",
          message: "made small, it would come first: a declaration of its own is wanted",
        },
      ],
    },
  },
  { files: ["tests/**"], languageOptions: { globals: globals.nodeBuiltin } },
];
