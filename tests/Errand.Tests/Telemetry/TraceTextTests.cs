using System.Diagnostics;

namespace Errand.Tests.Telemetry;

public sealed class TraceTextTests
{
    private const string Parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    [Theory]
    [InlineData(Parent, null, Parent)]
    [InlineData(Parent, "", Parent)]
    [InlineData(Parent, "a=1,b=2", Parent + ";a=1,b=2")]
    public void The_headers_of_a_client_are_kept(string parent, string? state, string expected)
    {
        string? text = TraceText.Of(parent, state);

        Assert.Equal(expected, text);
        Assert.True(TraceText.TryRead(text, out ActivityContext context));
        Assert.Equal("00f067aa0ba902b7", context.SpanId.ToString());
        Assert.Equal((ActivityTraceFlags.Recorded, true), (context.TraceFlags, context.IsRemote));
        Assert.Equal(context.TraceId.ToString(), TraceText.TraceIdOf(text));
        Assert.Equal(string.IsNullOrEmpty(state) ? null : state, context.TraceState);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7")]
    [InlineData("00-00000000000000000000000000000000-00f067aa0ba902b7-01")]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-011")]
    public void What_is_no_trace_is_none(string? parent) => Assert.Null(TraceText.Of(parent, "a=1"));

    [Fact]
    public void A_state_that_is_too_long_or_no_text_is_left_out()
    {
        Assert.Equal(Parent, TraceText.Of(Parent, new string('a', TraceText.MaxStateLength + 1)));
        Assert.Equal(Parent, TraceText.Of(Parent, "a=\0"));
        Assert.Equal(55 + 1 + TraceText.MaxStateLength, TraceText.Of(Parent, new string('a', TraceText.MaxStateLength))!.Length);
    }

    [Fact]
    public void The_context_of_an_activity_is_kept()
    {
        using var activity = new Activity("request");
        activity.TraceStateString = "a=1";
        activity.SetIdFormat(ActivityIdFormat.W3C).Start();

        Assert.Equal($"{activity.Id};a=1", TraceText.Of(activity));

        using var old = new Activity("old");
        old.SetIdFormat(ActivityIdFormat.Hierarchical).Start();
        Assert.Null(TraceText.Of(old));
    }
}
