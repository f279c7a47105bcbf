using System.Collections.Concurrent;

namespace Errand.SystemTests.Clients;

/// <summary>Each client behind a proxy that cuts every fifth answer: no task is lost, and none is there twice.</summary>
/// <remarks>Of 10,000 requests, one or two are cut six times in a row, and the client gives up. Then its caller does what the clients'
/// documentation says: submits again with the same key.</remarks>
public sealed class CutTests : IAsyncLifetime
{
    private const int Count = 10_000;

    private static readonly TaskContract<Dictionary<string, string>, int> Run = new("count");

    private readonly TestFolder _folder = new();
    private readonly ConcurrentDictionary<string, int> _runs = new();
    private readonly TaskCompletionSource _allHaveRun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ErrandApp _app = null!;
    private CuttingProxy _proxy = null!;

    public async ValueTask InitializeAsync()
    {
        _app = ErrandApp.Create(
        [
            "all", "--urls", "http://127.0.0.1:0", "--DATABASE_URL", $"sqlite:{_folder.Database}", "--Logging:LogLevel:Default", "None",
        ]);
        _app.MapTask("count", (string key) =>
        {
            int runs = _runs.AddOrUpdate(key, 1, (_, before) => before + 1);
            if (_runs.Count >= Count)
            {
                _allHaveRun.TrySetResult();
            }

            return runs;
        });
        await _app.StartAsync();
        _proxy = await CuttingProxy.StartAsync(new Uri(_app.Urls.Single()));
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_client_for_csharp_submits_each_task_once()
    {
        using var client = new ErrandClient(_proxy.Address);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Count),
            new ParallelOptions { MaxDegreeOfParallelism = 64 },
            async (i, stop) =>
            {
                while (!await IsSubmittedAsync(client, i, stop))
                {
                }
            });

        await EachRanOnceAsync();
    }

    [Fact]
    public async Task The_client_for_python_submits_each_task_once()
    {
        const string Program = """
            import sys
            from concurrent.futures import ThreadPoolExecutor
            from errand import Client, ErrandError

            client = Client(sys.argv[1])

            def submit(i):
                options = {"idempotencyKey": f"key-{i}"}
                while True:
                    try:
                        if i % 20 > 0:
                            client.submit("count", _options=options, key=f"k{i}")
                        else:
                            assert client.run("count", _options=options, key=f"k{i}") == 1
                        return
                    except ErrandError as e:
                        if e.status > 0:
                            raise

            with ThreadPoolExecutor(32) as pool:
                print(sum(1 for _ in pool.map(submit, range(int(sys.argv[2])))))
            """;
        string? seen = await Script.RunAsync(
            "python3", _folder.Path, ["-c", Program, $"{_proxy.Address}", $"{Count}"],
            ("PYTHONPATH", Path.Combine(Repository.Root, "clients")), ("PYTHONDONTWRITEBYTECODE", "1"));
        Assert.SkipWhen(seen is null, "python3 is not installed.");

        Assert.Equal($"{Count}\n", seen);
        await EachRanOnceAsync();
    }

    [Fact]
    public async Task The_client_for_typescript_submits_each_task_once()
    {
        Assert.SkipWhen(NodeProject.Missing is not null, NodeProject.Missing ?? "");
        using var project = new NodeProject();
        project.Add("main.ts", """
            import { errand } from "./errand.js";

            const tasks = errand(process.argv[2]!);
            const count = Number(process.argv[3]);
            let next = 0;

            async function submit(i: number): Promise<boolean> {
              const options = { idempotencyKey: `key-${i}` };
              try {
                if (i % 20 > 0) {
                  await tasks.submit("count", { key: `k${i}` }, options);
                } else if ((await tasks.run("count", { key: `k${i}` }, options)) !== 1) {
                  throw new Error(`k${i} ran twice`);
                }
                return true;
              } catch (error) {
                if (error instanceof TypeError) {
                  return false; // The fetch failed.
                }
                throw error;
              }
            }

            async function submitSome(): Promise<void> {
              for (let i = next++; i < count; i = next++) {
                while (!(await submit(i)));
              }
            }

            await Promise.all(Array.from({ length: 64 }, submitSome));
            console.log(count);
            """);
        await project.CompileAsync();

        Assert.Equal($"{Count}\n", await project.RunAsync("main.js", $"{_proxy.Address}", $"{Count}"));
        await EachRanOnceAsync();
    }

    private static async Task<bool> IsSubmittedAsync(ErrandClient client, int i, CancellationToken stop)
    {
        Dictionary<string, string> args = new() { ["key"] = $"k{i}" };
        var options = new SubmitOptions { IdempotencyKey = $"key-{i}" };
        try
        {
            if (i % 20 > 0)
            {
                await client.SubmitAsync(Run, args, options, stop);
            }
            else
            {
                Assert.Equal(1, await client.RunAsync(Run, args, options, stop));
            }

            return true;
        }
        catch (StoreException)
        {
            return false;
        }
    }

    private async Task EachRanOnceAsync()
    {
        await _allHaveRun.Task.WaitAsync(Patience.Limit);
        Assert.Equal(Count, _runs.Count);
        Assert.All(_runs, run => Assert.Equal(1, run.Value));
        Assert.Equal($"{Count}", new DatabaseFile(_folder.Database).Text("SELECT count(*) FROM task"));
        Assert.True(_proxy.Cuts > Count / 5, $"Only {_proxy.Cuts} answers were cut.");
    }
}
