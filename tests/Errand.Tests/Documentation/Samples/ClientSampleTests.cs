// The samples are to be short: their readers' tests decide themselves how they are cancelled.
#pragma warning disable xUnit1051
using Errand;
using Microsoft.Extensions.DependencyInjection;

namespace DocumentationSamples;

/// <summary>The samples of docs/clients.md.</summary>
public sealed class ClientSampleTests
{
    [Fact]
    public async Task The_samples_in_csharp_run()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        string database = Path.Combine(Directory.CreateTempSubdirectory("errand-").FullName, "errand.db");
        await using var app = ErrandApp.Create(
            ["all", "--urls", "http://127.0.0.1:0", "--DATABASE_URL", $"sqlite:{database}", "--Logging:LogLevel:Default", "None"]);
        Clients.Map(app);
        app.MapTask("measure", (int n) => new { values = Enumerable.Range(0, n) });
        await app.StartAsync(cancel);
        string address = app.Urls.Single();

        (int sum, int late, TaskView view) = await Clients.RunAsync(address, null, cancel);

        Assert.Equal((3, 3, "add"), (sum, late, view.Type));
        var services = new ServiceCollection();
        Clients.Add(services, address, null);
        await using ServiceProvider provider = services.BuildServiceProvider();
        ErrandClient client = provider.GetRequiredService<ErrandClient>();
        Assert.Equal(3, await client.RunAsync(Clients.Lean, new(1, 2), cancel));
        SubmittedTask<object> measure = await client.SubmitAsync(
            new TaskContract<Dictionary<string, int>, object>("measure"), new() { ["n"] = 4 }, cancel);
        await measure.WaitAsync(cancel);
        Assert.Equal(6, await Clients.SumAsync(client, measure, cancel));
        await app.StopAsync(cancel);
        Directory.Delete(Path.GetDirectoryName(database)!, recursive: true);
    }

    [Fact]
    public async Task A_client_over_a_server_in_memory_needs_no_port()
    {
        #region memory
        await using ErrandApp app = ErrandApp.CreateInMemory();
        app.MapTask(Tasks.Add, (AddArgs args) => args.X + args.Y);
        await app.StartAsync();

        using var client = new ErrandClient(app.Tasks);
        Assert.Equal(3, await client.RunAsync(Tasks.Add, new(1, 2)));
        #endregion
    }
}
