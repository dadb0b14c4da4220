import type { Metadata } from "next";
import { getVisitor, type Visit, visitAdmin } from "@/app/_edge/visit";
import { Part } from "@/components/admin/part";
import { ChoiceField } from "@/components/forms/choice-field";
import { Form } from "@/components/forms/form";
import { NewPasswordField } from "@/components/forms/new-password-field";
import { formTexts } from "@/components/forms/texts";
import { isSuppressed } from "@/core/mail/suppressions";
import type { Query } from "@/core/query";
import { listOwnSessions } from "@/core/staff/own-sessions";
import { findOwnSecondFactor, type OwnSecondFactor } from "@/core/staff/start-second-factor";
import { momentsIn } from "../moment";
import { News } from "../news";
import { OwnPassword } from "../own-password";
import { changeStaffPasswordAction, chooseStaffLanguageAction } from "./action";
import { OwnSessions } from "./own-sessions";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminStaff.account.heading")} – ${t("admin.title")}` };
}

type Props = { searchParams: Promise<Query> };

export default async function OwnAccountPage({ searchParams }: Props) {
  const { t, ctx, staff } = await visitAdmin("/admin/account");
  const asked = await searchParams;
  const [sessions, factor, isMailStopped] = await Promise.all([
    listOwnSessions(ctx, staff.staffId),
    findOwnSecondFactor(ctx, staff.staffId),
    isSuppressed(ctx, staff.email),
  ]);
  return (
    <>
      <h1>{t("adminStaff.account.heading")}</h1>
      <p className="mt-1 wrap-anywhere text-quiet">{t("adminStaff.account.intro", { name: staff.name, email: staff.email })}</p>
      {isMailStopped ? <p className="mt-2 max-w-3xl font-medium text-bad">{t("adminStaff.account.mailStopped")}</p> : null}
      <News
        news={[
          [asked.ended, t("adminStaff.account.sessions.ended")],
          [asked.password, t("adminStaff.account.password.changed")],
          [asked.language, t("adminStaff.account.language.changed")],
        ]}
      />
      <SecondFactor t={t} ctx={ctx} factor={factor} />
      <OwnSessions t={t} language={ctx.request.language} sessions={sessions} here={staff.id} />
      <Password key={staff.id} t={t} ctx={ctx} email={staff.email} />
      <Language t={t} ctx={ctx} />
    </>
  );
}

type PartProps = Pick<Visit, "t" | "ctx">;

function SecondFactor({ t, ctx, factor }: PartProps & { factor: OwnSecondFactor }) {
  const isOn = factor.state === "on";
  return (
    <Part title={t("adminStaff.account.secondFactor.title")} text={t("adminStaff.account.secondFactor.text")}>
      {isOn ? (
        <>
          <p>{t("adminStaff.account.secondFactor.isOn", { at: momentsIn(ctx.request.language)(factor.confirmedAt).text })}</p>
          <p className={factor.codesLeft < 3 ? "font-medium text-bad" : ""}>
            {t("adminStaff.account.secondFactor.left", { count: factor.codesLeft })}
          </p>
        </>
      ) : (
        <p>{t("adminStaff.account.secondFactor.isOff")}</p>
      )}
      <a href="/admin/account/second-factor" className="button-quiet mt-3">
        {t(isOn ? "adminStaff.account.secondFactor.manage" : "adminStaff.account.secondFactor.setUp")}
      </a>
    </Part>
  );
}

function Password({ t, ctx, email }: PartProps & { email: string }) {
  return (
    <Part title={t("adminStaff.account.password.title")} text={t("adminStaff.account.password.text")} id="password">
      <Form
        action={changeStaffPasswordAction}
        texts={formTexts(t)}
        submit={t("adminStaff.account.password.submit")}
        tone="quiet"
        scope="password"
        label={t("adminStaff.account.password.title")}
      >
        {/* For password managers: whose password this is. The server goes by the session alone. */}
        <input type="text" autoComplete="username" value={email} readOnly hidden />
        <NewPasswordField t={t} label={t("adminStaff.account.password.next")} minLength={ctx.settings.passwords.minLength} />
        <OwnPassword
          t={t}
          isAsked
          label={t("adminStaff.account.password.present")}
          hint={t("adminStaff.secondFactor.confirm.passwordHint")}
        />
      </Form>
    </Part>
  );
}

function Language({ t, ctx }: PartProps) {
  return (
    <Part title={t("adminStaff.account.language.title")} text={t("adminStaff.account.language.text")}>
      <Form
        key={ctx.request.language}
        action={chooseStaffLanguageAction}
        texts={formTexts(t)}
        submit={t("adminStaff.account.language.submit")}
        tone="quiet"
        scope="language"
        label={t("adminStaff.account.language.title")}
      >
        <ChoiceField
          name="language"
          label={t("adminStaff.account.language.label")}
          defaultValue={ctx.request.language}
          options={(["en", "es"] as const).map((value) => ({ value, label: t(`adminStaff.account.language.names.${value}`) }))}
        />
      </Form>
    </Part>
  );
}
