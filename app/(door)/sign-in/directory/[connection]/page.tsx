import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { drawNothingHere } from "@/app/_edge/nothing-here";
import { openTyped } from "@/app/_edge/typed-name";
import { getVisitor, visit } from "@/app/_edge/visit";
import { wayIn } from "@/app/_edge/way-in";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { PasswordField } from "@/components/forms/password-field";
import { formTexts, passwordTexts } from "@/components/forms/texts";
import { WayOn } from "@/components/ui/way-on";
import { returnTo, withReturnTo } from "@/core/access/return-to";
import { findConnection } from "@/core/connections/enabled-connections";
import type { Query } from "@/core/query";
import { signInAtDirectoryAction } from "./action";

type Props = {
  params: Promise<{ connection: string }>;
  searchParams: Promise<Query>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { t, ctx } = await getVisitor();
  return { title: findConnection(ctx, (await params).connection)?.label ?? t("door.signIn.heading") };
}

/** Where people of a directory sign in with their name and password there (P-R17). */
export default async function DirectoryPage({ params, searchParams }: Props) {
  const { t, ctx, access } = await visit("/sign-in/directory/[connection]");
  const connection = findConnection(ctx, (await params).connection);
  if (!connection) return drawNothingHere(t);
  const asked = await searchParams;
  const goTo = returnTo(asked.returnTo, "");
  if (connection.door.kind !== "directory") redirect(wayIn(connection, goTo));
  const isOnlyWay = !access.hasLocalDoors && ctx.connections.length === 1;
  return (
    <div className="max-w-md wrap-break-word">
      <Form
        action={signInAtDirectoryAction}
        texts={formTexts(t)}
        heading={connection.label}
        intro={<p className="mb-5 text-quiet">{t("sso.directory.intro")}</p>}
        submit={t("door.signIn.submit")}
      >
        <input type="hidden" name="connection" value={connection.id} />
        <input type="hidden" name="returnTo" value={goTo} />
        <Field
          name="identifier"
          label={t("sso.directory.identifier")}
          autoComplete="username"
          defaultValue={openTyped(ctx.secrets, asked.typed)}
          isCaseless
        />
        <PasswordField
          name="password"
          label={t("door.signIn.password")}
          autoComplete="current-password"
          texts={passwordTexts(t)}
        />
      </Form>
      {isOnlyWay ? null : <WayOn href={withReturnTo("/sign-in", goTo)} text={t("sso.or")} />}
    </div>
  );
}
