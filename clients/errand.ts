/**
 * Client of an Errand task server: this file, openapi-fetch 0.17 and, for types, those of your own server:
 *
 *     npm install openapi-fetch@0.17.0
 *     npx openapi-typescript http://localhost:5000/openapi.json --default-non-nullable=false -o paths.ts
 *
 *     import { errand } from "./errand";
 *     import type { paths } from "./paths";
 *
 *     const tasks = errand<paths>("http://localhost:5000");   // with a key: errand<paths>(url, { key: "errand_..." })
 *     const sum = await tasks.run("add", { x: 1, y: 2 });     // a number
 *
 * An ES module for Node 20 or newer and for browsers. Requests that break off, and those that the server could not serve just then, are
 * repeated where that is safe: 6 tries within 60 seconds. Every submission of one task bears an Idempotency-Key, so it is one task however
 * often it is sent; a batch has none, and is sent again only if there was no connection. The newest version for a server is at
 * /clients/errand.ts of that server.
 */
import createClient, { type Client } from "openapi-fetch";

export const version = "0.1.0";

const TRIES = 6;
const FIRST_PAUSE = 200; // ms; doubled with each try, and any part of it
const LONGEST = 60_000; // no try begins later after the first one, beyond what the server was asked to wait
const ANSWER_TIME = 10_000; // how long an answer may take, beyond what the server was asked to wait
const WAIT = 60; // seconds; the server waits no longer
const SILENCE = 45_000; // event streams send a comment every 15 seconds
const PASSING = [408, 429, 502, 503, 504];
const NO_CONNECTION = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"];

/** A task as the server shows it; generated types say more of its arguments and result. */
export interface TaskView<A = unknown, R = unknown> {
  id: number;
  type: string;
  status: "waiting" | "running" | "done";
  outcome: "succeeded" | "failed" | "cancelled" | null;
  args: A;
  result?: R | null;
  resultUrl?: string;
  error: { kind: string; message: string; attempt: number; at: string } | null;
  [member: string]: unknown;
}

/** What paths look like without generated types: any task type, any arguments. */
export interface AnyPaths {
  [path: `/v1/types/${string}/tasks`]: {
    post: {
      requestBody: { content: { "application/json": Record<string, unknown> } };
      responses: { 200: { content: { "application/json": TaskView } } };
    };
  };
}

type Post<P, T extends string> = P extends Record<`/v1/types/${T}/tasks`, { post: infer Operation }> ? Operation : never;
type Answer<P, T extends string> =
  Post<P, T> extends { responses: { 200: { content: { "application/json": infer View } } } } ? View : TaskView;

/** The names of the task types. */
export type TypeName<P> = { [K in keyof P]: K extends `/v1/types/${infer T}/tasks` ? T : never }[keyof P] & string;
/** What a task type takes. */
export type Args<P, T extends string> =
  Post<P, T> extends { requestBody?: { content: { "application/json": infer A } } } ? A : never;
/** What a task type returns. Null is what a task has before it is done, so a result that may be null is not told apart from it. */
export type Result<P, T extends string> = Answer<P, T> extends { result?: infer R } ? NonNullable<R> : unknown;

export interface ErrandOptions {
  /** A key of the server's. */
  key?: string;
  /** Sends a request; the default is the global fetch. */
  fetch?: (request: Request) => Promise<Response>;
}

/** How to treat a task. Times are seconds; `runAt` is an instant such as 2026-11-24T08:15:30Z. */
export interface SubmitOptions {
  queue?: string;
  priority?: number;
  delay?: number;
  runAt?: string;
  ttl?: number;
  timeout?: number;
  maxAttempts?: number;
  tags?: string[];
  idempotencyKey?: string;
}

/** One of many tasks that are submitted together. */
export type NewTask<P> = {
  [T in TypeName<P>]: { type: T; args: Args<P, T> } & Omit<SubmitOptions, "idempotencyKey">;
}[TypeName<P>];

/** Something that happened to a task: the last one is named end. */
export interface TaskEvent {
  name: "status" | "progress" | "log" | "end" | (string & {});
  id: string;
  data: unknown;
}

/** The server refused a request. `slug` says what is wrong for programs, `errors` all that is wrong with the request. */
export class ErrandError extends Error {
  readonly status: number;
  readonly slug: string | null;
  readonly errors: { pointer: string; code: string; detail: string }[];
  readonly traceId: string;

  constructor(status: number, problem: Record<string, unknown>) {
    const errors = (problem["errors"] ?? []) as ErrandError["errors"];
    const lines = errors.map((error) => `${error.pointer}: ${error.detail}`).join("; ");
    super(lines || ((problem["detail"] as string | undefined) ?? `The server answered ${status}.`));
    this.name = "ErrandError";
    this.status = status;
    this.slug = /^urn:errand:problem\/(.+)$/.exec(String(problem["type"]))?.[1] ?? null;
    this.errors = errors;
    this.traceId = (problem["traceId"] as string | undefined) ?? "";
  }
}

