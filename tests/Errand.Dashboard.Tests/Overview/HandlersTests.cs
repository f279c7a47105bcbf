using System.Net;
using Errand.Dashboard.Pages.Handlers;
using Errand.Dashboard.Serving;
using Errand.Dashboard.Tests.Looks;

namespace Errand.Dashboard.Tests.Overview;

public sealed class HandlersTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 10, 52, 20, TimeSpan.Zero);

    [Theory]
    [InlineData(0, null)]
    [InlineData(7, null)]
    [InlineData(8, "late")]
    [InlineData(12, "late")]
    [InlineData(13, "lost")]
    [InlineData(-3, null)]
    public void A_sign_of_life_that_does_not_come_is_late_and_then_lost(int seconds, string? kind)
    {
        var beat = Beat.Of(MemberOf("a") with { LastBeatAt = Now.AddSeconds(-seconds) }, Now);

        Assert.Equal((kind, Now.AddSeconds(15 - seconds)), (beat.Kind, beat.End));
    }

    [Fact]
    public async Task The_page_says_when_the_tasks_of_a_silent_handler_are_taken_over()
    {
        string html = await PageAsync(MemberOf("a"), MemberOf("b") with { LastBeatAt = Now.AddSeconds(-9) });

        Assert.Equal(2, html.Split("data-beat=").Length - 1);
        Assert.Equal(1, html.Split("class=\"takeover\" hidden").Length - 1);
        Assert.Contains("10:52:26 UTC", html, StringComparison.Ordinal);
        Assert.Contains("class=\"beat late\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_most_do_not_have_is_marked()
    {
        string html = await PageAsync(MemberOf("a"), MemberOf("b"), MemberOf("c") with { Version = "1.2.0" });

        Assert.Equal(1, html.Split("class=\"other-version\"").Length - 1);
        Assert.Matches("class=\"other-version\"[^|]*1\\.2\\.0", html);
        Assert.DoesNotContain("other-version", await PageAsync(MemberOf("a"), MemberOf("b")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tasks_beyond_those_that_are_shown_are_counted()
    {
        string html = await PageAsync(MemberOf("a") with { RunningCount = 1250, Slots = 1250, Running = [1, 2] });

        Assert.Contains("1,250 tasks", html, StringComparison.Ordinal);
        Assert.Contains("/tasks?q=handler:a+status:running", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_handlers_the_page_says_how_to_start_one() =>
        Assert.Contains("No handler is alive", await PageAsync(), StringComparison.Ordinal);

    [Fact]
    public async Task Names_of_hosts_and_versions_are_text()
    {
        string html = await PageAsync(
            [.. HostileTexts.All.Select(text => MemberOf("a") with { Host = text, Version = text, Queues = [text] })]);

        Assert.DoesNotContain($"<b {HostileTexts.Mark}", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202e', html);
    }

    private static Task<string> PageAsync(params MemberView[] members) => RenderedPart.OfAsync(
        Page.Of<HandlersPage>(
            PageArea.Handlers,
            "Handlers",
            new HandlersModel
            {
                Handlers = HandlerRow.Of(members, [], members, Now),
                Janitors = [],
                Gone = [.. members.Take(3).Select(member => member with { GoneAt = Now, Lost = 2 })],
                Problems = [],
            }),
        Now);

    private static MemberView MemberOf(string id) => new()
    {
        Id = id,
        Role = "handler",
        Host = "lab3",
        Pid = 4242,
        Version = "1.3.0",
        Slots = 4,
        Running = [],
        StartedAt = Now.AddHours(-3),
        LastBeatAt = Now.AddSeconds(-1),
    };
}
