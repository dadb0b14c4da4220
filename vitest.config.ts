import { resolve } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const alias = { "@": resolve(import.meta.dirname) };
const setupFiles = ["tests/support/no-console-errors.ts"];

/** Begins with what takes minutes, so that it runs beside the others and not after them. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => moduleId.endsWith("/mail-kill-points.test.ts");
    return (await super.sort(files)).sort((one, other) => Number(isLong(other)) - Number(isLong(one)));
  }
}

/**
 * unit: pure. integration: use cases on a real PostgreSQL. http and e2e: the built product, asked by HTTP and by a browser. No test is
 * judged by its pace: the times end one that hangs, and leave a busy machine room.
 */
export default defineConfig({
  resolve: { alias },
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["tests/unit/**/*.test.{ts,tsx}", "tests/contract/**/*.test.ts"],
          setupFiles,
          testTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        resolve: { alias },
        test: {
          name: "integration",
          sequence: { groupOrder: 1 },
          include: ["tests/integration/**/*.test.ts"],
          globalSetup: ["tests/support/cluster.ts"],
          setupFiles,
          // It imports "next/server" without ".js", which only bundlers find.
          server: { deps: { inline: ["next-auth"] } },
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "product",
          sequence: { groupOrder: 2 },
          include: ["tests/http/**/*.test.ts", "tests/e2e/**/*.test.ts"],
          globalSetup: ["tests/support/cluster.ts", "tests/support/build.ts"],
          setupFiles,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
