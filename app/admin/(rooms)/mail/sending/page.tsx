import type { Metadata } from "next";
import { isFresh } from "@/app/_edge/is-fresh";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { Fact, Facts } from "@/components/admin/facts";
import { Part } from "@/components/admin/part";
import { type OpenedSending, openSending } from "@/core/mail/open-sending";
import type { Query } from "@/core/query";
import type { Translator } from "@/messages/translator";
import { getEnv } from "@/settings/env";
import { MailTabs } from "../mail-tabs";
import { DkimPart } from "./dkim-part";
import { TrialPart } from "./trial-part";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminSending.sending.heading")} – ${t("admin.title")}` };
}

type Props = { searchParams: Promise<Query> };

export default async function SendingPage({ searchParams }: Props) {
  const { t, ctx, staff } = await visitAdmin("/admin/mail/sending");
  const { made, switched } = await searchParams;
  const opened = await openSending(ctx, getEnv().smtpUrl);
  const language = ctx.request.language;
  const news = isFresh(made) ? "made" : isFresh(switched) ? "switched" : null;
  return (
    <>
      <h1>{t("adminSending.sending.heading")}</h1>
      <MailTabs t={t} here="sending" permissions={staff.permissions} />
      <ServerPart t={t} opened={opened} />
      <TrialPart t={t} language={language} opened={opened} email={staff.email} />
      <LimitsPart t={t} opened={opened} />
      <DkimPart t={t} language={language} dkim={opened.dkim} domain={opened.domain} news={news} isConfirmed={staff.isFresh} />
    </>
  );
}

type PartProps = { readonly t: Translator; readonly opened: OpenedSending };

function ServerPart({ t, opened: { server, isFromEnvironment, sender } }: PartProps) {
  const name = server === "" ? t("adminSending.sending.server.unreadable") : (server ?? t("adminSending.sending.server.none"));
  return (
    <Part title={t("adminSending.sending.server.title")} text={t("adminSending.sending.server.text")}>
      <Facts>
        <Fact name={t("adminSending.sending.server.name")}>
          {isFromEnvironment ? t("adminSending.sending.server.fromEnvironment", { server: name }) : name}
        </Fact>
        <Fact name={t("adminSending.sending.server.sender")}>{`${sender.name} <${sender.address}>`}</Fact>
      </Facts>
      <a href="/admin/settings/mail" className="tall-link">
        {t("adminSending.sending.server.change")}
      </a>
    </Part>
  );
}

function LimitsPart({ t, opened: { limits, sentLastHour, suppressed } }: PartProps) {
  const { perHour, perAddressHour, perAddressDay } = limits;
  return (
    <Part title={t("adminSending.sending.limits.title")} text={t("adminSending.sending.limits.text")}>
      <Facts>
        <Fact name={t("adminSending.sending.limits.lastHour")}>
          {perHour === 0
            ? t("adminSending.sending.limits.sent", { count: sentLastHour })
            : t("adminSending.sending.limits.sentOf", { count: sentLastHour, most: perHour })}
        </Fact>
        <Fact name={t("adminSending.sending.limits.perAddress")}>
          {t("adminSending.sending.limits.perAddressIs", { hour: perAddressHour, day: perAddressDay })}
        </Fact>
        <Fact name={t("adminSending.sending.limits.suppressed")}>
          <a href="/admin/mail/suppressed">{t("adminSending.sending.limits.suppressedIs", { count: suppressed })}</a>
        </Fact>
      </Facts>
      <a href="/admin/settings/mail" className="tall-link">
        {t("adminSending.sending.server.change")}
      </a>
    </Part>
  );
}
