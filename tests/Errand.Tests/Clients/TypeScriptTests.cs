using Errand.Tests.Hosting;
using Errand.TestServers;

namespace Errand.Tests.Clients;

/// <summary>The client for TypeScript as a package: compiled, installed, and run by Node.</summary>
public sealed class TypeScriptTests(ClientServer server) : IClassFixture<ClientServer>
{
    private static readonly string Paths = Path.Combine(Repository.Root, "tests", "Errand.Tests", "Clients", "paths.ts");

    [Fact]
    public async Task A_program_runs_tasks_with_the_types_of_its_server()
    {
        Assert.SkipWhen(NodeProject.Missing is not null, NodeProject.Missing ?? "");
        using var project = new NodeProject();
        project.Add("paths.ts", await File.ReadAllTextAsync(Paths, Waiting.Stop));
        project.Add("main.ts", """
            import { errand, ErrandError, TaskFailed, type TaskEvent } from "@errand/client";
            import type { paths } from "./paths.js";

            const tasks = errand<paths>(process.argv[2]!);
            const sum: number = await tasks.run("add", { x: 1, y: 2 });
            const greeted: { greeting: string } = await tasks.run("v2.greet", { name: "Ada" }, { tags: ["a", "b"], priority: 3 });
            const task = await tasks.submit("add", { x: 2 }, { idempotencyKey: "once" });
            const again = await tasks.submit("add", { x: 2 }, { idempotencyKey: "once" });
            const later: number = await task.result();
            const events: TaskEvent[] = [];
            for await (const event of task.events()) {
              events.push(event);
            }
            const ids = await tasks.batch([{ type: "add", args: { x: 1, y: 5 } }, { type: "v2.greet", args: { name: "B" }, tags: ["c"] }]);
            const one = await tasks.api.GET("/v1/tasks/{id}", { params: { path: { id: ids[1]! } } });
            const view = await tasks.task<"add">(ids[0]!).wait();
            console.log([sum, greeted.greeting, task.id === again.id, later, events.at(0)?.name, events.at(-1)?.name, one.data?.type, view.result].join(" "));

            // @ts-expect-error There is no such type.
            await tasks.submit("sub", { x: 1 }).catch((error: ErrandError) => console.log([error.status, error.slug].join(" ")));
            // @ts-expect-error There is no such argument, and x is no text.
            await tasks.submit("add", { x: "1" }).catch((error: ErrandError) => console.log(error.errors.map((fault) => fault.pointer).join(" ")));

            const any = errand(process.argv[2]!);
            await any.run("fail", {}).catch((error: TaskFailed) => console.log([error.message, error.task.outcome].join(" ")));
            console.log(JSON.stringify(await any.run("echo", { n: Number.NaN, e: [Number.POSITIVE_INFINITY], text: "é" })));
            console.log(((await any.run("big", { n: 40000 })) as number[]).length);
            const delayed = await any.submit("echo", {}, { delay: 3600 });
            await delayed.cancel();
            await delayed.result().catch((error: TaskFailed) => console.log(error.message === `The task ${delayed.id} was cancelled.`));
            const stop = new AbortController();
            const waiting = (await any.submit("echo", {}, { delay: 3600 })).wait(stop.signal);
            stop.abort(new Error("left"));
            await waiting.catch((error: Error) => console.log(error.message));
            """);
        await project.InstallClientAsync();
        await project.CompileAsync();

        string seen = await project.RunAsync("main.js", $"{server.Address}").Soon();

        Assert.Equal(
            """
            3 Hello, Ada true 2 status end v2.greet 6
            404 unknown-type
            #/args/x
            of no use failed
            {"n":"NaN","e":["Infinity"],"text":"é"}
            40000
            true
            left

            """, seen);
    }
}
