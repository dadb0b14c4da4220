import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { isFresh } from "@/app/_edge/is-fresh";
import { getVisitor, type Visit, visitAccount } from "@/app/_edge/visit";
import { EmailSignInOffer } from "@/app/account/email-sign-in/offer";
import { Fields } from "@/components/fields/fields";
import { Form } from "@/components/forms/form";
import { SeenField } from "@/components/forms/seen-field";
import { SelectField } from "@/components/forms/select-field";
import { formTexts } from "@/components/forms/texts";
import { GoodNews } from "@/components/ui/good-news";
import { getProfile, type Profile } from "@/core/customers/change-profile";
import { askedFields } from "@/core/fields/field-views";
import type { Query } from "@/core/query";
import { languages } from "@/messages/translator";
import { changeProfileAction } from "./action";

type Props = { searchParams: Promise<Query> };

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("ownAccount.profile.heading") };
}

export default async function ProfilePage({ searchParams }: Props) {
  const { ctx, t, session } = await visitAccount("/account/profile");
  const profile = await getProfile(ctx, session);
  if (!profile) redirect("/sign-in");
  const { saved } = await searchParams;
  const { email, customerNumber } = session;
  return (
    <div className="max-w-md">
      <ProfileForm t={t} ctx={ctx} profile={profile} saved={saved} />
      <section className="mt-10">
        <h2>{t("ownAccount.profile.emailHeading")}</h2>
        <p className="mt-2 wrap-anywhere">{email ?? t("ownAccount.profile.noEmail")}</p>
        <a href="/account/email" className="tall-link">
          {t("ownAccount.profile.changeEmail")}
        </a>
      </section>
      <section className="mt-6">
        <h2>{t("ownAccount.profile.numberHeading")}</h2>
        <p className="mt-2">
          {customerNumber} <span className="text-quiet">{t("ownAccount.profile.numberText")}</span>
        </p>
        <EmailSignInOffer t={t} ctx={ctx} accountId={session.accountId} />
      </section>
    </div>
  );
}

function ProfileForm({ t, ctx, profile, saved }: Pick<Visit, "t" | "ctx"> & { profile: Profile; saved: Query[string] }) {
  const { known, language, seen } = profile;
  const options = Object.entries(languages).map(([code, name]) => ({ code, name }));
  return (
    <Form
      // A new key after each save: the form starts anew with what is stored.
      key={String(saved)}
      action={changeProfileAction}
      texts={formTexts(t)}
      heading={t("ownAccount.profile.heading")}
      intro={
        <>
          {/* What was done before never stands beside what is wrong now. */}
          <div className="[[data-summary]~&]:hidden">
            <GoodNews text={isFresh(saved) ? t("ownAccount.profile.saved") : null} />
          </div>
          <p className="mb-6 text-quiet">{t("ownAccount.profile.intro")}</p>
        </>
      }
      submit={t("ownAccount.profile.submit")}
    >
      <SeenField value={seen} />
      <Fields asked={askedFields(ctx, "profile", known)} />
      <SelectField
        name="language"
        label={t("ownAccount.profile.language")}
        placeholder={t("ownAccount.profile.chooseLanguage")}
        options={options}
        defaultValue={language}
      />
    </Form>
  );
}