/** A task failed or was cancelled: `task` is the whole view of it. */
export class TaskFailed extends Error {
  readonly task: TaskView;

  constructor(task: TaskView) {
    super(task.outcome === "failed" && task.error ? task.error.message : `The task ${task.id} was ${task.outcome}.`);
    this.name = "TaskFailed";
    this.task = task;
  }
}

type Send = (method: string, path: string, init?: object) => Promise<{ data?: unknown; error?: unknown; response: Response }>;

/** Creates a client of the server at `url`, which may have a prefix: https://example.com/jobs. */
export function errand<P extends {} = AnyPaths>(url: string, options: ErrandOptions = {}): Errand<P> {
  return new Errand<P>(url, options);
}

export class Errand<P extends {}> {
  /** Every other route, with the types of the server; repeated as the rest. */
  readonly api: Client<P>;
  readonly #send: Send;

  constructor(url: string, options: ErrandOptions) {
    this.api = createClient<P>({
      baseUrl: url,
      headers: options.key ? { Authorization: `Bearer ${options.key}` } : {},
      fetch: repeating(options.fetch ?? ((request) => fetch(request))),
      bodySerializer: (body) => JSON.stringify(body, named),
    });
    this.#send = this.api.request as unknown as Send;
  }

  /** Submits a task, waits until it is done, and returns its result. Throws TaskFailed if it failed or was cancelled. */
  async run<T extends TypeName<P>>(type: T, args: Args<P, T>, options: SubmitOptions = {}, signal?: AbortSignal): Promise<Result<P, T>> {
    const view = await this.#submit(type, args, options, { wait: WAIT }, signal);
    return this.task<T>(view.id).result(signal, view);
  }

  /** Submits a task, and returns it. It is stored durably then. */
  async submit<T extends TypeName<P>>(type: T, args: Args<P, T>, options: SubmitOptions = {}, signal?: AbortSignal) {
    return this.task<T>((await this.#submit(type, args, options, {}, signal)).id);
  }

  /** A task that was submitted before. Whether there is one, the first call shows. */
  task<T extends TypeName<P>>(id: number): Task<P, T> {
    return new Task<P, T>(id, (method, rest, init) => this.request(method, `/v1/tasks/${id}${rest}`, init));
  }

  /** Submits up to 10,000 tasks at once, all of them or none, and returns their ids. */
  async batch(tasks: NewTask<P>[]): Promise<number[]> {
    const { data } = await this.request("post", "/v1/tasks/batch", { body: tasks });
    return (data as { ids: number[] }).ids;
  }

  /** Sends a request that generated types need not know. Throws ErrandError for any answer that is no success, 304 apart. */
  async request(method: string, path: string, init?: object): Promise<{ data?: unknown; response: Response }> {
    const { data, error, response } = await this.#send(method, path, init);
    if (!response.ok && response.status !== 304) {
      throw new ErrandError(response.status, typeof error === "object" && error ? (error as Record<string, unknown>) : {});
    }
    return { data, response };
  }

  async #submit(type: string, args: unknown, options: SubmitOptions, more: object, signal?: AbortSignal): Promise<TaskView> {
    const { idempotencyKey = crypto.randomUUID(), tags, ...rest } = options;
    const { data } = await this.request("post", `/v1/types/${encodeURIComponent(type)}/tasks`, {
      params: { query: { ...rest, ...(tags ? { tag: tags } : {}), ...more } },
      headers: { "Idempotency-Key": idempotencyKey },
      body: args,
      signal,
    });
    return data as TaskView;
  }
}

export class Task<P, T extends string> {
  readonly id: number;
  readonly #request: Send;

  /** As `task` of a client makes it: `request` sends what stands below the path of the task. */
  constructor(id: number, request: Send) {
    this.id = id;
    this.#request = request;
  }

