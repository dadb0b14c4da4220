import type { Metadata } from "next";
import { readCookie } from "@/app/_edge/cookies";
import { getVisitor, lacksSecondFactor, type Visit, visitAdmin } from "@/app/_edge/visit";
import { CopyButton } from "@/components/admin/copy-button";
import { Part } from "@/components/admin/part";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import type { Query } from "@/core/query";
import { openShownCodes } from "@/core/staff/shown-codes";
import { findOwnSecondFactor, type OwnSecondFactor } from "@/core/staff/start-second-factor";
import { momentsIn } from "../../moment";
import { News } from "../../news";
import { OwnPassword } from "../../own-password";
import { removeSecondFactorAction, renewRecoveryCodesAction, startSecondFactorAction } from "./action";
import { SetUp } from "./set-up";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminStaff.secondFactor.heading")} – ${t("admin.title")}` };
}

type Props = { searchParams: Promise<Query> };

export default async function SecondFactorPage({ searchParams }: Props) {
  const visiting = await visitAdmin("/admin/account/second-factor");
  const { t, ctx, staff } = visiting;
  const asked = await searchParams;
  const isNeeded = lacksSecondFactor(visiting);
  const factor = await findOwnSecondFactor(ctx, staff.staffId);
  const codes = asked.codes === undefined ? null : openShownCodes(ctx, staff.id, await readCookie("foyer-shown"));
  return (
    <>
      {isNeeded ? null : (
        <a href="/admin/account" className="tall-link">
          {t("adminStaff.secondFactor.back")}
        </a>
      )}
      <h1 className="mt-1">{t("adminStaff.secondFactor.heading")}</h1>
      {isNeeded ? <p className="mt-3 max-w-prose font-medium">{t("adminStaff.secondFactor.needed")}</p> : null}
      <News news={[[asked.off, t("adminStaff.secondFactor.on.wasOff")]]} />
      {codes ? <Codes t={t} codes={codes} /> : <State t={t} ctx={ctx} factor={factor} />}
    </>
  );
}

type PartProps = Pick<Visit, "t" | "ctx">;

function State({ t, ctx, factor }: PartProps & { factor: OwnSecondFactor }) {
  if (factor.state === "waiting") return <SetUp t={t} waiting={factor} />;
  if (factor.state === "on") return <On t={t} ctx={ctx} factor={factor} />;
  return (
    <div className="mt-5 max-w-prose">
      <p className="mb-4">{t("adminStaff.secondFactor.start.text")}</p>
      <Form action={startSecondFactorAction} texts={formTexts(t)} submit={t("adminStaff.secondFactor.start.submit")} />
    </div>
  );
}

function Codes({ t, codes }: { t: PartProps["t"]; codes: readonly string[] }) {
  return (
    <section className="card mt-5 max-w-2xl">
      <h2>{t("adminStaff.secondFactor.codes.title")}</h2>
      <p className="mt-2 mb-4 max-w-prose">{t("adminStaff.secondFactor.codes.text")}</p>
      <ul
        aria-label={t("adminStaff.secondFactor.codes.list")}
        className="mb-4 grid gap-x-8 gap-y-1 font-mono text-lg sm:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-4">
        <CopyButton
          text={codes.join("\n")}
          label={t("adminStaff.secondFactor.codes.copy")}
          done={t("adminStaff.secondFactor.codes.copied")}
        />
        <a href="/admin/account" className="button">
          {t("adminStaff.secondFactor.codes.done")}
        </a>
      </div>
    </section>
  );
}

function On({ t, ctx, factor }: PartProps & { factor: Extract<OwnSecondFactor, { state: "on" }> }) {
  const isNeeded = ctx.settings.staff.requireSecondFactor;
  const hint = t("adminStaff.secondFactor.confirm.passwordHint");
  return (
    <>
      <p className="mt-3">
        {t("adminStaff.secondFactor.on.since", { at: momentsIn(ctx.request.language)(factor.confirmedAt).text })}{" "}
        {t("adminStaff.account.secondFactor.left", { count: factor.codesLeft })}
      </p>
      <Part title={t("adminStaff.secondFactor.on.renewTitle")} text={t("adminStaff.secondFactor.on.renewText")}>
        <Form
          action={renewRecoveryCodesAction}
          texts={formTexts(t)}
          submit={t("adminStaff.secondFactor.on.renew")}
          tone="quiet"
          scope="renew"
          label={t("adminStaff.secondFactor.on.renewTitle")}
        >
          <OwnPassword t={t} isAsked hint={hint} />
        </Form>
      </Part>
      <Part title={t("adminStaff.secondFactor.on.offTitle")} text={t("adminStaff.secondFactor.on.offText")}>
        {isNeeded ? <p className="mb-3 font-medium">{t("adminStaff.secondFactor.on.offNeeded")}</p> : null}
        <Form
          action={removeSecondFactorAction}
          texts={formTexts(t)}
          submit={t("adminStaff.secondFactor.on.off")}
          tone="quiet"
          scope="off"
          label={t("adminStaff.secondFactor.on.offTitle")}
        >
          <Field name="code" label={t("adminStaff.secondFactor.on.code")} autoComplete="one-time-code" isCaseless />
          <OwnPassword t={t} isAsked hint={hint} />
        </Form>
      </Part>
    </>
  );
}
