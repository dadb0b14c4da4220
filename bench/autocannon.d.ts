declare module "autocannon" {
  type RequestDraft = { method?: string; path?: string; headers?: Record<string, string>; body?: string };
  type RequestPlan = RequestDraft & {
    setupRequest?: (draft: RequestDraft) => RequestDraft;
    onResponse?: (status: number, body: string, context: object, headers: Record<string, string | string[]>) => void;
  };
  type Options = { url: string; connections: number; amount: number; timeout: number; requests: RequestPlan[] };
  type Outcome = {
    latency: { p50: number; p99: number; max: number };
    errors: number;
    timeouts: number;
  };
  export default function autocannon(options: Options): Promise<Outcome>;
}
