import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** A test or a group of tests, and the numbers in its title. */
export type NumberedTest = { readonly file: string; readonly title: string; readonly numbers: readonly string[] };

/** Every test under a folder whose title bears a number of a promise (P-…, for screens UX-…) or of an attack or fault (T-…). */
export function listNumberedTests(folder: string): NumberedTest[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name).replaceAll("\\", "/"))
    .filter((file) => /\.test\.tsx?$/.test(file))
    .sort()
    .flatMap((file) => titlesIn(file).map((title) => ({ file, title, numbers: numbersIn(title) })))
    .filter(({ numbers }) => numbers.length > 0);
}

const numbersIn = (title: string): string[] => [...new Set(title.match(/\b([PT]|UX)-[A-Z]+\d+\b/g) ?? [])];

function titlesIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const titles: string[] = [];
  const look = (node: ts.Node): void => {
    const title = ts.isCallExpression(node) && isTestFunction(node.expression) ? node.arguments[0] : undefined;
    if (title && (ts.isStringLiteralLike(title) || ts.isTemplateExpression(title))) titles.push(title.getText().slice(1, -1));
    ts.forEachChild(node, look);
  };
  look(source);
  return titles;
}

// test(…), test.each(…)(…), describe.concurrent(…): whatever hangs on one of the three names.
function isTestFunction(called: ts.Expression): boolean {
  if (ts.isIdentifier(called)) return /^(test|it|describe)$/.test(called.text);
  return (ts.isPropertyAccessExpression(called) || ts.isCallExpression(called)) && isTestFunction(called.expression);
}
