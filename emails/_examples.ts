import type { Language } from "@/core/ctx";
import type { MessageName } from "@/core/mail/queue";
import { mailTemplates } from "@/messages/en/mail-templates";
import type { RenderInput } from "./_props";
import { type Change, type Show, type Variable, type VariableName, variables } from "./_variables";

/** A variable with its name. */
export type Named = readonly [VariableName, Variable];

const all = Object.keys(mailTemplates.variables);
const isVariableName = (name: string): name is VariableName => all.includes(name);

/** The variables of a message. */
export const variablesOf = (message: MessageName): readonly Named[] =>
  Object.entries(variables[message]).flatMap(([name, variable]) => (isVariableName(name) ? [[name, variable] as const] : []));

/** Where an example plays. */
export type Setting = {
  readonly language: Language;
  readonly shop: { readonly name: string; readonly color: string };
  readonly origin: string;
  readonly email: string;
};

/** An example of a message: what it would be rendered from, with some of its variables the other way round. */
export function exampleOf(
  message: MessageName,
  setting: Setting,
  others: readonly VariableName[] = [],
  show = asExample,
): RenderInput {
  const named = variablesOf(message);
  const changed = others.flatMap((name) => named.find(([own]) => own === name)?.[1].otherwise?.(show) ?? []);
  const { facts, secrets } = merge([...named.map(([, { example }]) => example(show)), ...changed]);
  const { language, shop, origin, email } = setting;
  const absolute = secrets.link === undefined ? {} : { link: new URL(secrets.link, origin).href };
  return { language, shop, origin, to: { email, name: "" }, facts, secrets: { ...secrets, ...absolute } };
}

const asExample: Show = (_variable, example) => example;

/**
 * The cases that a template must be good for, by the variables that are the other way round in each: everything there, and each of those
 * that can be missing, or be a yes, once.
 */
export const casesOf = (message: MessageName): readonly (readonly VariableName[])[] => [
  [],
  ...variablesOf(message).flatMap(([name, { otherwise, within }]) => (otherwise ? [[...(within ? [within] : []), name]] : [])),
];

function merge(changes: readonly Change[]) {
  const facts: Record<string, string> = {};
  const secrets: Record<string, string> = {};
  for (const change of changes) {
    put(facts, change.facts ?? {});
    put(secrets, change.secrets ?? {});
  }
  return { facts, secrets };
}

function put(into: Record<string, string>, from: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(from)) {
    if (value === undefined) delete into[name];
    else into[name] = value;
  }
}
