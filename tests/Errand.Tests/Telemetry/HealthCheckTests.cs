using Errand.Tests.Hosting;
using Errand.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Errand.Tests.Telemetry;

/// <summary>The health checks of a program that Errand is part of.</summary>
public sealed class HealthCheckTests
{
    [Fact]
    public async Task They_tell_the_same_as_the_route()
    {
        using var file = new SqliteFile();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(
        [
            KeyValuePair.Create<string, string?>("DATABASE_URL", $"sqlite:{file.Path}"),
            KeyValuePair.Create<string, string?>("SHUTDOWN_GRACE", "0"),
        ]);
        builder.AddErrand(errand => errand.MapTask("add", (int x, int y) => x + y));
        builder.Services.AddHealthChecks().AddErrand();
        await using WebApplication app = builder.Build();
        app.MapErrand();
        await app.StartAsync(Waiting.Stop);
        HealthCheckService checks = app.Services.GetRequiredService<HealthCheckService>();

        HealthReport before = await checks.CheckHealthAsync(Waiting.Stop);
        Assert.Equal((HealthStatus.Healthy, null), (before.Status, Assert.Single(before.Entries).Value.Description));

        await app.StopAsync(Waiting.Stop);
        KeyValuePair<string, HealthReportEntry> after = Assert.Single((await checks.CheckHealthAsync(Waiting.Stop)).Entries);
        Assert.Equal(("errand", HealthStatus.Unhealthy, "The server is stopping."), (after.Key, after.Value.Status, after.Value.Description));
        Assert.Equal(["ready"], after.Value.Tags);
    }
}
