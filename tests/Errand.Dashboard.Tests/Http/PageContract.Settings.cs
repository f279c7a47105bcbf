using System.Net;
using Errand.Dashboard.Tests.Servers;
using Errand.TestServers;

namespace Errand.Dashboard.Tests.Http;

/// <summary>The settings.</summary>
public abstract partial class PageContract
{
    [Fact]
    public async Task The_settings_in_effect_are_listed_without_secrets()
    {
        string text = WebUtility.HtmlDecode(await TextOfAsync("/settings"));

        Assert.Contains("<code>DATABASE_URL</code>", text, StringComparison.Ordinal);
        Assert.Contains("set, not shown", text, StringComparison.Ordinal);
        Assert.Contains("<code>HANDLER_QUEUES</code>", text, StringComparison.Ordinal);
        Assert.Contains("HANDLER_QUEUES=default,served", text, StringComparison.Ordinal);
        Assert.Contains("# DATABASE_URL=", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Server.Database, text, StringComparison.Ordinal);
        Assert.Matches(@"604800<span class=""muted""> \(7 d\)</span>", text);
        Assert.Matches(@"268435456<span class=""muted""> \(256 MiB\)</span>", text);
    }

    [Theory]
    [InlineData("grace", "SHUTDOWN_GRACE", "HANDLER_QUEUES")]
    [InlineData("Default,Served", "HANDLER_QUEUES", "SHUTDOWN_GRACE")]
    public async Task Settings_are_found_by_their_names_values_and_meanings(string search, string found, string not)
    {
        string text = await TextOfAsync($"/settings?q={search}");

        Assert.Contains($"<code>{found}</code>", text, StringComparison.Ordinal);
        Assert.DoesNotContain($"<code>{not}</code>", text, StringComparison.Ordinal);
        Assert.Contains("No setting has “&lt;b&gt;”", await TextOfAsync("/settings?q=<b>"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_user_chooses_is_kept_in_his_browser()
    {
        Answer saved = await Client.PostAsync("/settings/appearance", ("theme", "dark"), ("density", "dense"), ("times", ""), ("keys", "loud"));
        string cookies = saved.Header("Set-Cookie")!;

        Assert.Equal((303, "/settings?tab=appearance&told=saved"), ((int)saved.Status, saved.Location));
        Assert.Contains("errand-theme=dark; max-age=31536000; path=/; samesite=strict", cookies, StringComparison.Ordinal);
        Assert.Contains("errand-times=; expires=Thu, 01 Jan 1970", cookies, StringComparison.Ordinal);
        Assert.Contains("errand-keys=; expires=Thu, 01 Jan 1970", cookies, StringComparison.Ordinal);

        string page = (await Client.GetAsync("/settings?tab=appearance", ("Cookie", "errand-theme=dark; errand-density=dense; errand-keys=<b>"))).IsPage().Text;
        Assert.Contains("<html lang=\"en\" data-theme=\"dark\" data-density=\"dense\">", page, StringComparison.Ordinal);
        Assert.Contains("name=\"theme\" value=\"dark\" checked", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_scripts_of_others_are_named_as_they_were_fetched()
    {
        string text = await TextOfAsync("/settings?tab=about");
        string[][] fetched = [.. (await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "src", "Errand.Dashboard", "Assets", "vendor", "vendor.lock"), Waiting.Stop))
            .Where(line => !line.StartsWith('#')).Select(line => line.Split(' '))];

        Assert.NotEmpty(fetched);
        foreach (string[] each in fetched)
        {
            Assert.Contains($">{each[0]}</a> {each[1]},", text, StringComparison.OrdinalIgnoreCase);
        }
    }
}
