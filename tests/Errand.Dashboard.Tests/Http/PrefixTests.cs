using Errand.Dashboard.Tests.Servers;
using Errand.TestDatabases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Routing;

namespace Errand.Dashboard.Tests.Http;

/// <summary>Pages that do not stand at the root: every link, form and asset leads back to them.</summary>
public sealed class PrefixTests
{
    [Theory]
    [InlineData("/jobs", "/jobs")]
    [InlineData("/jobs/{tenant}", "/jobs/acme")]
    [InlineData("/jobs/{tenant}", "/jobs/a%20b")]
    [InlineData("/{id}", "/7")]
    [InlineData("/{file}/{hash}", "/a/b")]
    [InlineData("/j\u00f6 bs", "/j%C3%B6%20bs")]
    public async Task In_a_group_of_a_program_every_address_has_its_prefix(string pattern, string prefix)
    {
        await using HostProgram program = await HostProgram.StartAsync(app =>
        {
            RouteGroupBuilder group = app.MapGroup(pattern);
            group.MapErrand();
            group.MapErrandDashboard();
        });

        await LeadsBackAsync(program, program.Address, prefix);
    }

    [Fact]
    public async Task The_base_path_of_the_program_comes_first()
    {
        await using HostProgram program = await HostProgram.StartAsync(app =>
        {
            app.UsePathBase("/my app");
            app.UseRouting();
            app.MapErrand("/jobs");
            app.MapErrandDashboard("/jobs");
        });

        await LeadsBackAsync(program, program.Address, "/my%20app/jobs");
        await LeadsBackAsync(program, program.Address, "/jobs");
    }

    [Fact]
    public async Task Behind_a_proxy_that_takes_a_prefix_away_the_public_address_says_which()
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Find()}");
        await using HostProgram program = await HostProgram.StartAsync(
            app =>
            {
                app.MapErrand();
                app.MapErrandDashboard();
            },
            ("BACKEND_URL", new Uri(address, "/my/tasks").ToString()));
        await using CuttingProxy proxy = await CuttingProxy.StartAsync(address, "/my/tasks", _ => program.Address);

        await LeadsBackAsync(program, proxy.Address, "/my/tasks");
    }

    [Fact]
    public async Task So_does_a_proxy_that_is_trusted()
    {
        await using HostProgram program = await HostProgram.StartAsync(app =>
        {
            app.UseForwardedHeaders(new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedPrefix });
            app.UseRouting();
            app.MapErrand();
            app.MapErrandDashboard();
        });
        using var client = new PageClient(program.Address);

        Answer page = (await client.GetAsync("/tasks", ("X-Forwarded-Prefix", "/public"))).IsPage();

        Assert.All(page.Addresses().Except(["#main"]), address => Assert.StartsWith("/public/", address, StringComparison.Ordinal));
        Assert.Contains("data-base=\"/public\"", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_leads_nowhere_leads_back_too()
    {
        await using HostProgram program = await HostProgram.StartAsync(app => app.MapErrandDashboard("/jobs/{tenant}"));
        using var client = new PageClient(program.Address);

        Answer page = (await client.GetAsync("/jobs/acme/tasks/no/such/page")).IsPage(404);

        Assert.Contains("href=\"/jobs/acme/tasks\"", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_says_by_the_same_setting_who_may_show_its_results_in_a_frame()
    {
        await using HostProgram program = await HostProgram.StartAsync(
            app =>
            {
                RouteGroupBuilder group = app.MapGroup("/jobs");
                group.MapErrand();
                group.MapErrandDashboard();
            },
            ("ERRAND_FRAME_ANCESTORS", "https://wiki.example"));
        TaskId id = await program.Tasks.SubmitAsync("add", new { x = 1, y = 2 }, null, Waiting.Stop);
        await program.Tasks.WaitAsync(id, Waiting.Stop).Soon();
        using var client = new PageClient(program.Address);

        Answer page = (await client.GetAsync($"/jobs/tasks/{id}/result?embed=1")).IsPage();

        Assert.Contains("frame-ancestors https://wiki.example;", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains($"<a href=\"/jobs/tasks/{id}/result?view=0\" target=\"_blank\"", page.Text, StringComparison.Ordinal);
        Assert.Contains($"href=\"/jobs/tasks/{id}/result?view=1&amp;embed=1\"", page.Text, StringComparison.Ordinal);
    }

    private static async Task LeadsBackAsync(HostProgram program, Uri address, string prefix)
    {
        TaskId done = await program.Tasks.SubmitAsync("add", new { x = 1, y = 2 }, new SubmitOptions { Tags = ["tag"] }, Waiting.Stop);
        await program.Tasks.WaitAsync(done, Waiting.Stop).Soon();
        TaskId waiting = await program.Tasks.SubmitAsync("add", new { x = 1, y = 2 }, new SubmitOptions { Queue = "unserved" }, Waiting.Stop);
        using var client = new PageClient(address);

        IReadOnlyCollection<string> reached = await LinkWalk.FollowAsync(client, prefix + "/", prefix);

        string[] pages = ["/tasks", $"/tasks/{done}", $"/tasks/{waiting}", "/queues", "/queues/unserved", "/handlers"];
        Assert.Superset(pages.Select(page => prefix + page).ToHashSet(), reached.ToHashSet());
        Assert.Contains(reached, path => path.EndsWith("/app.js", StringComparison.Ordinal));
        (await client.GetAsync($"{prefix}/v1/tasks")).Is(200);
    }
}
