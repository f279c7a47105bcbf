using System.Text.RegularExpressions;
using Errand.Dashboard.Tests.Servers;
using Errand.TestServers;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Errand.Dashboard.Tests.Http;

/// <summary>Pages that fail by a fault of ours while they are drawn.</summary>
public sealed partial class BrokenPageTests : IDisposable
{
    private readonly ErrorLog _log = new();

    [Fact]
    public async Task A_page_that_cannot_be_drawn_says_so_and_is_logged_once()
    {
        using var folder = new TestFolder();
        await using var app = ErrandApp.Create(
        [
            "all", "--urls", "http://127.0.0.1:0", "--DATABASE_URL", $"sqlite:{folder.Database}", "--SHUTDOWN_GRACE", "0",
            "--Logging:LogLevel:Default", "Error", "--Logging:Console:LogLevel:Default", "None",
        ]);
        Break("TasksPage", app.Services);
        await app.StartAsync(Waiting.Stop);

        await SaysSoAsync(PageServer.AddressOf(app), "/tasks");

        await app.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task So_does_a_page_in_a_program_of_somebody_else()
    {
        await using HostProgram program = await StartHostAsync("TasksPage");

        await SaysSoAsync(program.Address, "/jobs/tasks");
    }

    [Fact]
    public async Task When_the_frame_of_every_page_fails_it_is_said_in_plain_text()
    {
        await using HostProgram program = await StartHostAsync("Shell");
        using var client = new PageClient(program.Address);

        Answer answer = (await client.GetAsync("/jobs/tasks")).Is(500, "text/plain; charset=utf-8");

        Assert.Matches("^The server failed to make this page[.] Its log says why, at the trace [^ ]+[.]$", answer.Text);
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Equal(
            [
                $"A page failed (trace {TraceIn(answer)}).",
                $"The page that tells of a failure failed too (trace {TraceIn(answer)}).",
            ],
            _log.Take());
    }

    public void Dispose() => _log.Dispose();

    private Task<HostProgram> StartHostAsync(string part) => HostProgram.StartAsync(
        app =>
        {
            app.MapErrand("/jobs");
            app.MapErrandDashboard("/jobs");
        },
        services => Break(part, services));

    private void Break(string part, IServiceCollection services)
    {
        services.AddSingleton<IComponentActivator>(new BrokenPart(part));
        services.AddSingleton<ILoggerProvider>(_log);
    }

    private async Task SaysSoAsync(Uri server, string path)
    {
        using var client = new PageClient(server);
        foreach ((string Name, string Value)[] headers in (IReadOnlyList<(string, string)[]>)[[], [("Errand-Fragment", "main")]])
        {
            Answer answer = (await client.GetAsync(path, headers)).IsPage(500);
            Assert.Contains("<h1>The server failed to make this page</h1>", answer.Text, StringComparison.Ordinal);
            Assert.Equal([$"A page failed (trace {TraceIn(answer)})."], _log.Take());
        }

        (await client.GetAsync(path + "/no/such")).IsPage(404);
        Assert.Empty(_log.Take());
    }

    private static string TraceIn(Answer answer) => Trace().Match(answer.Text).Groups[1].Value;

    [GeneratedRegex("at the trace ([^<. ]+)[.]")]
    private static partial Regex Trace();
}
