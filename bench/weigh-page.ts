import { gzipSync } from "node:zlib";

/** Gzip bytes of what a first visit to a page transfers. */
export type PageWeight = { html: number; js: number; css: number; total: number };

async function fetchText(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  return response.text();
}

function matchAll(html: string, tag: string, attribute: string, test: (tag: string) => boolean): string[] {
  const tags = html.match(new RegExp(`<${tag}\\b[^>]*>`, "g")) ?? [];
  const values = tags.filter(test).flatMap((found) => new RegExp(`\\b${attribute}="([^"]+)"`).exec(found)?.[1] ?? []);
  return [...new Set(values.map((value) => value.replaceAll("&amp;", "&")))];
}

async function weighAll(base: string, paths: string[]): Promise<number> {
  const texts = await Promise.all(paths.map((path) => fetchText(new URL(path, base).href)));
  return texts.reduce((sum, content) => sum + gzipSync(content).length, 0);
}

/** Adds up the page and the scripts and style sheets it names. Scripts for browsers without modules are left out: nobody loads them. */
export async function weighPage(url: string): Promise<PageWeight> {
  const html = await fetchText(url);
  const scripts = matchAll(html, "script", "src", (tag) => !/\bnomodule\b/i.test(tag));
  const preloads = matchAll(html, "link", "href", (tag) => /\bas="script"/.test(tag));
  const styles = matchAll(html, "link", "href", (tag) => /\brel="stylesheet"/.test(tag));
  const js = await weighAll(url, [...new Set([...scripts, ...preloads])]);
  const css = await weighAll(url, styles);
  const page = gzipSync(html).length;
  return { html: page, js, css, total: page + js + css };
}

/** The markup of a page's body without its scripts, and all its style sheets in one: what a bare page with the same content needs. */
export async function readPageContent(url: string): Promise<{ markup: string; styles: string }> {
  const html = await fetchText(url);
  const body = /<body\b[^>]*>([\s\S]*)<\/body>/.exec(html)?.[1] ?? "";
  const styles = matchAll(html, "link", "href", (tag) => /\brel="stylesheet"/.test(tag));
  const sheets = await Promise.all(styles.map((path) => fetchText(new URL(path, url).href)));
  const markup = body
    .replace(/<script\b[\s\S]*?<\/script>/g, "")
    .replace(/<link\b[^>]*\/?>/g, "")
    .replace(/<!--[\s\S]*?-->/g, "")
    // Next's own empty holder for metadata: the bare page brings one itself.
    .replace('<div hidden=""></div>', "");
  return { markup, styles: sheets.join("\n") };
}
