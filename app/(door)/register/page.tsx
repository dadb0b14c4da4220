import type { Metadata } from "next";
import { cameBy } from "@/app/_edge/came-by";
import { Captcha } from "@/app/_edge/captcha";
import { type Carried, getCarried } from "@/app/_edge/carried";
import { newAttempt } from "@/app/_edge/cookies";
import { getVisitor, type Visit, visit } from "@/app/_edge/visit";
import { ConsentFields } from "@/components/consents/consent-fields";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { NewPasswordField } from "@/components/forms/new-password-field";
import { formTexts } from "@/components/forms/texts";
import { DeadEnd } from "@/components/ui/dead-end";
import { returnTo, withReturnTo } from "@/core/access/return-to";
import { canonicalEmail } from "@/core/customers/email-address";
import type { Query } from "@/core/query";
import type { Flow } from "@/core/registration/attempt";
import { firstPasswordOf } from "@/core/registration/first-password";
import { getFlow } from "@/core/registration/flows/registry";
import { findClosed } from "@/core/registration/policy";
import { calledAs } from "@/core/sessions/find-session";
import { registerAction } from "./action";
import { ClosedDoor } from "./closed-door";
import { PlaceFields } from "./place-fields";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("registration.form.heading") };
}

type Props = { searchParams: Promise<Query> };

export default async function RegisterPage({ searchParams }: Props) {
  const visiting = await visit("/register");
  const { t, ctx, session } = visiting;
  if (session) return <SignedIn t={t} name={calledAs(session)} />;
  const asked = await searchParams;
  const closed = await findClosed(ctx, { link: await cameBy() });
  if (closed) return <ClosedDoor t={t} ctx={ctx} code={closed.code} asked={asked} />;
  const goTo = returnTo(asked.returnTo, "");
  const flow = getFlow(ctx);
  const carried = await getCarried(ctx);
  return (
    <div className="max-w-md">
      <Form
        action={registerAction}
        texts={formTexts(t)}
        heading={t("registration.form.heading")}
        intro={<p className="mb-6 text-quiet">{t(`registration.intro.${introOf(ctx, flow)}`)}</p>}
        submit={t("registration.form.submit")}
      >
        <input type="hidden" name="returnTo" value={goTo} />
        <input type="hidden" name="attempt" value={newAttempt()} />
        <Field
          name="email"
          label={t("registration.form.email")}
          type="email"
          inputMode="email"
          autoComplete="email"
          defaultValue={canonicalEmail(carried.identifier) === null ? "" : carried.identifier}
          isCaseless
        />
        <Asked visiting={{ t, ctx }} flow={flow} carried={carried} />
        <Captcha t={t} ctx={ctx} door="register" />
      </Form>
      <p className="mt-6">
        {t("registration.form.haveOne")}{" "}
        <a href={withReturnTo("/sign-in", goTo)} className="tall-link">
          {t("registration.form.signIn")}
        </a>
      </p>
    </div>
  );
}

type AskedProps = { visiting: Pick<Visit, "t" | "ctx">; flow: Flow; carried: Carried };

/** What the flow asks for on its first page, beside the address. */
function Asked({ visiting: { t, ctx }, flow, carried }: AskedProps) {
  const { minLength } = ctx.settings.passwords;
  return (
    <>
      {flow.asks.includes("password") ? (
        <NewPasswordField t={t} name="password" label={t("registration.form.password")} minLength={minLength} />
      ) : null}
      {flow.asks.includes("fields") ? (
        <PlaceFields t={t} ctx={ctx} place={flow.name} known={{ firstName: carried.firstName, lastName: carried.lastName }} />
      ) : null}
      {flow.asks.includes("consents") ? <ConsentFields t={t} legal={ctx.legal} /> : null}
    </>
  );
}

/** What comes after this page. Where staff decide, no account is promised. */
function introOf(ctx: Visit["ctx"], flow: Flow) {
  if (firstPasswordOf(ctx, flow) === "generated") return "generated";
  const { approval } = ctx.settings.registration;
  if (approval && (flow.name === "form" || flow.name === "code")) return `${flow.name}Approval` as const;
  return flow.name;
}

function SignedIn({ t, name }: { t: Visit["t"]; name: string }) {
  const ways = [{ href: "/account", text: t("registration.signedIn.account") }];
  return <DeadEnd heading={t("registration.form.heading")} texts={[t("registration.signedIn.text", { name })]} ways={ways} />;
}
