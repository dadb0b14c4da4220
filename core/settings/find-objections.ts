import { type AskedScene, sceneKeys } from "@/core/access/read-scene";
import type { Ctx } from "@/core/ctx";
import type { Problem } from "@/core/result";
import { findWarnings, type Surroundings } from "@/core/settings/find-warnings";
import { findRuleProblems, type RuleFailure } from "@/core/settings/rules";
import type { Warning } from "@/core/settings/warnings";

/** What saving would say to what is tried out in the simulator. */
export type Objections = { readonly problems: readonly Problem<RuleFailure>[]; readonly warnings: readonly Warning[] };

/** The rules that would refuse a scene of the simulator, and the warnings about access that it deserves (P-A8). Saves nothing. */
export async function findObjections(
  ctx: Pick<Ctx, "db" | "settings">,
  scene: AskedScene,
  around: Surroundings,
): Promise<Objections> {
  const settings = { ...ctx.settings, access: scene.access };
  const connections = around.connections.map((one) => ({
    ...one,
    isEnabled: scene.connections.some(({ id }) => id === one.id),
  }));
  const problems = await findRuleProblems(scene.isTried ? sceneKeys : [], {
    before: ctx.settings,
    after: settings,
    hasTestedConnection: connections.some(({ isEnabled, testedAt }) => isEnabled && testedAt !== null),
    // No switch of the simulator names a person.
    isActiveStaff: async () => true,
  });
  const warnings = await findWarnings({ ...ctx, settings }, { ...around, connections });
  return { problems, warnings: warnings.filter(({ key }) => key.startsWith("access.")).map(({ warning }) => warning) };
}
