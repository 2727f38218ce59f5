// Gives tests the modules of our scripts as they are made small: `node --import small.mjs`, these in the folder SMALL.
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { join } from "node:path";

registerHooks({
  load(url, context, next) {
    const [, name] = url.match(/\/templates\/scripts\/([^?]*)/) ?? [];
    if (!name) return next(url, context);
    return { format: "module", source: readFileSync(join(process.env.SMALL, name)), shortCircuit: true };
  },
});
