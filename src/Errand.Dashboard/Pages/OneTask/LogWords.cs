namespace Errand.Dashboard.Pages.OneTask;

/// <summary>The levels of lines of a log, as the API calls them.</summary>
internal static class LogWords
{
    public static string Of(TaskLogLevel level) => level switch
    {
        TaskLogLevel.Debug => "debug",
        TaskLogLevel.Information => "information",
        TaskLogLevel.Warning => "warning",
        TaskLogLevel.Error => "error",
        TaskLogLevel.Critical => "critical",
        _ => "trace",
    };
}
