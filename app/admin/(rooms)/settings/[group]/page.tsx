import type { Metadata } from "next";
import { nothingHere } from "@/app/_edge/nothing-here";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { AskBeforeLeaving } from "@/components/forms/ask-before-leaving";
import { Form } from "@/components/forms/form";
import { SeenField } from "@/components/forms/seen-field";
import { formTexts } from "@/components/forms/texts";
import { PortalAddress } from "@/components/settings/portal-address";
import { SettingControl } from "@/components/settings/setting-control";
import { DRAWN } from "@/components/settings/setting-view";
import { TabLinks } from "@/components/ui/tab-links";
import { listConnections } from "@/core/connections/list-connections";
import type { Query } from "@/core/query";
import { findWarnings } from "@/core/settings/find-warnings";
import { previewSsoOnly } from "@/core/settings/preview-sso-only";
import { isDangerous } from "@/core/settings/save-settings";
import { seenSettings } from "@/core/settings/seen-settings";
import type { Translator } from "@/messages/translator";
import { getInstallation } from "@/server/installation";
import { getEnv } from "@/settings/env";
import { type GroupName, isGroupName } from "@/settings/registry";
import { DirectoryPart } from "../../directory-part";
import { News } from "../../news";
import { OwnPassword } from "../../own-password";
import { settingsTabs } from "../tabs";
import { saveSettingsAction } from "./action";
import { RegistrationPart } from "./registration-part";
import { settingViews } from "./views";

type Props = {
  params: Promise<{ group: string }>;
  searchParams: Promise<Query>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { t } = await getVisitor();
  const { group } = await params;
  return isGroupName(group) ? { title: headingOf(t, group) } : {};
}

export default async function SettingsPage({ params, searchParams }: Props) {
  const { t, ctx, staff } = await visitAdmin("/admin/settings/[group]");
  const { group } = await params;
  if (!isGroupName(group)) nothingHere();
  const { saved, renewed } = await searchParams;
  const { circuits } = getInstallation();
  const warnings = await findWarnings(ctx, {
    connections: await listConnections(ctx),
    environmentSmtp: getEnv().smtpUrl,
    isAway: (id) => circuits.isOpen(id),
  });
  const overridden = getEnv().smtpUrl === null ? [] : (["mail.smtpUrl"] as const);
  const ssoOnly = group === "access" ? await previewSsoOnly(ctx) : null;
  const views = settingViews({ t, ctx, overridden, ssoOnly }, group, warnings);
  const { title, text } = groupTexts(t, group);
  return (
    <>
      <div className="settings-form">
        {/* A new key after each save: the form starts anew with what is stored, its problems gone. */}
        <Form
          key={String(saved)}
          action={saveSettingsAction}
          texts={formTexts(t)}
          heading={headingOf(t, group)}
          intro={<Intro t={t} group={group} saved={saved} />}
          submit={t("admin.settings.submit")}
          after={
            <a href={`/admin/settings/${group}`} className="tall-link" data-discards="">
              {t("admin.settings.discard")}
            </a>
          }
        >
          <AskBeforeLeaving over="everything" />
          <input type="hidden" name="group" value={group} />
          <SeenField value={seenSettings(ctx, group)} />
          <input type="hidden" name={DRAWN} value={views.map(({ key }) => key).join()} />
          <div className="settings-group">
            <h2>{title}</h2>
            <p className="mt-1 text-sm text-quiet">{text}</p>
          </div>
          <div className="card max-w-2xl">
            {views.map((view) => (
              <SettingControl key={view.key} view={view} />
            ))}
            <OwnPassword t={t} isAsked={!staff.isFresh && views.some(({ key }) => isDangerous(key))} />
          </div>
        </Form>
      </div>
      {group === "registration" ? <RegistrationPart t={t} ctx={ctx} renewed={renewed} /> : null}
      {group === "partners" ? <DirectoryPart t={t} ctx={ctx} /> : null}
      {group === "access" ? <PortalAddress t={t} url={`${ctx.origin}/`} /> : null}
    </>
  );
}

type IntroProps = { t: Translator; group: GroupName; saved: Query[string] };

function Intro({ t, group, saved }: IntroProps) {
  return (
    <>
      <TabLinks label={t("admin.settings.nav")} links={settingsTabs(t, group)} />
      <News news={[[saved, t("admin.settings.saved")]]} />
    </>
  );
}

const groupTexts = (t: Translator, group: GroupName) => ({
  title: t(`admin.settings.groups.${group}.title`),
  text: t(`admin.settings.groups.${group}.text`),
});

const headingOf = (t: Translator, group: GroupName): string => t("admin.settings.heading", { group: groupTexts(t, group).title });
