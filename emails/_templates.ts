import { randomUUID } from "node:crypto";
import { render } from "@react-email/render";
import { createElement } from "react";
import type { MessageName } from "@/core/mail/queue";
import { variablesOf } from "./_examples";
import { Frame, footerLines } from "./_frame";
import { styles } from "./_parts/styles";
import { propsOf, type RenderInput, textOf } from "./_props";
import type { Value, VariableName } from "./_variables";

/** What a template may print in one mail, which of it it must, and which never in a subject. */
export type Printed = {
  readonly values: Readonly<Record<string, Value>>;
  readonly mandatory: readonly VariableName[];
  readonly secret: readonly VariableName[];
};

/** The variables that every message has. */
export const COMMON = ["shop", "home", "email"] as const satisfies readonly VariableName[];

/** What the template of a message may print. */
export function printedOf(message: MessageName, input: RenderInput): Printed {
  const props = propsOf(input);
  const named = variablesOf(message);
  const common = { shop: props.shop.name, home: props.origin, email: props.to.email };
  return {
    values: { ...common, ...Object.fromEntries(named.map(([name, { read }]) => [name, read(props)])) },
    mandatory: named.flatMap(([name, { isMandatory }]) => (isMandatory ? [name] : [])),
    secret: named.flatMap(([name, { secret }]) => (secret === null ? [] : [name])),
  };
}

/** Puts a body, cleaned markup, into the frame that all mails share. */
export async function drawInFrame(input: RenderInput, { preview, body }: { preview: string; body: string }): Promise<string> {
  const props = propsOf(input);
  // Nobody can have typed it.
  const place = randomUUID();
  const frame = await render(createElement(Frame, { of: props, heading: null, intro: preview, children: place }));
  return frame.replace(place, () => dressed(body, props.shop));
}

/** What stands at the end of the text part of every mail. */
export const textFoot = (input: RenderInput): string => footerLines(propsOf(input)).join("\n");

/** The text part that says what a body says, as a source of its own: variables and conditions stay as they were typed. */
export function textSourceOf(body: string): string {
  const once = body
    .replace(ELEMENT, (whole, tag: string, attributes: string) =>
      isShownAgain(body, tag, attributes) ? `<${tag}${attributes}${SKIPPED}>` : whole,
    )
    // An address that is its own text, which is told by its value and not by the variable's name.
    .replace(/<a\b[^>]*\bhref="([^"]*)"[^>]*>\1<\/a>/g, "$1");
  return textOf(once)
    .replace(/%\} \{%/g, "%}\n{%")
    .trim();
}

type Look = { readonly style: Readonly<Record<string, string | number>>; readonly className: string };

/** Gives plain markup the looks of our mails, in the only way that mail programs keep: on each element. Expects cleaned markup. */
function dressed(body: string, shop: { readonly color: string; readonly onColor: string }): string {
  const button = { ...styles.button, display: "inline-block", backgroundColor: shop.color, color: shop.onColor };
  const looks: Readonly<Record<string, Look>> = {
    h1: { style: styles.heading, className: "ink" },
    h2: { style: { ...styles.heading, fontSize: "20px" }, className: "ink" },
    h3: { style: { ...styles.heading, fontSize: "17px" }, className: "ink" },
    p: { style: styles.text, className: "ink" },
    "p.quiet": { style: styles.quiet, className: "quiet" },
    "p.code": { style: styles.code, className: "code" },
    li: { style: { ...styles.text, margin: "0 0 6px" }, className: "ink" },
    td: { style: styles.cell, className: "ink" },
    th: { style: { ...styles.cell, fontWeight: 600, textAlign: "left" }, className: "ink" },
    a: { style: styles.address, className: "address" },
    "a.button": { style: button, className: "" },
  };
  return body.replace(ELEMENT, (whole, tag: string, attributes: string) => {
    const kind = /(?:^| )class="(\w+)"/.exec(attributes)?.[1];
    const look = looks[`${tag}.${kind ?? ""}`] ?? looks[tag];
    return look ? `<${tag}${withLook(attributes, look)}${isShownAgain(body, tag, attributes) ? SKIPPED : ""}>` : whole;
  });
}

const ELEMENT = /<(\w+)((?: [a-z]+="[^"]*")*)>/g;
const SKIPPED = ' data-skip-in-text="true"';

/** Whether a button's address also stands there to be read: then the text part needs it once only. */
function isShownAgain(body: string, tag: string, attributes: string): boolean {
  const href = tag === "a" && /class="button"/.test(attributes) ? / href="([^"]*)"/.exec(attributes)?.[1] : undefined;
  return href !== undefined && body.includes(`>${href}</a>`);
}

function withLook(attributes: string, { style, className }: Look): string {
  const own = / style="([^"]*)"/.exec(attributes)?.[1] ?? "";
  const others = attributes.replace(/ (?:class|style)="[^"]*"/g, "");
  const ours = Object.entries(style).map(
    ([name, value]) => `${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}:${value}`,
  );
  const all = [...ours, own]
    .filter((one) => one !== "")
    .join(";")
    .replace(/"/g, "&quot;");
  return `${others}${className === "" ? "" : ` class="${className}"`} style="${all}"`;
}
