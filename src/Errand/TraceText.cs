using System.Diagnostics;

namespace Errand;

/// <summary>The trace that a task was submitted in, as text: W3C's <c>traceparent</c>, and behind a semicolon its <c>tracestate</c>, if it
/// has one.</summary>
internal static class TraceText
{
    /// <summary>A longer state is left out: cut, it would be wrong.</summary>
    public const int MaxStateLength = 256;

    private const int ParentLength = 55;
    private const int TraceIdStart = 3;
    private const int TraceIdLength = 32;
    private const char Separator = ';';

    /// <summary>That of an activity; null if it has no context that others could continue.</summary>
    public static string? Of(Activity activity) =>
        activity is { IdFormat: ActivityIdFormat.W3C, Id: { } parent } ? Join(parent, activity.TraceStateString) : null;

    /// <summary>That of a client, as its headers have it; null if they hold none.</summary>
    public static string? Of(string? traceParent, string? traceState) =>
        ActivityContext.TryParse(traceParent, traceState, out ActivityContext client) ? Of(client) : null;

    /// <summary>The trace's id: 32 hexadecimal digits; null of null.</summary>
    public static string? TraceIdOf(string? text) => text?.Substring(TraceIdStart, TraceIdLength);

    /// <summary>What others can continue or link to. False if there is none.</summary>
    public static bool TryRead(string? text, out ActivityContext context)
    {
        context = default;
        return text is { Length: >= ParentLength } && ActivityContext.TryParse(
            text[..ParentLength], text.Length > ParentLength ? text[(ParentLength + 1)..] : null, isRemote: true, out context);
    }

    private static string Of(in ActivityContext context) => Join(
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"00-{context.TraceId}-{context.SpanId}-{(int)context.TraceFlags:x2}"),
        context.TraceState);

    /// <summary>A state of other characters than W3C allows is left out too, as a store could not hold each of them.</summary>
    private static string Join(string parent, string? state) =>
        state is { Length: > 0 and <= MaxStateLength } && state.All(character => character is >= ' ' and <= '~')
            ? $"{parent}{Separator}{state}"
            : parent;
}
