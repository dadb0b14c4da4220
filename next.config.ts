import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // No optimiser: nothing of ours needs it, and it would be a proxy for strangers (T-B9).
  images: { unoptimized: true },
  serverExternalPackages: [
    "postgres",
    "pg-boss",
    "nodemailer",
    "pino",
    "prom-client",
    "@node-rs/argon2",
    "@zxcvbn-ts/core",
    "@zxcvbn-ts/language-common",
  ],
};

export default config;