  /** The task as it stands. */
  async view(): Promise<Answer<P, T>> {
    return (await this.#request("get", "")).data as Answer<P, T>;
  }

  /** Waits until the task is done, and returns the whole view of it. */
  async wait(signal?: AbortSignal): Promise<Answer<P, T>> {
    for (let tag: string | null = null; ; ) {
      const begun = Date.now();
      const headers = tag ? { "If-None-Match": tag } : {};
      const { data, response } = await this.#request("get", "", { params: { query: { wait: WAIT } }, headers, signal });
      if (response.status !== 304) {
        if ((data as TaskView).status === "done") {
          return data as Answer<P, T>;
        }
        tag = response.headers.get("ETag");
      }
      if (Date.now() - begun < (WAIT * 1000) / 2) {
        await pause(1000 * Math.random(), signal); // A server that stops answers waits at once.
      }
    }
  }

  /** Waits until the task is done, and returns its result. Throws TaskFailed if it failed or was cancelled. */
  async result(signal?: AbortSignal, known?: TaskView): Promise<Result<P, T>> {
    const view = known?.status === "done" ? known : ((await this.wait(signal)) as TaskView);
    if (view.outcome !== "succeeded") {
      throw new TaskFailed(view);
    }
    return ("result" in view ? view.result : (await this.#request("get", "/result", { signal })).data) as Result<P, T>;
  }

  /** Cancels the task: at once when it waits, through its function when it runs. */
  async cancel(): Promise<Answer<P, T>> {
    return (await this.#request("post", "/cancel")).data as Answer<P, T>;
  }

  /** What there is of the task, then what happens to it, until it is done or gone. When the connection breaks, it goes on where it was. */
  async *events(signal?: AbortSignal, after?: string): AsyncGenerator<TaskEvent, void> {
    for (let last = after; ; ) {
      const headers = { Accept: "text/event-stream", ...(last ? { "Last-Event-ID": last } : {}) };
      const stop = new AbortController();
      const either = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
      try {
        const { data } = await this.#request("get", "/events", { headers, parseAs: "stream", signal: either });
        for await (const event of eventsOf(data as ReadableStream<Uint8Array>, stop)) {
          last = event.id;
          yield event;
          if (event.name === "end") {
            return;
          }
        }
      } catch (error) {
        if (signal?.aborted || !(error instanceof ErrandError) || !last || error.slug !== "unknown-task") {
          throw signal?.aborted ? signal.reason : error;
        }
        yield { name: "end", id: last, data: { id: this.id, gone: true } };
        return;
      } finally {
        stop.abort();
      }
      await pause(2000 * Math.random(), signal);
    }
  }
}

/** The events of one connection. Ends when it breaks, and when the server is silent for too long. */
async function* eventsOf(body: ReadableStream<Uint8Array>, stop: AbortController): AsyncGenerator<TaskEvent> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let text = "";
  for (;;) {
    const silence = setTimeout(() => stop.abort(), SILENCE);
    const piece = await reader.read().catch(() => ({ done: true, value: "" })).finally(() => clearTimeout(silence));
    if (piece.done) {
      return;
    }
    const blocks = (text + piece.value).split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      const fields = new Map(block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trimStart()]));
      const data = fields.get("data");
      if (data !== undefined) {
        yield { name: fields.get("event") ?? "message", id: fields.get("id") ?? "", data: JSON.parse(data) };
      }
    }
  }
}

/** Sends requests again, where that is safe and may help. */
function repeating(send: (request: Request) => Promise<Response>): (request: Request) => Promise<Response> {
  return async (request) => {
    const wait = 1000 * Number(new URL(request.url).searchParams.get("wait") ?? 0);
    const repeatable = request.method !== "POST" || request.headers.has("Idempotency-Key") || request.url.endsWith("/cancel");
    const begun = Date.now();
    for (let tries = 0; ; tries++) {
      let delay = FIRST_PAUSE * 2 ** tries * Math.random();
      let answer: Response | undefined;
      let broken: unknown;
      try {
        answer = await once(request.clone(), wait + ANSWER_TIME, send);
        const said = answer.headers.get("Retry-After");
        delay = said ? Math.max(0, /^\d+$/.test(said) ? 1000 * Number(said) : Date.parse(said) - Date.now()) || 0 : delay;
      } catch (error) {
        if (request.signal.aborted) {
          throw error;
        }
        broken = error;
      }
      const helps = answer ? repeatable && PASSING.includes(answer.status) : repeatable || isUnsent(broken);
      if (!helps || tries === TRIES - 1 || Date.now() - begun + delay > LONGEST + wait) {
        if (answer) {
          return answer;
        }
        throw broken;
      }
      await pause(delay, request.signal);
    }
  };
}

/** One try. The body is read here, so that one that breaks off is a try that failed; a stream of events is read as it comes. */
async function once(request: Request, limit: number, send: (request: Request) => Promise<Response>): Promise<Response> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new DOMException("The server did not answer in time.", "TimeoutError")), limit);
  try {
    const answer = await send(new Request(request, { signal: AbortSignal.any([request.signal, late.signal]) }));
    if (answer.ok && request.headers.get("Accept") === "text/event-stream") {
      return answer;
    }
    const { status, statusText, headers } = answer;
    const body = await answer.arrayBuffer();
    return new Response(status === 204 || status === 304 ? null : body, { status, statusText, headers });
  } finally {
    clearTimeout(timer);
  }
}

/** There was no connection, so nothing was sent. Only Node tells. */
function isUnsent(error: unknown): boolean {
  const cause = (error as { cause?: { code?: string } } | undefined)?.cause;
  return NO_CONNECTION.includes(cause?.code ?? "");
}

/** Numbers that JSON has no form for are strings, as the server reads them. */
function named(_: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => (clearTimeout(timer), reject(signal?.reason));
    const timer = setTimeout(() => (signal?.removeEventListener("abort", stop), resolve()), milliseconds);
    signal?.aborted ? stop() : signal?.addEventListener("abort", stop, { once: true });
  });
}
