import { Field } from "@/components/forms/field";
import type { Translator } from "@/messages/translator";
import type { Settings } from "@/settings/registry";

type Props = {
  readonly t: Translator;
  readonly names: Settings["access"]["signInNames"];
  readonly defaultValue?: string;
};

/** The line for what a customer signs in with, as the shop lets them. */
export const SignInNameField = ({ t, names, defaultValue }: Props) => (
  <Field
    name="identifier"
    label={t(`door.signIn.identifier.${names}`)}
    type={names === "email" ? "email" : "text"}
    inputMode={names === "number" ? "text" : "email"}
    autoComplete="username"
    defaultValue={defaultValue}
    isCaseless
  />
);
