/** Who may import whom (docs/architecture.md). tests/unit/house.test.ts runs this and names file and rule. */
const not = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });
const ours = "^(app|auth|components|core|db|emails|messages|providers|server|settings|scripts|tests|bench)/";

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    not(
      "no-circles",
      "Two files that import each other are one file, or need a third.",
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    ),
    not("result-stands-alone", "core/result.ts imports nothing of ours.", { path: "^core/result\\.ts$" }, { path: ours }),
    not("db-stands-alone", "db knows tables and nothing else of ours.", { path: "^db/" }, { path: ours, pathNot: "^db/" }),
    not(
      "email-parts-stand-alone",
      "emails/_parts draw and know nothing of ours.",
      { path: "^emails/_parts/" },
      { path: ours, pathNot: "^emails/" },
    ),
    not(
      "rules-know-no-edge",
      "core has the rules: it may use db, emails/_*.ts, settings, providers and messages.",
      { path: "^core/" },
      { path: "^(app|auth|components|server|scripts)/" },
    ),
    not(
      "core-queries-only",
      "core asks db/queries; db/index only for the type, transactions and error codes.",
      { path: "^core/" },
      { path: "^db/", pathNot: "^db/(index\\.ts|queries/)" },
    ),
    not(
      "core-emails-by-registry",
      "core renders mails through emails/_registry.ts and the files beside it, never by one message's own file.",
      { path: "^core/" },
      { path: "^emails/", pathNot: "^emails/_\\w+\\.ts$" },
    ),
    not(
      "next-at-the-edge",
      "next only in app, components, auth, instrumentation and the server that runs it.",
      { path: "^(core|db|emails|messages|settings|providers)/" },
      { path: "node_modules/next/" },
    ),
    not(
      "react-not-in-core",
      "core draws nothing.",
      { path: "^(core|db|settings|server)/" },
      { path: "node_modules/react(-dom)?/" },
    ),
    not(
      "authjs-in-one-place",
      "next-auth and @auth only in auth and providers.",
      { path: "^", pathNot: "^(auth|providers)/" },
      { path: "node_modules/(next-auth|@auth)/" },
    ),
    not(
      "drizzle-in-db",
      "drizzle-orm only in db.",
      { path: "^(app|auth|components|core|emails|messages|providers|server|settings|scripts)/" },
      { path: "node_modules/drizzle-orm/" },
    ),
    not(
      "nodemailer-in-transports",
      "nodemailer only in core/mail/transports.",
      { path: "^", pathNot: "^(core/mail/transports|tests)/" },
      { path: "node_modules/nodemailer/" },
    ),
    not(
      "settings-reach-db-by-store",
      "Of settings only store.ts may ask the database.",
      { path: "^settings/", pathNot: "^settings/store\\.ts$" },
      { path: "^db/" },
    ),
    not(
      "settings-stand-low",
      "settings may use zod and db/queries, nothing above.",
      { path: "^settings/" },
      { path: "^(app|auth|components|core|emails|messages|providers|server)/" },
    ),
    not(
      "components-show-only",
      "components get what they show; of core and settings only types.",
      { path: "^components/" },
      { path: "^(app|auth|core|db|emails|providers|server|settings)/", dependencyTypesNot: ["type-only"] },
    ),
    not(
      "app-asks-core",
      "Pages and actions ask core; only app/_edge may touch the database.",
      { path: "^app/", pathNot: "^app/_edge/" },
      { path: "^(db|emails|scripts|tests)/" },
    ),
    not(
      "providers-are-data",
      "A kind of provider knows Auth.js's provider, its own fields and Result, and nothing else of ours.",
      { path: "^providers/" },
      { path: ours, pathNot: "^(providers/|core/result\\.ts$|settings/fields\\.ts$)" },
    ),
    not(
      "auth-is-the-handshake",
      "auth draws nothing and knows no page.",
      { path: "^auth/" },
      { path: "^(app|components|emails|messages|scripts)/" },
    ),
    not(
      "server-runs-the-house",
      "server starts and carries pages; it imports none of them.",
      { path: "^server/" },
      { path: "^(app|auth|components|emails|scripts)/" },
    ),
    not(
      "emails-print",
      "emails print what they are given.",
      { path: "^emails/" },
      { path: "^(app|auth|components|db|providers|server|scripts)/" },
    ),
    not(
      "product-without-tests",
      "No file of the product needs a test or a benchmark.",
      { path: "^(app|auth|components|core|db|emails|messages|providers|server|settings)/" },
      { path: "^(tests|bench)/" },
    ),
    not("messages-are-words", "messages hold words only.", { path: "^messages/" }, { path: ours, pathNot: "^messages/" }),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(bench/peers|\\.next)" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default", "types"] },
  },
};
