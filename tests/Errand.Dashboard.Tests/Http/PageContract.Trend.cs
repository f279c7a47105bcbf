using System.Net;
using System.Text.RegularExpressions;
using Errand.Dashboard.Parts;

namespace Errand.Dashboard.Tests.Http;

/// <summary>A value of the summaries of many tasks.</summary>
public abstract partial class PageContract
{
    [Fact]
    public async Task A_trend_offers_the_numbers_of_summaries_and_of_arguments()
    {
        await Server.RunAsync("flight", new { dt = 0.5 });
        string html = (await Client.GetAsync("/types/flight?tab=trend")).IsPage().Text;

        Assert.Equal(["range", "apex"], OptionsOf(html, "y"));
        Assert.Equal(["createdAt", "args.dt", "args.mass"], OptionsOf(html, "x"));
        Assert.Equal(["outcome", "tag"], OptionsOf(html, "colour"));
        Assert.Contains("<option value=\"range\" selected>range</option>", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/types/flight?tab=trend\" aria-current=\"page\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trend_lists_the_newest_tasks_with_their_values_as_they_are_stored()
    {
        string tag = NewTag();
        TaskView first = await Server.RunAsync("answer", new { json = """{"range":68.070}""" }, new() { Tags = [tag] });
        TaskView failed = await Server.RunAsync("answer", new { json = "no" }, new() { Tags = [tag], MaxAttempts = 1 });
        TaskView last = await Server.RunAsync("answer", new { json = """{"range":1e2}""" }, new() { Tags = [tag] });
        await Server.SubmitWaitingAsync("answer", new { json = "{}" }, tag);

        string html = (await Client.GetAsync($"/types/answer?tab=trend&y=range&q=tag:{tag}")).IsPage().Text;

        Assert.Equal(
            [$"{last.Id} 1e2 succeeded", $"{failed.Id} – failed", $"{first.Id} 68.070 succeeded"],
            Regex.Matches(html, "<tr data-task=\"([0-9]+)\">.*?<td class=\"number\">([^<]*)</td>.*?class=\"badge ([a-z]+)\"", RegexOptions.Singleline)
                .Select(row => WebUtility.HtmlDecode($"{row.Groups[1].Value} {row.Groups[2].Value} {row.Groups[3].Value}")));
        Assert.Contains($"href=\"/tasks/{first.Id}\"", html, StringComparison.Ordinal);
        Assert.Contains($"datetime=\"{Instant.Machine(first.CreatedAt)}\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_trend_shows_is_in_its_address()
    {
        TaskView task = await Server.RunAsync("flight", new { dt = 0.25 }, new() { Tags = [NewTag()] });
        string search = Uri.EscapeDataString($"tag:{task.Tags[0]}");
        string html = (await Client.GetAsync($"/types/flight?tab=trend&y=apex&x=args.dt&colour=tag&q={search}")).IsPage().Text;

        Assert.Contains("<option value=\"apex\" selected>apex</option>", html, StringComparison.Ordinal);
        Assert.Contains("<option value=\"args.dt\" selected>dt</option>", html, StringComparison.Ordinal);
        Assert.Contains("<option value=\"tag\" selected>tag</option>", html, StringComparison.Ordinal);
        string values = Regex.Match(html, "data-values=\"([^\"]*)\"").Groups[1].Value.Replace("&amp;", "&", StringComparison.Ordinal);
        Assert.Equal($"/v1/types/flight/values?y=apex&x=args.dt&q={search}", values);
        Assert.Contains($"\"id\":{task.Id},\"x\":0.25,", (await Client.GetAsync(values)).Is(200).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trend_over_an_argument_that_the_schema_does_not_have_is_drawn_all_the_same()
    {
        string tag = NewTag();
        await Server.RunAsync("echo", new { depth = new { n = 7 }, value = 1.5 }, new() { Tags = [tag] });

        string html = (await Client.GetAsync($"/types/echo?tab=trend&y=value&x=args.depth/n&q=tag:{tag}")).IsPage().Text;

        Assert.Contains("<option value=\"args.depth/n\" selected>depth/n</option>", html, StringComparison.Ordinal);
        Assert.Matches("<td class=\"number\">\\s*7\\s*</td>\\s*<td class=\"number\">1.5</td>", html);
    }

    [Fact]
    public async Task A_value_that_new_tasks_do_not_have_is_found_in_older_ones()
    {
        string tag = NewTag();
        TaskView old = await Server.RunAsync("answer", new { json = """{"old":1}""" }, new() { Tags = [tag] });
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Server.RunAsync("answer", new { json = """{"new":1}""" }, new() { Tags = [tag] })));

        string html = (await Client.GetAsync($"/types/answer?tab=trend&y=old&q=tag:{tag}")).IsPage().Text;
        Assert.Equal(["new", "old"], OptionsOf(html, "y"));
        Assert.Contains("data-trend", html, StringComparison.Ordinal);

        string without = (await Client.GetAsync($"/types/answer?tab=trend&y=old&q=tag:{tag}+-id:{old.Id}")).IsPage().Text;
        Assert.Contains("No number of this name", without, StringComparison.Ordinal);
        Assert.Matches("<option value(=\"\")? selected>choose one</option>", without);
        Assert.Contains(">Show new</a>", without, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("idle", "", "No task has succeeded yet", "href=\"/types/idle\">Run one</a>")]
    [InlineData("throw", "", "These results have no summary", ".WithSummary(&quot;/range&quot;")]
    [InlineData("answer", """{"name":"x","good":true}""", "The summary has no numbers", "Its members are name, good.")]
    public async Task A_type_without_numbers_says_what_to_do(string type, string json, string title, string advice)
    {
        string tag = NewTag();
        if (type == "throw")
        {
            await Server.RunAsync(type, new { dt = 0.5, mass = 1, r0 = new[] { 0, 0, 1 } }, new() { Tags = [tag] });
        }
        else if (json.Length > 0)
        {
            await Server.RunAsync(type, new { json }, new() { Tags = [tag] });
        }

        string html = (await Client.GetAsync($"/types/{type}?tab=trend{(type == "idle" ? "" : $"&q=tag:{tag}")}")).IsPage().Text;

        Assert.Contains($"<h2>{title}</h2>", html, StringComparison.Ordinal);
        Assert.Contains(advice, html, StringComparison.Ordinal);
        Assert.DoesNotContain("data-trend ", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_of_a_trend_that_finds_nothing_can_be_cleared()
    {
        string html = (await Client.GetAsync("/types/flight?tab=trend&x=args.dt&q=tag:no-such-tag")).IsPage().Text;

        Assert.Contains("No finished task matches", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/types/flight?tab=trend&amp;x=args.dt\">Clear the search</a>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_of_a_trend_that_cannot_be_read_is_marked()
    {
        string html = (await Client.GetAsync("/types/flight?tab=trend&y=apex&q=colour:red")).IsPage(422).Text;

        Assert.Contains("<mark>colour:red</mark>", html, StringComparison.Ordinal);
        Assert.Contains("<option value=\"apex\" selected>apex</option>", html, StringComparison.Ordinal);
    }

    private static IEnumerable<string> OptionsOf(string html, string name) =>
        Regex.Matches(Regex.Match(html, $"<select id=\"trend-{name}\" name=\"{name}\">(.*?)</select>", RegexOptions.Singleline).Groups[1].Value, "value=\"([^\"]*)\"")
            .Select(option => option.Groups[1].Value);
}
