using Errand.TestServers;

namespace Errand.Tests.Clients;

/// <summary>The client for Python, run by Python.</summary>
public sealed class PythonTests(ClientServer server) : IClassFixture<ClientServer>
{
    [Fact]
    public async Task A_program_runs_tasks()
    {
        const string Program = """
            import datetime, json, sys
            from errand import Client, ErrandError, TaskFailed, __version__

            def text(value):
                return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

            with Client(sys.argv[1]) as client:
                print(client.run("add", x=1, y=2))
                options = {"tags": ["a", "b"], "priority": 3, "ttl": datetime.timedelta(hours=2), "idempotencyKey": "python"}
                task = client.submit("add", x=2, _options=options)
                print(client.submit("add", x=2, _options=options).id == task.id, task.result(), task.view()["tags"], task.view()["priority"])
                events = list(task.events())
                print(events[0].name, events[-1].name, events[-1].data["result"], repr(task) == f"Task({task.id})")
                talk = client.submit("talk", lines=3)
                talk.wait()
                lines = [event for event in talk.events() if event.name == "log"]
                rest = [event.data["line"] for event in talk.events(after=lines[0].id) if event.name == "log"]
                print([event.data["message"] for event in lines], rest)
                ids = client.batch([("add", {"x": 1, "y": 5}), ("echo", {"a": float("inf")}, {"tags": ["c"]}), {"type": "add", "args": {"x": 4}}])
                print([client.task(id).result() for id in ids], client.task(ids[1]).view()["tags"])
                print(text(client.run("echo", type="t", self=1, gap=float("nan"), low=-float("inf"), bytes=b"\x01\x02", day=datetime.date(2026, 11, 24))))
                print(client.submit("echo", _json='{"n":1.50,"big":12345678901234567890}').wait()["args"] == {"n": 1.5, "big": 12345678901234567890})
                print(client.run("factorial", n=30), len(client.run("big", n=40000)), client.run("nothing"))
                try:
                    client.submit("add", x="1", z=2)
                except ErrandError as e:
                    print(e.status, e.slug, [fault["pointer"] for fault in e.errors], len(e.trace_id) > 0)
                try:
                    client.run("fail")
                except TaskFailed as e:
                    print(e, e.outcome, e.error["kind"])
                late = client.submit("add", x=1, _options={"delay": 3600})
                try:
                    late.wait(0.01)
                except TimeoutError as e:
                    print(str(e) == f"The task {late.id} is not done yet.")
                late.cancel()
                try:
                    late.result()
                except TaskFailed as e:
                    print(str(e) == f"The task {late.id} was cancelled.", e.outcome)
                print([item["name"] for item in client.call("GET", "/v1/queues")["items"]], client.call("DELETE", f"/v1/tasks/{late.id}"))
                try:
                    late.view()
                except ErrandError as e:
                    print(e.status, e.slug)
            """;
        string? seen = await Script.RunAsync(
            "python3", Path.GetTempPath(), ["-c", Program, $"{server.Address}"], ("PYTHONPATH", Path.Combine(Repository.Root, "clients")),
            ("PYTHONDONTWRITEBYTECODE", "1"), ("PYTHONIOENCODING", "utf-8"));
        Assert.SkipWhen(seen is null, "python3 is not installed.");

        Assert.Equal(
            """
            3
            True 2 ['a', 'b'] 3
            status end 2 True
            ['line 1', 'line 2', 'line 3'] [2, 3]
            [6, {'a': 'Infinity'}, 4] ['c']
            {"type":"t","self":1,"gap":"NaN","low":"-Infinity","bytes":"AQI=","day":"2026-11-24"}
            True
            265252859812191058636308480000000 40000 None
            422 invalid-args ['#/args/x', '#/args/z'] True
            of no use failed permanent
            True
            True cancelled
            ['default'] None
            404 unknown-task

            """, seen);
    }

    /// <summary>The oldest Python that it is for has no match statement, no union of types by a bar, no parenthesised contexts.</summary>
    [Fact]
    public async Task The_file_is_python_3_9()
    {
        string? seen = await Script.RunAsync(
            "python3", Path.Combine(Repository.Root, "clients"),
            ["-c", "import ast; ast.parse(open('errand.py', encoding='utf-8').read(), feature_version=(3, 9)); print('good')"]);
        Assert.SkipWhen(seen is null, "python3 is not installed.");
        Assert.Equal("good\n", seen);
    }
}
