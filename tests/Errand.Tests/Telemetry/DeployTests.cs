using System.Text.Json;
using System.Text.RegularExpressions;
using Errand.TestServers;

namespace Errand.Tests.Telemetry;

/// <summary>The alerts and the dashboard of deploy/, by Prometheus's own judge.</summary>
public sealed partial class DeployTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "deploy", "prometheus");
    private static readonly string Rules = File.ReadAllText(Path.Combine(Folder, "errand-alerts.yml"));
    private static readonly string Tests = File.ReadAllText(Path.Combine(Folder, "errand-alerts.test.yml"));
    private static readonly string Dashboard = File.ReadAllText(Path.Combine(Repository.Root, "deploy", "grafana", "errand.json"));

    [Fact]
    public async Task The_alerts_are_rules_and_pass_their_tests()
    {
        Assert.Contains("12 rules found", await Promtool.CheckAsync(Folder, null, "check", "rules", "errand-alerts.yml"), StringComparison.Ordinal);
        Assert.Contains("SUCCESS", await Promtool.CheckAsync(Folder, null, "test", "rules", "errand-alerts.test.yml"), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_alert_has_a_test_that_fires_and_one_that_does_not()
    {
        string[] alerts = [.. Alert().Matches(Rules).Select(match => match.Groups["name"].Value)];

        Assert.Equal(12, alerts.Length);
        Assert.All(alerts, alert =>
        {
            Assert.Contains($"alertname: {alert}\n        exp_alerts:\n", Tests, StringComparison.Ordinal);
            Assert.Contains($"alertname: {alert}, exp_alerts: [] }}", Tests, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task The_queries_of_the_dashboard_are_queries()
    {
        using var json = JsonDocument.Parse(Dashboard);
        string[] queries =
        [
            .. from panel in json.RootElement.GetProperty("panels").EnumerateArray()
               where panel.TryGetProperty("targets", out _)
               from target in panel.GetProperty("targets").EnumerateArray()
               select Variable().Replace(target.GetProperty("expr").GetString()!, match => match.Value == "$__rate_interval" ? "5m" : ".*"),
        ];
        DirectoryInfo folder = Directory.CreateTempSubdirectory("errand-");
        try
        {
            string rules = "groups:\n- name: dashboard\n  rules:\n" + string.Concat(
                queries.Select((query, index) => $"  - record: query:{index}\n    expr: {JsonSerializer.Serialize(query)}\n"));
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "rules.yml"), rules, TestContext.Current.CancellationToken);
            Assert.Contains(
                $"{queries.Length} rules found", await Promtool.CheckAsync(folder.FullName, null, "check", "rules", "rules.yml"),
                StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A name that is mistyped would show nothing, in silence.</summary>
    [Fact]
    public async Task Alerts_and_dashboard_ask_for_what_is_measured()
    {
        await using TelemetryServer server = await TelemetryServer.StartAsync();
        HashSet<string> measured =
        [
            .. server.Measured.Instruments.Select(
                one => one.Name.Replace('.', '_') + (one.Unit == "s" ? "_seconds" : one.Unit == "By" ? "_bytes" : "")),
        ];

        string[] asked = [.. Metric().Matches(Rules + Dashboard).Select(match => match.Value).Distinct()];

        Assert.InRange(asked.Length, 15, 40);
        Assert.All(asked, name => Assert.Contains(Ending().Replace(name, ""), measured));
    }

    [GeneratedRegex("alert: (?<name>\\w+)")]
    private static partial Regex Alert();

    [GeneratedRegex("\\$\\w+")]
    private static partial Regex Variable();

    [GeneratedRegex("errand_[a-z_]+")]
    private static partial Regex Metric();

    [GeneratedRegex("_(total|bucket|sum|count)$")]
    private static partial Regex Ending();
}
