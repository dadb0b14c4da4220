import { readFileSync } from "node:fs";
import { type ChildNode, isTag, isText } from "domhandler";
import { parseDocument } from "htmlparser2";
import { createElement, type ReactNode } from "react";

type Blueprint = string | { tag: string; props: Record<string, unknown>; children: Blueprint[] };

const REACT_NAMES: Record<string, string> = {
  class: "className",
  for: "htmlFor",
  autocomplete: "autoComplete",
  autofocus: "autoFocus",
  inputmode: "inputMode",
  maxlength: "maxLength",
  minlength: "minLength",
  novalidate: "noValidate",
  readonly: "readOnly",
  tabindex: "tabIndex",
  enctype: "encType",
  spellcheck: "spellCheck",
  autocapitalize: "autoCapitalize",
  viewbox: "viewBox",
  hreflang: "hrefLang",
  formaction: "formAction",
  formnovalidate: "formNoValidate",
  datetime: "dateTime",
  colspan: "colSpan",
};
const FLAGS = new Set([
  "required",
  "selected",
  "disabled",
  "autofocus",
  "novalidate",
  "formnovalidate",
  "readonly",
  "hidden",
  "open",
  "multiple",
]);
const VOID = new Set(["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]);

function toStyle(css: string): Record<string, string> {
  const declarations = css.split(";").map((part) => part.split(/:(.*)/s));
  return Object.fromEntries(
    declarations
      .filter(([name]) => name?.trim())
      .map(([name = "", value = ""]) => {
        const key = name.trim();
        return [key.startsWith("--") ? key : key.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()), value.trim()];
      }),
  );
}

function toProps(tag: string, attributes: Record<string, string>): Record<string, unknown> {
  const props: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "style") props.style = toStyle(value);
    else if (name === "checked") props.defaultChecked = true;
    else if (name === "value" && tag === "input" && attributes.type !== "hidden") props.defaultValue = value;
    else props[REACT_NAMES[name] ?? name] = FLAGS.has(name) ? true : value;
  }
  return props;
}

function toBlueprint(node: ChildNode): Blueprint[] {
  if (isText(node)) return [node.data];
  if (!isTag(node)) return [];
  return [{ tag: node.name, props: toProps(node.name, node.attribs), children: node.children.flatMap(toBlueprint) }];
}

function toElement(blueprint: Blueprint, key: number): ReactNode {
  if (typeof blueprint === "string") return blueprint;
  const { tag, props, children } = blueprint;
  return createElement(tag, { ...props, key }, ...(VOID.has(tag) ? [] : children.map(toElement)));
}

const markupFile = process.env.BENCH_MARKUP_FILE;
const stylesFile = process.env.BENCH_STYLES_FILE;

// Parsed once: a real page's markup is code and costs no parsing. Only making the elements is paid per request, as with JSX.
const blueprints = markupFile === undefined ? [] : parseDocument(readFileSync(markupFile, "utf8")).children.flatMap(toBlueprint);

export const givenStyles = stylesFile === undefined ? "" : readFileSync(stylesFile, "utf8");

export function renderGivenMarkup(): ReactNode[] {
  return blueprints.map(toElement);
}
