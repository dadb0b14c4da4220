import { render } from "@react-email/render";
import { createElement } from "react";
import type { Language } from "@/core/ctx";
import { escapeText, unescapeHtml } from "@/core/escape-html";
import { oneLine } from "@/core/mail/one-line";
import type { MessageName } from "@/core/mail/queue";
import { casesOf, exampleOf, type Setting, variablesOf } from "./_examples";
import { propsOf } from "./_props";
import { messages } from "./_registry";
import type { Show, VariableName } from "./_variables";

/** What an admin begins from: one of our mails in the language of templates. */
export type Original = { readonly subject: string; readonly preview: string; readonly body: string };

/** A paragraph of a mail, and what must hold for it to be there. */
type Block = { readonly html: string; readonly conditions: readonly string[] };

const HOME = "https://zzqhomeqzz.invalid";
const mark = (variable: string): string => `zzq${variable}qzz`;
// Letters only: whatever a message does to a text on its way, these come through.
const asMark: Show = (variable) => (variable === "link" ? `${HOME}/${mark(variable)}` : mark(variable));

/**
 * A message of ours as a template that says the same. It is drawn with marks for its variables, once for each case, and what is there in
 * some cases only is put under a condition: so every message has one without a second copy of its words.
 */
export async function originalOf(message: MessageName, language: Language): Promise<Original> {
  const setting: Setting = { language, shop: { name: mark("shop"), color: "#1f5c4d" }, origin: HOME, email: mark("email") };
  const draw = async (others: readonly VariableName[]) => {
    const props = propsOf(exampleOf(message, setting, others, asMark));
    const html = await render(createElement(messages[message].draw, props));
    return { props, blocks: blocksOf(html) };
  };
  const { props, blocks: first } = await draw([]);
  let blocks: readonly Block[] = first.map((html) => ({ html, conditions: [] }));
  for (const others of casesOf(message).slice(1)) {
    const name = others.at(-1);
    if (name === undefined) continue;
    const { blocks: from } = await draw(others.slice(0, -1));
    const { blocks: to } = await draw(others);
    const isThere = variablesOf(message)
      .find(([own]) => own === name)?.[1]
      .read(props);
    blocks = underCondition(blocks, from, to, isThere ? [`unless ${name}`, `if ${name}`] : [`if ${name}`, `unless ${name}`]);
  }
  const ready = variablesOf(message).flatMap(([name, { read }]) => {
    const value = read(props);
    return typeof value === "string" ? [[value, name] as const] : [];
  });
  const named = (text: string, encode: (text: string) => string) => withVariables(text, ready, encode);
  const intro = first.find((html) => html.startsWith("<p>")) ?? "";
  const subject = messages[message].subject(props.t, props.shop.name, props.facts);
  return {
    subject: named(oneLine(subject), asIs),
    preview: named(plain(intro), asIs),
    body: named(grouped(blocks), escapeText),
  };
}

const BLOCKS =
  /<h1[^>]*>(.*?)<\/h1>|<p class="(\w+)"[^>]*>(.*?)<\/p>|<a href="([^"]*)" data-skip-in-text[^>]*>(.*?)<\/a>|<table[^>]*class="line"[^>]*>(.*?)<\/table>/gs;

/** The paragraphs of a card in markup as a person would write it. The last one is the foot, which all mails have. */
const blocksOf = (html: string): string[] => [...html.slice(html.indexOf("<h1")).matchAll(BLOCKS)].map(blockOf).slice(0, -1);

function blockOf([, heading, kind, text = "", href, label = "", row]: RegExpMatchArray): string {
  if (heading !== undefined) return `<h1>${simple(heading)}</h1>`;
  if (href !== undefined) return `<p><a class="button" href="${href}">${simple(label)}</a></p>`;
  if (row !== undefined) return lineOf(row);
  return kind === "ink" ? `<p>${simple(text)}</p>` : `<p class="${kind}">${simple(text)}</p>`;
}

function lineOf(row: string): string {
  const cells = [...row.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell = ""]) => simple(cell));
  return row.includes(mark("lines")) ? `<p>{{ lines }}</p>` : `<p>${cells.join(": ")}</p>`;
}

const simple = (html: string): string =>
  html
    .replace(/<br\s*\/?>(<\/\w+>)*$/, "")
    .replace(/<!--.*?-->/gs, "")
    .replace(/<br\s*\/?>/g, "<br>")
    .replace(/<a href="([^"]*)"[^>]*>/g, '<a href="$1">')
    .replace(/<(?!\/?a\b|br>)[^>]*>/g, "")
    .replace(/&#x27;/g, "'")
    .replace(/&quot;/g, '"')
    .trim();

/**
 * Puts what differs between two drawings under a condition: [where a paragraph came with it, where one went]. Paragraphs stand in their
 * order, so the first that fits is the one.
 */
function underCondition(
  blocks: readonly Block[],
  from: readonly string[],
  to: readonly string[],
  [came, went]: readonly [string, string],
): readonly Block[] {
  const left = [...from];
  const more = [...to];
  const put = (block: Block): Block[] => {
    if (block.html !== left[0]) return [block];
    left.shift();
    if (!to.includes(block.html)) return [{ ...block, conditions: [...block.conditions, went] }];
    // What the other drawing has before it.
    const before = more.splice(0, more.indexOf(block.html)).map((html) => ({ html, conditions: [came] }));
    more.shift();
    return [...before, block];
  };
  const placed = blocks.flatMap(put);
  return [...placed, ...more.map((html) => ({ html, conditions: [came] }))];
}

/** Paragraphs one below the other; those with the same conditions share them. */
function grouped(blocks: readonly Block[]): string {
  const lines: string[] = [];
  let open: readonly string[] = [];
  for (const { html, conditions } of [...blocks, { html: "", conditions: [] }]) {
    let shared = 0;
    while (shared < open.length && open[shared] === conditions[shared]) shared++;
    for (const one of open.slice(shared).reverse()) lines.push(`{% end${one.split(" ", 1)[0]} %}`);
    for (const one of conditions.slice(shared)) lines.push(`{% ${one} %}`);
    open = conditions;
    if (html !== "") lines.push(html);
  }
  return `${lines.join("\n")}\n`;
}

const asIs = (text: string): string => text;
const plain = (html: string): string => unescapeHtml(html.replace(/<[^>]*>/g, ""));

/** Names what was drawn in its place: first whole sentences, which have variables in them, then the marks. */
function withVariables(text: string, ready: readonly (readonly [string, string])[], encode: (text: string) => string): string {
  const longest = [...ready].sort(([one], [other]) => other.length - one.length);
  let result = text;
  for (const [value, name] of longest) result = result.replaceAll(encode(value), `{{ ${name} }}`);
  return result.replaceAll(HOME, "{{ home }}").replace(/zzq([a-z_]+?)qzz/g, "{{ $1 }}");
}
