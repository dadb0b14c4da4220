import { type Tryout, tryoutKeys } from "@/core/access/read-tryout";
import { judgeWays } from "@/core/connections/judge-ways";
import type { ListedConnection } from "@/core/connections/list-connections";
import type { Ctx } from "@/core/ctx";
import { smtpSource } from "@/core/mail/smtp-source";
import { findRuleProblems } from "@/core/settings/rules";
import { listWarnings } from "@/core/settings/warnings";
import type { Translator } from "@/messages/translator";
import { getInstallation } from "@/server/installation";
import { getEnv } from "@/settings/env";

type Tried = Tryout & { readonly isRegistrationOpen: boolean };

/** What saving would say to settings that are tried out: the rules that would refuse them, and the warnings they deserve. */
export async function findObjections(t: Translator, ctx: Ctx, tryout: Tried, all: readonly ListedConnection[]) {
  const settings = { ...ctx.settings, access: tryout.access };
  const enabled = all.map((one) => ({ ...one, isEnabled: tryout.connections.some(({ id }) => id === one.id) }));
  const problems = await findRuleProblems(tryout.isTried ? tryoutKeys : [], {
    before: ctx.settings,
    after: settings,
    hasTestedConnection: enabled.some(({ isEnabled, testedAt }) => isEnabled && testedAt !== null),
    isActiveStaff: async () => true,
  });
  const { circuits } = getInstallation();
  const warnings = listWarnings(settings, {
    isRegistrationOpen: tryout.isRegistrationOpen,
    hasMailServer: smtpSource(getEnv().smtpUrl, settings) !== null,
    ways: judgeWays(enabled, (id) => circuits.isOpen(id)),
  });
  return {
    refused: problems.map(({ code, vars }) => t(`failures.${code}`, vars ?? {})),
    warnings: warnings
      .filter(({ key }) => key.startsWith("access."))
      .map(({ warning }) => t(`admin.settings.warnings.${warning}`)),
  };
}
