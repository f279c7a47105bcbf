// As openapi-typescript writes it for a server with the task types add and greet, as far as the client looks at it.
type Headers = { [name: string]: unknown };

interface Submission<A, R> {
  parameters: { query?: never; header?: never; path?: never; cookie?: never };
  get?: never;
  put?: never;
  post: {
    parameters: { query?: { wait?: number; queue?: string; tag?: string[] }; header?: { "Idempotency-Key"?: string }; path?: never; cookie?: never };
    requestBody: { content: { "application/json": A } };
    responses: {
      200: { headers: Headers; content: { "application/json": TaskOf<A, R> } };
      202: { headers: Headers; content: { "application/json": TaskOf<A, R> } };
    };
  };
  delete?: never;
  options?: never;
  head?: never;
  patch?: never;
  trace?: never;
}

interface TaskOf<A, R> {
  id: number;
  type: string;
  status: "waiting" | "running" | "done";
  args: A;
  result?: R | null;
}

export interface paths {
  "/v1/types/add/tasks": Submission<{ x: number; y?: number }, number>;
  "/v1/types/v2.greet/tasks": Submission<{ name: string }, { greeting: string }>;
  "/v1/tasks/{id}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: { query?: { wait?: number }; header?: never; path: { id: number }; cookie?: never };
      requestBody?: never;
      responses: { 200: { headers: Headers; content: { "application/json": { id: number; type: string } } } };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
