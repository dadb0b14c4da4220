import { crc32, deflateSync } from "node:zlib";
import { encode } from "uqr";

// The quiet zone that readers expect around a code (ISO/IEC 18004).
const BORDER = 4;
const DOTS_PER_MODULE = 16;

/** A text as a QR code: true is dark, row by row, with the quiet zone. */
const modulesOf = (text: string): boolean[][] => encode(text, { ecc: "M", border: BORDER }).data;

/** A QR code for printing: an SVG that any size keeps sharp. */
export function qrSvg(text: string): string {
  const rows = modulesOf(text);
  const dark = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  const size = rows.length;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size * 8}" height="${size * 8}" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${dark}" fill="#000"/></svg>\n`;
}

/** A QR code as a picture: a PNG (ISO/IEC 15948) of one bit a dot, black on white. */
export function qrPng(text: string): Buffer {
  const rows = modulesOf(text);
  const size = rows.length * DOTS_PER_MODULE;
  const lines = rows.flatMap((row) => Array<Buffer>(DOTS_PER_MODULE).fill(packedLine(row)));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // One bit a dot, grey, and the three methods there are.
  header.set([1, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(Buffer.concat(lines));
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", data), chunk("IEND", Buffer.alloc(0))]);
}

/** One line of dots behind the byte that says it is not filtered. White is 1; sixteen dots a module fill whole bytes. */
const packedLine = (row: readonly boolean[]): Buffer =>
  Buffer.from([0, ...row.flatMap((isDark) => (isDark ? [0, 0] : [0xff, 0xff]))]);

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
