import type { Metadata } from "next";
import { getCarried } from "@/app/_edge/carried";
import { newAttempt } from "@/app/_edge/cookies";
import { nothingHere } from "@/app/_edge/nothing-here";
import { getVisitor, type Visit, visit } from "@/app/_edge/visit";
import { CodeField } from "@/components/forms/code-field";
import { Form } from "@/components/forms/form";
import { MailedIntro } from "@/components/forms/mailed-intro";
import { SignInNameField } from "@/components/forms/sign-in-name-field";
import { formTexts } from "@/components/forms/texts";
import { WayOn } from "@/components/ui/way-on";
import { returnTo, withReturnTo } from "@/core/access/return-to";
import type { Query } from "@/core/query";
import { findCodeDoorClosed } from "@/core/sign-in/request-sign-in-code";
import { signInByCodeAction } from "./action";
import { askForCodeAction } from "./ask-action";

type Props = { searchParams: Promise<Query> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: "sent" in (await searchParams) ? t("door.code.sentHeading") : t("door.code.heading") };
}

/** Signs in by a code from a mail, where the shop offers that (P-M8). */
export default async function SignInByCodePage({ searchParams }: Props) {
  const { t, ctx } = await visit("/sign-in/code");
  if (findCodeDoorClosed(ctx)) nothingHere();
  const asked = await searchParams;
  const goTo = returnTo(asked.returnTo, "");
  return (
    <div className="max-w-md">
      {"sent" in asked ? (
        <Sent t={t} goTo={goTo} again={withReturnTo("/sign-in/code", goTo)} />
      ) : (
        <Ask visiting={{ t, ctx }} goTo={goTo} back={withReturnTo("/sign-in", goTo)} />
      )}
    </div>
  );
}

type AskProps = { visiting: Pick<Visit, "t" | "ctx">; goTo: string; back: string };

async function Ask({ visiting: { t, ctx }, goTo, back }: AskProps) {
  const { identifier } = await getCarried(ctx);
  return (
    <>
      <Form
        key="ask"
        action={askForCodeAction}
        texts={formTexts(t)}
        heading={t("door.code.heading")}
        intro={<p className="mb-6 text-quiet">{t("door.code.intro")}</p>}
        submit={t("door.code.send")}
      >
        <input type="hidden" name="attempt" value={newAttempt()} />
        <input type="hidden" name="returnTo" value={goTo} />
        <SignInNameField t={t} names={ctx.settings.access.signInNames} defaultValue={identifier} />
      </Form>
      <WayOn href={back} text={t("door.code.back")} />
    </>
  );
}

/** The same for everybody, whether or not a mail was sent (T-S1). */
function Sent({ t, goTo, again }: { t: Visit["t"]; goTo: string; again: string }) {
  return (
    <>
      <Form
        key="sent"
        action={signInByCodeAction}
        texts={formTexts(t)}
        heading={t("door.code.sentHeading")}
        intro={<MailedIntro t={t} text={t("door.code.sent")} />}
        submit={t("code.submit")}
      >
        <input type="hidden" name="returnTo" value={goTo} />
        <CodeField t={t} />
      </Form>
      <WayOn href={again} text={t("door.code.again")} />
    </>
  );
}
