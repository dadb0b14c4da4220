import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  // Our server does (server/compress-whole.ts).
  compress: false,
  reactStrictMode: true,
  // Pages are loaded when they are first asked for: all of them at the start cost memory that most processes never use.
  experimental: { preloadEntriesOnStart: false },
  // The title stands in the head of every page, scripts or not; sending it after the page costs a second render.
  htmlLimitedBots: /.*/,
  // No optimiser: nothing of ours needs it, and it would be a proxy for strangers (T-B9).
  images: { unoptimized: true },
  serverExternalPackages: [
    "postgres",
    "pg-boss",
    "nodemailer",
    "mailauth",
    "mailparser",
    "imapflow",
    "pino",
    "prom-client",
    "@node-rs/argon2",
    "@zxcvbn-ts/core",
    "@zxcvbn-ts/language-common",
  ],
};

export default config;
