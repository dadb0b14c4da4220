import type { NextConfig } from "next";

// The folder is its own package: without this Next would take the product's lockfile for the root.
const config: NextConfig = {
  poweredByHeader: false,
  turbopack: { root: import.meta.dirname },
  outputFileTracingRoot: import.meta.dirname,
};

export default config;
