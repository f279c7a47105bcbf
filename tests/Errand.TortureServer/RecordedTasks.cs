using System.Diagnostics;
using System.Globalization;

namespace Errand.TortureServer;

/// <summary>Task types whose every run stands in the history. Their results name the task and the attempt: no run's is like
/// another's.</summary>
internal sealed class RecordedTasks(RunHistory history)
{
    private const int LargeResult = 300_000;

    public void Map(ErrandApp app)
    {
        app.MapTask("record", RecordAsync);
        app.MapTask("record-deaf", RecordDeafAsync);
        app.MapTask("record-large", (string key, TaskContext context) => history.RecordAsync(
            context, () => Task.FromResult(Result(key, context) + new string('x', LargeResult))));
        app.MapTask("record-fail-first", (string key, TaskContext context) =>
            history.RecordAsync(context, () => context.Attempt > 1 ? Task.FromResult(Result(key, context)) : throw new InvalidOperationException("The first attempt fails.")));
        app.MapTask("record-fail", (string key, TaskContext context) =>
            history.RecordAsync(context, () => throw new TaskFailedException("It never succeeds.")));
        app.MapTask("record-hostile", (string key, int ms, TaskContext context, ILogger<RecordedTasks> logger) =>
            history.RecordAsync(context, () => FailHostilely(ms, context, logger)));
        app.MapTask("record-kill-first", (string key, TaskContext context) => history.RecordAsync(context, () => KillFirst(key, context)));
    }

    private Task<string> RecordAsync(string key, int ms, TaskContext context, CancellationToken cancellationToken) =>
        history.RecordAsync(context, async () =>
        {
            await Task.Delay(ms, cancellationToken);
            return Result(key, context);
        });

    /// <summary>The same, and nothing can stop it.</summary>
    private Task<string> RecordDeafAsync(string key, int ms, TaskContext context) => RecordAsync(key, ms, context, CancellationToken.None);

    private static async Task<string> FailHostilely(int ms, TaskContext context, ILogger<RecordedTasks> logger)
    {
        var hostile = new HostileException();
        context.Logger.Log(LogLevel.Warning, default, "It will fail.", hostile, (text, _) => text);
        logger.Log(LogLevel.Warning, default, "It will fail.", hostile, (text, _) => text);
        context.ReportProgress(0.5);
        await Task.Delay(ms);
        throw hostile;
    }

    private static string Result(string key, TaskContext context) =>
        string.Create(CultureInfo.InvariantCulture, $"{key} by attempt {context.Attempt}");

    private static Task<string> KillFirst(string key, TaskContext context)
    {
        if (context.Attempt == 1)
        {
            Process.GetCurrentProcess().Kill();
        }

        return Task.FromResult(Result(key, context));
    }
}
