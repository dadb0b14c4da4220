import type { Metadata } from "next";
import { getVisitor, type Visit, visit } from "@/app/_edge/visit";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { PasswordField } from "@/components/forms/password-field";
import { formTexts, passwordTexts } from "@/components/forms/texts";
import { returnTo } from "@/core/access/return-to";
import { signInAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("door.signIn.heading") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Props) {
  const { t, ctx, access } = await visit("/sign-in");
  const asked = await searchParams;
  const goTo = returnTo(asked.returnTo, "");
  if (access.signInPage.kind !== "form")
    return <ButtonsOnly heading={t("door.signIn.heading")} text={t("door.signIn.ssoNone")} />;
  const names = ctx.settings.access.signInNames;
  const query = goTo ? `?returnTo=${encodeURIComponent(goTo)}` : "";
  return (
    <div className="grid gap-10 md:grid-cols-[minmax(0,26rem)_minmax(0,18rem)] md:gap-14">
      <section>
        <Form
          action={signInAction}
          texts={formTexts(t)}
          heading={t("door.signIn.heading")}
          intro={"passwordSet" in asked ? <PasswordSet text={t("door.signIn.passwordSet")} /> : null}
          submit={t("door.signIn.submit")}
        >
          <input type="hidden" name="returnTo" value={goTo} />
          <Field
            name="identifier"
            label={t(`door.signIn.identifier.${names}`)}
            type={names === "email" ? "email" : "text"}
            inputMode={names === "number" ? "text" : "email"}
            autoComplete="username"
            isCaseless
          />
          <PasswordField
            name="password"
            label={t("door.signIn.password")}
            autoComplete="current-password"
            texts={passwordTexts(t)}
          />
        </Form>
        <p className="mt-4">
          <a href="/forgot-password" className="inline-flex min-h-11 items-center">
            {t("door.signIn.forgot")}
          </a>
        </p>
      </section>
      {ctx.settings.registration.open ? <NewHere t={t} query={query} /> : null}
    </div>
  );
}

/** Not offered while registration is switched off: the way would end at a closed door. */
function NewHere({ t, query }: { t: Visit["t"]; query: string }) {
  return (
    <section className="border-t border-rule pt-6 md:border-t-0 md:border-l md:pt-0 md:pl-8">
      <h2>{t("door.signIn.newHere")}</h2>
      <p className="my-3 text-quiet">{t("door.signIn.newHereText")}</p>
      <a href={`/register${query}`} className="button-quiet">
        {t("door.signIn.create")}
      </a>
    </section>
  );
}

function PasswordSet({ text }: { text: string }) {
  return (
    <p role="status" className="mb-5 font-medium text-good">
      {text}
    </p>
  );
}

function ButtonsOnly({ heading, text }: { heading: string; text: string }) {
  return (
    <>
      <h1>{heading}</h1>
      <p className="mt-3">{text}</p>
    </>
  );
}
