// What somebody writes with the types that openapi-typescript makes of the document. Its address is the only argument.
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.mjs";

declare const process: { argv: string[] };

const api = createClient<paths>({ baseUrl: process.argv[2]! });
const soon = { query: { wait: 30 } };

function equal(expected: unknown, actual: unknown) {
  if (JSON.stringify(expected) !== JSON.stringify(actual)) {
    throw new Error(`expected ${JSON.stringify(expected)}, but was ${JSON.stringify(actual)}`);
  }
}

// An argument with a default may be left out.
const sum = await api.POST("/v1/types/add/tasks", { params: soon, body: { x: 1 } });
const three: number | null | undefined = sum.data?.result;
equal(["done", "succeeded", 3], [sum.data?.status, sum.data?.outcome, three]);

const square: components["schemas"]["DrawArgsShapeSquare"] = { $type: "square", side: 2, inner: { $type: "circle", radius: 0.5 } };
const drawn = await api.POST("/v1/types/draw/tasks", { params: soon, body: { shape: square } });
equal([square], drawn.data?.result);

const tree: components["schemas"]["TreeArgs"] = { value: 1, children: [{ value: 2, children: [] }] };
const grown = await api.POST("/v1/types/tree/tasks", { params: soon, body: tree });
equal(2, grown.data?.result?.children[0]?.value);

const report = await api.POST("/v1/types/v2.report-gen/tasks", {
  params: soon,
  body: { title: "t", sections: [{ title: "s", page: 7 }], format: "plain-text" },
});
equal([null, "plain-text", 7], [report.data?.result?.appendix, report.data?.result?.format, report.data?.result?.sections[0]?.page]);

const nothing = await api.POST("/v1/types/nothing/tasks", { params: soon, body: {} });
equal("succeeded", nothing.data?.outcome);

const list = await api.GET("/v1/tasks", { params: { query: { type: ["add", "draw"], outcome: ["succeeded"], limit: 1 } } });
equal(["draw"], list.data?.items.map((task) => task.type));
const task = await api.GET("/v1/tasks/{id}", { params: { path: { id: sum.data!.id } } });
equal(sum.data!.id, task.data?.id);

const unknown = await api.GET("/v1/tasks/{id}", { params: { path: { id: 999_999 } } });
equal([404, "urn:errand:problem/unknown-task"], [unknown.error?.status, unknown.error?.type]);
const wrong = await api.POST("/v1/types/add/tasks", { body: { x: 3_000_000_000 } });
equal(["#/args/x", "range"], [wrong.error?.errors?.[0]?.pointer, wrong.error?.errors?.[0]?.code]);
