using System.Globalization;
using Errand.Lists;
using Errand.Web.Http;
using Errand.Web.Query;

namespace Errand.Web.Server;

/// <summary>Which numbers over time a request asks for.</summary>
internal static class StatQuery
{
    private const string NamePattern = "^[A-Za-z0-9._-]{1,100}$";

    private static readonly QueryParameter From = new(
        "from", """{"type":"string"}""", "the first step is the one that this instant is in, or this age, such as 6h; 60 steps before to if not given");

    private static readonly QueryParameter To = new(
        "to", """{"type":"string"}""", "the last step is the one that this instant is in, or this age, such as 1h; now if not given");

    private static readonly QueryParameter Step = new(
        "step", """{"type":"integer","enum":[10,60,3600],"default":60}""", "seconds that one number stands for: 10, 60 or 3600");

    private static readonly QueryParameter By = new(
        "by", """{"type":"string","enum":["outcome","type","queue"],"default":"outcome"}""", "what there is a series for");

    private static readonly QueryParameter Type = new("type", $$"""{"type":"string","pattern":"{{NamePattern}}"}""", "tasks of this type only");

    private static readonly QueryParameter Queue = new("queue", $$"""{"type":"string","pattern":"{{NamePattern}}"}""", "tasks of this queue only");

    public static IReadOnlyList<QueryParameter> Parameters { get; } = [From, To, Step, By, Type, Queue];

    /// <summary>Why it cannot be read, or null.</summary>
    /// <param name="query">Null when there is none.</param>
    /// <param name="now">From when ages count.</param>
    /// <param name="options">What is asked for.</param>
    public static Malformed? Read(RequestQuery? query, DateTimeOffset now, out StatSeriesOptions options)
    {
        options = new StatSeriesOptions { Type = query?[Type], Queue = query?[Queue] };
        if (query?[Step] is { } step)
        {
            if (step is not ("10" or "60" or "3600"))
            {
                return new Malformed("step must be 10, 60 or 3600.");
            }

            options = options with { Step = TimeSpan.FromSeconds(int.Parse(step, CultureInfo.InvariantCulture)) };
        }

        if (query?[By] is { } by)
        {
            if (GroupOf(by) is not { } group)
            {
                return new Malformed("by must be outcome, type or queue.");
            }

            options = options with { By = group };
        }

        if (!TryRead(query?[From], now, out DateTimeOffset? from) || !TryRead(query?[To], now, out DateTimeOffset? to))
        {
            return new Malformed($"from and to must be {InstantForm.Description} or {Ages.Description}; in a query a + is written %2B.");
        }

        options = options with { From = from, To = to };
        return IsName(options.Type) && IsName(options.Queue) ? null : new Malformed($"type and queue must be {NameRule.Shape}.");
    }

    private static StatGroup? GroupOf(string word) => word switch
    {
        "outcome" => StatGroup.Outcome,
        "type" => StatGroup.Type,
        "queue" => StatGroup.Queue,
        _ => null,
    };

    private static bool IsName(string? name) => name is null || NameRule.Holds(name);

    /// <summary>Reads an instant or an age; null without one.</summary>
    private static bool TryRead(string? text, DateTimeOffset now, out DateTimeOffset? instant)
    {
        instant = null;
        if (text is null)
        {
            return true;
        }

        if (Ages.TryParse(text, out TimeSpan age))
        {
            instant = now - age;
            return true;
        }

        bool isInstant = InstantForm.TryParse(text, out DateTimeOffset at);
        instant = at;
        return isInstant;
    }
}
