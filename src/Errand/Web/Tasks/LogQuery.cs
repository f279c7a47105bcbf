using System.Globalization;
using Errand.Storage.Views;
using Errand.Submitting;
using Errand.Web.Http;
using Errand.Web.Query;

namespace Errand.Web.Tasks;

/// <summary>Which lines of a log a request asks for.</summary>
internal static class LogQuery
{
    private static readonly string Range = string.Create(CultureInfo.InvariantCulture, $"1 to {TaskLogs.MaxLimit}");

    private static readonly QueryParameter Attempt = new(
        "attempt", """{"type":"integer","minimum":1}""", "lines of this attempt only");

    private static readonly QueryParameter Level = new(
        "level", """{"type":"string","enum":["trace","debug","information","warning","error","critical"]}""",
        "lines of this level or a more serious one");

    private static readonly QueryParameter After = new(
        "after", """{"type":"string","pattern":"^[0-9]+\\.[0-9]+$"}""", "lines after this one, given as ATTEMPT.LINE");

    private static readonly QueryParameter Limit = new(
        "limit", """{"type":"integer","minimum":1,"maximum":1000,"default":100}""", "at most so many lines; 100 if not given");

    public static IReadOnlyList<QueryParameter> Parameters { get; } = [Attempt, Level, After, Limit];

    /// <summary>Why it cannot be read, or null.</summary>
    public static Malformed? Read(RequestQuery? query, out TaskLogFilter filter)
    {
        filter = new TaskLogFilter();
        if (query?[Attempt] is { } attempt)
        {
            if (!Integers.TryParse(attempt, out int number) || number < 1)
            {
                return new Malformed("attempt must be an integer from 1.");
            }

            filter = filter with { Attempt = number };
        }

        if (query?[Level] is { } level)
        {
            if (LevelOf(level) is not { } known)
            {
                return new Malformed("level must be trace, debug, information, warning, error or critical.");
            }

            filter = filter with { Level = known };
        }

        if (query?[Limit] is { } limit)
        {
            if (!Integers.TryParse(limit, out int count) || count is < 1 or > TaskLogs.MaxLimit)
            {
                return new Malformed($"limit must be an integer from {Range}.");
            }

            filter = filter with { Limit = count };
        }

        filter = filter with { After = query?[After] };
        return filter.After is { } after && !LogPlace.TryParse(after, out _)
            ? new Malformed("after must be an attempt and a line, such as 2.17.")
            : null;
    }

    private static TaskLogLevel? LevelOf(string word) => word switch
    {
        "trace" => TaskLogLevel.Trace,
        "debug" => TaskLogLevel.Debug,
        "information" => TaskLogLevel.Information,
        "warning" => TaskLogLevel.Warning,
        "error" => TaskLogLevel.Error,
        "critical" => TaskLogLevel.Critical,
        _ => null,
    };
}
