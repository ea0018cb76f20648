/** What a strategy of Strapi's says of a request; see `services/auth` of its core. */
export interface Authentication {
  authenticated?: boolean;
  /** The user, or the API token; nobody's are null. */
  credentials?: unknown;
  ability?: { can(action: string): boolean } | null;
}

export interface Strategy {
  name: string;
  authenticate(context: HttpContext): Promise<Authentication>;
}

/** What is used of Koa's context, with what Strapi puts into it. */
export interface HttpContext {
  method: string;
  path: string;
  querystring: string;
  params: Record<string, string>;
  state: Record<string, unknown> & {
    auth?: { strategy?: Strategy; credentials?: unknown };
    route?: { path: string; info?: { pluginName?: string }; request?: { query?: Record<string, unknown> } };
  };
  headers: Record<string, string | undefined>;
  status: number;
  type: string;
  body: unknown;
  get(header: string): string;
  set(header: string, value: string): void;
  vary(headers: string | string[]): void;
}
